package dev.rollback.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One call: carried out on a thread of its own, answered on the loop, exactly once. */
final class Call<T> implements Runnable {

    private final Calls calls;
    private final Duration timeout;
    private final Callable<T> work;
    private final EngineTime.Answer<T> answer;
    private final AtomicBoolean over = new AtomicBoolean();
    private @Nullable Thread thread;
    private Runnable outcome = () -> {};

    // Confined to the loop, but for the first, which does not change once the call is handed over.
    private long startedAt;
    private int index;
    private boolean paused;

    Call(Calls calls, Duration timeout, Callable<T> work, EngineTime.Answer<T> answer) {
        this.calls = calls;
        this.timeout = timeout;
        this.work = work;
        this.answer = answer;
    }

    /** Does the work. On the call's thread. */
    void carryOut() {
        runningOn(Thread.currentThread());
        try {
            outcome = over.get() ? outcome : outcome();
        } finally {
            runningOn(null);
        }
        if (over.compareAndSet(false, true)) {
            calls.post(this);
        }
    }

    private Runnable outcome() {
        try {
            T result = work.call();
            return () -> answer.done(result);
        } catch (Throwable e) {
            return () -> answer.failed(e);
        }
    }

    /** The work begins or ends to wait for a moment. On the call's thread. */
    void pausing(boolean begins) {
        calls.post(() -> {
            if (begins) {
                calls.pause(this);
            } else {
                calls.resume(this);
            }
        });
    }

    /** Held against {@link #interrupt()}, so that no later call of the same thread is hit. */
    private synchronized void runningOn(@Nullable Thread current) {
        thread = current;
    }

    private synchronized void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
    }

    /** Hands over the answer. On the loop. */
    @Override
    public void run() {
        calls.leave(this);
        outcome.run();
    }

    /** Answers that the time-out has passed, and leaves the work to itself. On the loop. */
    void giveUp() {
        if (abandon()) {
            calls.leave(this);
            answer.failed(new TimeoutException("no answer within " + timeout));
        }
    }

    /** Interrupts the work; nobody waits for its answer any more. On the loop. */
    boolean abandon() {
        boolean abandoned = over.compareAndSet(false, true);
        if (abandoned) {
            interrupt();
        }
        return abandoned;
    }

    void start(long now, int place) {
        startedAt = now;
        index = place;
    }

    void moveTo(int place) {
        index = place;
    }

    int index() {
        return index;
    }

    long startedAt() {
        return startedAt;
    }

    /** When it is given up; never, if that is too far off to say. */
    long deadline() {
        long nanos = SystemTime.nanos(timeout);
        return startedAt > Long.MAX_VALUE - nanos ? Long.MAX_VALUE : startedAt + nanos;
    }

    boolean isOver() {
        return over.get();
    }

    boolean isPaused() {
        return paused;
    }

    void paused(boolean now) {
        paused = now;
    }
}
