package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells one listener beside the loop what happens in one run: one call at a time, with all that has come up since. A listener that throws is told on; one
 * that hangs is given up for this run.
 */
final class ListenerQueue {

    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final EngineTime time;
    private final RunListener listener;
    private final CompletableFuture<Void> idle = new CompletableFuture<>();
    private List<RunEvent> waiting = new ArrayList<>();
    private boolean busy;
    private boolean givenUp;

    ListenerQueue(EngineTime time, RunListener listener) {
        this.time = time;
        this.listener = listener;
    }

    void tell(RunId run, Outline outline, List<RunEvent> events) {
        if (!givenUp) {
            waiting.addAll(events);
            next(run, outline);
        }
    }

    private void next(RunId run, Outline outline) {
        if (busy || waiting.isEmpty()) {
            return;
        }
        busy = true;
        List<RunEvent> batch = waiting;
        waiting = new ArrayList<>();
        time.call(PATIENCE, () -> tellAll(run, outline, batch), new EngineTime.Answer<Boolean>() {
            @Override
            public void done(Boolean ended) {
                busy = false;
                if (ended) {
                    idle.complete(null);
                }
                next(run, outline);
            }

            @Override
            public void failed(Throwable failure) {
                givenUp = true;
                waiting = List.of();
                idle.complete(null);
                log.warn(
                        "A listener did not return within {} and is not told of run {} any more",
                        PATIENCE,
                        run,
                        failure);
            }
        });
    }

    /** Whether the run's end was among what was told. */
    private boolean tellAll(RunId run, Outline outline, List<RunEvent> batch) {
        boolean ended = false;
        for (RunEvent event : batch) {
            try {
                listener.happened(run, outline, event);
            } catch (RuntimeException | LinkageError | AssertionError e) {
                log.warn("A listener threw at an event of run {}; the run goes on", run, e);
            }
            ended |= event instanceof RunEvent.RunEnded;
        }
        return ended;
    }

    /** Complete when the listener was told of the run's end, or was given up. */
    CompletableFuture<Void> told() {
        return idle;
    }
}
