package dev.rollback.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * How the engine knows and spends time: one loop that everything happens on, calls that happen beside it, and a clock. In production that is a
 * thread, a bounded pool and the real clock; in a rehearsal all of it is one thread on virtual time.
 *
 * <p>What is posted runs on the loop, one task after the other, so what belongs to the loop needs no lock. A task must not block.
 */
public interface EngineTime extends InstantSource, AutoCloseable {

    /** How many calls may be under way at once in production unless said otherwise. */
    int DEFAULT_MAX_CALLS = 64;

    /** The real clock, with at most {@value #DEFAULT_MAX_CALLS} calls at once. */
    static EngineTime system() {
        return system(DEFAULT_MAX_CALLS);
    }

    /**
     * The real clock, with at most so many calls at once. Its threads are daemons: one that starts with the first task, and as many for calls as are
     * needed, which go when they have been idle for 10 seconds.
     *
     * @throws IllegalArgumentException when that is not even one call
     */
    static EngineTime system(int maxCalls) {
        return new SystemTime(maxCalls);
    }

    /** Runs a task on the loop, after all that was posted before. From any thread. */
    void post(Runnable task);

    /** Runs a task on the loop at that time or soon after. From any thread. There is no way to take it back: let it find out that it is stale. */
    void postAt(Instant when, Runnable task);

    /**
     * Carries out a call beside the loop and posts its answer. From the loop only. Where too many are under way, it begins when one of them has ended
     * or pauses. A call that does not end within its time-out from then on is interrupted, abandoned and answered with a
     * {@link java.util.concurrent.TimeoutException}; what it still does is unknown.
     */
    <T> void call(Duration timeout, Callable<T> work, Answer<T> answer);

    /**
     * Lets a call wait for a moment. From within a call only. Its time-out goes on, but others may begin in its place meanwhile, so that calls held
     * back under one limit do not hold up the rest.
     *
     * @throws InterruptedException when the call is abandoned meanwhile
     */
    void pause(Duration duration) throws InterruptedException;

    /**
     * Carries out many small pieces of work beside each other, from within a call only, and returns when all that were taken are done. The next is taken on
     * the calling thread as soon as there is room. Work may {@link #pause}; it must not throw.
     *
     * @param work taken one by one
     * @param atOnce how many may be under way at once, at least 1
     * @throws InterruptedException when the call is abandoned meanwhile; what is under way is interrupted then
     */
    void sideBySide(Iterator<? extends Runnable> work, int atOnce) throws InterruptedException;

    /**
     * Waits from outside the loop until something the loop will complete is complete. Where time is virtual, this is what makes it pass.
     *
     * @throws InterruptedException when the waiting thread is interrupted
     * @throws IllegalStateException when it is the loop that would wait, for itself
     */
    void await(CompletableFuture<?> done) throws InterruptedException;

    /**
     * Ends the loop, and waits for the task that it has in hand. What is under way is abandoned; what was posted and has not run is dropped, and so is
     * what is posted later.
     */
    @Override
    void close();

    /** Takes the answer of a call, on the loop. */
    interface Answer<T> {
        /** The call ended with this. */
        void done(T result);

        /** The call failed, or timed out with a {@link java.util.concurrent.TimeoutException}. */
        void failed(Throwable failure);
    }
}
