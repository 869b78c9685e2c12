package dev.rollback;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The runs that an engine drives. On the loop, but for {@link #close()}. */
final class RunDrivers {

    private final Parts parts;
    private final List<RunListener> listeners;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();

    RunDrivers(Parts parts, List<RunListener> listeners) {
        this.parts = parts;
        this.listeners = listeners;
    }

    RunDriver drive(RunDriver.Start start) {
        List<ListenerQueue> queues = new ArrayList<>();
        for (RunListener listener : listeners) {
            queues.add(new ListenerQueue(parts.time(), listener));
        }
        return new RunDriver(parts, start, new Listeners(queues), closed);
    }

    CompletableFuture<@Nullable Void> closed() {
        return closed;
    }

    void close() {
        closed.complete(null);
    }
}
