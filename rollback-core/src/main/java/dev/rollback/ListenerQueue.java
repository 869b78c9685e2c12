package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * Tells one listener beside the loop what happens in one run: one call at a time, with some of what has come up since. A listener that throws is told on;
 * one that hangs is given up for this run.
 */
final class ListenerQueue {

    private static final Logger log = LoggerFactory.getLogger(ListenerQueue.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int TOLD_AT_ONCE = 100;

    private final EngineTime time;
    private final RunListener listener;
    private final Queue<RunEvent> waiting = new ArrayDeque<>();
    private final CompletableFuture<Void> told = new CompletableFuture<>();
    private boolean busy;
    private volatile boolean givenUp;

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
        List<RunEvent> batch = batch();
        time.call(PATIENCE, () -> tellAll(run, outline, batch), new EngineTime.Answer<Boolean>() {
            @Override
            public void done(Boolean ended) {
                busy = false;
                if (ended) {
                    told.complete(null);
                }
                next(run, outline);
            }

            @Override
            public void failed(Throwable failure) {
                giveUp(run, failure);
            }
        });
    }

    private List<RunEvent> batch() {
        List<RunEvent> batch = new ArrayList<>();
        while (batch.size() < TOLD_AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.remove());
        }
        return batch;
    }

    private void giveUp(RunId run, Throwable failure) {
        givenUp = true;
        waiting.clear();
        told.complete(null);
        log.warn("A listener did not return within {} and is not told of run {} any more", PATIENCE, run, failure);
    }

    /** Whether the run's end was among what was told. */
    private boolean tellAll(RunId run, Outline outline, List<RunEvent> batch) {
        MDC.put("run", run.value());
        try {
            boolean ended = false;
            for (RunEvent event : batch) {
                if (!givenUp) {
                    tell(run, outline, event);
                    ended |= event instanceof RunEvent.RunEnded;
                }
            }
            return ended;
        } finally {
            MDC.remove("run");
        }
    }

    private void tell(RunId run, Outline outline, RunEvent event) {
        try {
            listener.happened(run, outline, event);
        } catch (RuntimeException | Error e) {
            log.warn("A listener threw at an event of run {}; the run goes on", run, e);
        }
    }

    /** Complete when the listener was told of the run's end, or was given up. */
    CompletableFuture<Void> told() {
        return told;
    }
}
