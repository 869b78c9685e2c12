package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Who hears of one run. On the loop.
 *
 * @param queues the listeners
 * @param messages what notifiers are told
 */
record Listeners(List<ListenerQueue> queues, RunMessages messages) {

    void tell(RunId run, Outline outline, List<RunEvent> events) {
        for (ListenerQueue queue : queues) {
            queue.tell(run, outline, events);
        }
        messages.take(events);
    }

    /** Complete when each listener has been told all, or was given up. Nobody waits for messages. */
    CompletableFuture<Void> told() {
        return CompletableFuture.allOf(queues.stream().map(ListenerQueue::told).toArray(CompletableFuture<?>[]::new));
    }
}
