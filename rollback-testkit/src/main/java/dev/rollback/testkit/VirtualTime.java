package dev.rollback.testkit;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;

/**
 * An engine's time in a rehearsal: its loop, its calls and its waiting on one thread and a {@link VirtualClock}.
 *
 * <p>A call is carried out at once when its turn comes and the clock stands still meanwhile; what it waited for adds up, and its answer
 * comes that much later. A call that waits for longer than its time-out is answered at the time-out, and further waits of it are interrupted.
 * Any number of calls may be under way. A task that throws ends the waiting with that exception, so that a rehearsal shows it.
 *
 * <p>Closing it drops what it has queued, which is what a crash looks like: take another one from the same clock and resume. To be used by
 * one thread.
 */
public final class VirtualTime implements EngineTime {
    private final VirtualClock clock;
    private boolean closed;

    VirtualTime(VirtualClock clock) {
        this.clock = clock;
    }

    @Override
    public Instant instant() {
        return clock.instant().plus(clock.others());
    }

    @Override
    public void post(Runnable task) {
        clock.post(this, task);
    }

    @Override
    public void postAt(Instant when, Runnable task) {
        clock.onTheWall(when, this, task);
    }

    @Override
    public <T> void call(Duration timeout, Callable<T> work, Answer<T> answer) {
        clock.add(clock.instant(), this, () -> carryOut(timeout, work, answer));
    }

    private <T> void carryOut(Duration timeout, Callable<T> work, Answer<T> answer) {
        VirtualClock.CallTime call = clock.begin(timeout);
        Runnable answering;
        try {
            answering = outcome(work, answer);
        } finally {
            clock.endCall();
        }
        if (call.isAbandoned()) {
            // A call that was interrupted may leave the flag set, as it should; here the thread is the loop's.
            Thread.interrupted();
            TimeoutException late = new TimeoutException("no answer within " + timeout);
            clock.add(clock.instant().plus(timeout), this, () -> answer.failed(late));
        } else {
            clock.add(clock.instant().plus(call.spent()), this, answering);
        }
    }

    private static <T> Runnable outcome(Callable<T> work, Answer<T> answer) {
        try {
            T result = work.call();
            return () -> answer.done(result);
        } catch (Crash dead) {
            throw dead;
        } catch (Throwable failure) {
            return () -> answer.failed(failure);
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        VirtualClock.CallTime call = clock.call();
        if (call == null) {
            throw new IllegalStateException("A pause of " + duration
                    + " outside of a call. Expected one within call(...): on the loop, use postAt(...).");
        }
        call.spend(duration);
        if (call.isAbandoned()) {
            throw new InterruptedException("abandoned after " + call.spent());
        }
    }

    /** One after the other, in order; what they wait for overlaps as it would on so many threads. */
    @Override
    public void sideBySide(Iterator<? extends Runnable> work, int atOnce) throws InterruptedException {
        VirtualClock.CallTime call = clock.call();
        if (call == null) {
            throw new IllegalStateException(
                    "Work side by side outside of a call. Expected it within call(...): on the loop, use call(...) for each.");
        }
        Duration begin = call.spent();
        PriorityQueue<Duration> free = new PriorityQueue<>(Collections.nCopies(atOnce, begin));
        Duration end = begin;
        while (!call.isAbandoned() && hasNext(work, call, free)) {
            work.next().run();
            free.add(call.spent());
            end = end.compareTo(call.spent()) > 0 ? end : call.spent();
        }
        call.at(end);
        if (call.isAbandoned()) {
            throw new InterruptedException("abandoned after " + call.spent());
        }
    }

    /** The next is asked for, which may take time of its own, when a place is free. */
    private static boolean hasNext(
            Iterator<? extends Runnable> work, VirtualClock.CallTime call, PriorityQueue<Duration> free) {
        call.at(free.remove());
        return work.hasNext();
    }

    /**
     * Lets virtual time pass until this is complete.
     *
     * @throws IllegalStateException when nothing is left to happen and it still is not: it never will be
     */
    @Override
    public void await(CompletableFuture<?> done) {
        if (!clock.pump(done::isDone)) {
            throw new IllegalStateException("Virtual time ran dry at " + instant() + ": something is awaited ("
                    + done.getNumberOfDependents()
                    + " dependents) and nothing is left to happen that could complete it."
                    + " Look for an answer that was never posted, or a timer that was never set."
                    + " The last that happened:\n" + clock.trace().last(20));
        }
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
    }
}
