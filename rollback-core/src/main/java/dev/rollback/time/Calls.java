package dev.rollback.time;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The calls of a loop: so many hold a place and run, the others wait for one, the overdue are given up. A call that pauses gives its place to others
 * meanwhile, so that those held back under one limit do not hold up the rest. Confined to the loop, but for {@link #post}.
 */
final class Calls {

    private static final int PAUSED_TO_RUNNING = 15;

    private final Consumer<Runnable> loop;
    private final LongSupplier nanos;
    private final int most;
    private final CallThreads threads = new CallThreads();
    private final List<Call<?>> underWay = new ArrayList<>();
    private final Deque<Call<?>> waiting = new ArrayDeque<>();
    private int places;

    /** No call under way is overdue before that; it may be a call that has ended since. */
    private long nextDeadline = Long.MAX_VALUE;

    Calls(int maxCalls, Consumer<Runnable> loop, LongSupplier nanos) {
        this.loop = loop;
        this.nanos = nanos;
        this.places = maxCalls;
        this.most = (int) Math.min(Integer.MAX_VALUE, maxCalls * (1L + PAUSED_TO_RUNNING));
    }

    /** Runs something on the loop. From any thread. */
    void post(Runnable task) {
        loop.accept(task);
    }

    <T> void add(Duration timeout, Callable<T> work, EngineTime.Answer<T> answer) {
        waiting.add(new Call<>(this, timeout, work, answer));
        startNext();
    }

    private void startNext() {
        while (places > 0 && underWay.size() < most && !waiting.isEmpty()) {
            start(waiting.remove());
        }
    }

    private void start(Call<?> call) {
        long now = nanos.getAsLong();
        places--;
        call.start(now, underWay.size());
        underWay.add(call);
        nextDeadline = Math.min(nextDeadline, call.deadline());
        threads.run(call, now);
    }

    /** The call has ended or is given up: its place goes to the next. */
    void leave(Call<?> call) {
        Call<?> last = underWay.remove(underWay.size() - 1);
        if (last != call) {
            underWay.set(call.index(), last);
            last.moveTo(call.index());
        }
        if (!call.isPaused()) {
            places++;
        }
        startNext();
    }

    /** Lets others have the place of a call while it pauses. One that is over has given its place away already, or is about to. */
    void pause(Call<?> call) {
        if (!call.isOver()) {
            call.paused(true);
            places++;
            startNext();
        }
    }

    /** Counts the call again, even if that makes one too many for a while. */
    void resume(Call<?> call) {
        if (!call.isOver() && call.isPaused()) {
            call.paused(false);
            places--;
        }
    }

    /** Gives up what is overdue and sees to it that there are threads enough; says when to come again. */
    long attend() {
        if (underWay.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long now = nanos.getAsLong();
        if (nextDeadline <= now) {
            giveUpOverdue(now);
        }
        return Math.min(nextDeadline, threads.attend(now));
    }

    private void giveUpOverdue(long now) {
        List<Call<?>> overdue =
                underWay.stream().filter(call -> call.deadline() <= now).toList();
        nextDeadline = underWay.stream()
                .mapToLong(Call::deadline)
                .filter(deadline -> deadline > now)
                .min()
                .orElse(Long.MAX_VALUE);
        overdue.forEach(call -> post(call::giveUp));
    }

    /** How many threads serve calls. */
    int threads() {
        return threads.alive();
    }

    /** Abandons all. */
    void close() {
        waiting.clear();
        underWay.forEach(Call::abandon);
        threads.close();
    }
}
