package dev.rollback;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * An engine's time in core's own tests: one queue, one thread, no waiting. What a call waits for adds up, and its answer comes that much later; a call that
 * waits for longer than its time-out is abandoned.
 */
final class HandTime implements EngineTime {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private final PriorityQueue<Entry> queue =
            new PriorityQueue<>(Comparator.comparing(Entry::when).thenComparing(Entry::order));
    private Instant now = NOON;
    private long order;
    private boolean closed;
    private @Nullable Call underWay;

    private record Entry(Instant when, long order, Runnable task) {}

    private static final class Call {
        private final Duration timeout;
        private Duration spent = Duration.ZERO;

        Call(Duration timeout) {
            this.timeout = timeout;
        }

        boolean isAbandoned() {
            return spent.compareTo(timeout) > 0;
        }
    }

    @Override
    public Instant instant() {
        return underWay == null ? now : now.plus(underWay.spent);
    }

    @Override
    public void post(Runnable task) {
        postAt(now, task);
    }

    @Override
    public void postAt(Instant when, Runnable task) {
        queue.add(new Entry(when.isBefore(now) ? now : when, order++, task));
    }

    @Override
    public <T> void call(Duration timeout, Callable<T> work, Answer<T> answer) {
        post(() -> carryOut(timeout, work, answer));
    }

    private <T> void carryOut(Duration timeout, Callable<T> work, Answer<T> answer) {
        Call call = new Call(timeout);
        underWay = call;
        Runnable answering = outcome(work, answer);
        underWay = null;
        if (call.isAbandoned()) {
            Thread.interrupted();
            postAt(now.plus(timeout), () -> answer.failed(new TimeoutException("no answer within " + timeout)));
        } else {
            postAt(now.plus(call.spent), answering);
        }
    }

    private static <T> Runnable outcome(Callable<T> work, Answer<T> answer) {
        try {
            T result = work.call();
            return () -> answer.done(result);
        } catch (Throwable failure) {
            return () -> answer.failed(failure);
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        if (underWay == null) {
            throw new IllegalStateException("a pause outside of a call");
        }
        underWay.spent = underWay.spent.plus(duration);
        if (underWay.isAbandoned()) {
            throw new InterruptedException("abandoned");
        }
    }

    @Override
    public void sideBySide(Iterator<? extends Runnable> work, int atOnce) {
        while (work.hasNext()) {
            work.next().run();
        }
    }

    /** Lets the call under way take so long. */
    void spend(Duration duration) {
        try {
            pause(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void await(CompletableFuture<?> done) {
        while (!done.isDone()) {
            Entry next = queue.poll();
            if (next == null) {
                throw new IllegalStateException("time ran dry at " + now + ": nothing is left to happen");
            }
            now = next.when();
            next.task().run();
        }
    }

    /** Lets all happen that is due until then. */
    void runUntil(Instant then) {
        while (!queue.isEmpty() && !queue.element().when().isAfter(then)) {
            Entry next = queue.remove();
            now = next.when();
            next.task().run();
        }
        now = then.isAfter(now) ? then : now;
    }

    void runFor(Duration duration) {
        runUntil(now.plus(duration));
    }

    /** How many tasks and timers wait. */
    int waiting() {
        return queue.size();
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        queue.clear();
    }
}
