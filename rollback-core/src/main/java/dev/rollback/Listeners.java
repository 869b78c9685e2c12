package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The listeners of one run. On the loop. */
record Listeners(List<ListenerQueue> queues) {

    void tell(RunId run, Outline outline, List<RunEvent> events) {
        for (ListenerQueue queue : queues) {
            queue.tell(run, outline, events);
        }
    }

    /** Complete when each has been told all, or was given up. */
    CompletableFuture<Void> told() {
        return CompletableFuture.allOf(queues.stream().map(ListenerQueue::told).toArray(CompletableFuture<?>[]::new));
    }
}
