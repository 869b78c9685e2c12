package dev.rollback.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real time: one loop thread, some threads for calls, the system clock. The only class that reads the clock or sleeps.
 *
 * <p>Its time is that of the clock on the wall as long as that only goes forward, by however much: a machine that slept has slept through deadlines. Where that is
 * set back, time goes on as it went, ahead of the wall, so that nothing waits longer and nothing seems to happen before its cause; once nothing is left to
 * wait for, it is the wall's again. The time-outs of calls do not depend on the wall at all.
 */
final class SystemTime implements EngineTime {

    private static final Logger log = LoggerFactory.getLogger(SystemTime.class);

    /** A clock that was set forward is noticed that late. */
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(30);

    /** Tasks and timers keep each other waiting for so many at most. */
    private static final int AT_A_TIME = 10_000;

    private static final int LOOKS_BEFORE_REST = 10;

    private static final Duration WORTH_A_PLACE = Duration.ofMillis(10);
    private static final long TO_CLOSE = TimeUnit.SECONDS.toMillis(5);

    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean parked = new AtomicBoolean();
    private final long origin = System.nanoTime();
    private final LongSupplier wall;

    /** How far the time is ahead of the nanoseconds since the origin. */
    private final AtomicLong offset;

    private final SideBySide items = new SideBySide();
    private final Thread loop;
    private volatile boolean closed;

    // Confined to the loop.
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Calls calls;
    private long order;

    SystemTime(int maxCalls) {
        this(maxCalls, System::currentTimeMillis);
    }

    /** With another clock on the wall, in milliseconds since 1970. */
    SystemTime(int maxCalls, LongSupplier wall) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("At most " + maxCalls + " calls at once: expected at least 1.");
        }
        this.wall = wall;
        this.offset = new AtomicLong(wallOffset());
        this.calls = new Calls(maxCalls, this::post, this::elapsed);
        this.loop = new Thread(this::runLoop, "rollback-engine");
        loop.setDaemon(true);
    }

    /** Due at so many nanoseconds since 1970, in the order of arrival among equals. */
    private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    /** The wall is read first: a pause in between makes it seem to be behind, and is passed over. */
    private long wallOffset() {
        long onTheWall = TimeUnit.MILLISECONDS.toNanos(wall.getAsLong());
        return onTheWall - elapsed();
    }

    private long elapsed() {
        return System.nanoTime() - origin;
    }

    @Override
    public long millis() {
        long ahead = offset.accumulateAndGet(wallOffset(), Math::max);
        return TimeUnit.NANOSECONDS.toMillis(ahead + elapsed());
    }

    private long now() {
        return TimeUnit.MILLISECONDS.toNanos(millis());
    }

    /** A duration in nanoseconds; the longest there is for more than three centuries. */
    static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    @Override
    public void post(Runnable task) {
        if (closed) {
            return;
        }
        posted.add(task);
        if (!started.get() && started.compareAndSet(false, true)) {
            loop.start();
        } else if (parked.get() && parked.compareAndSet(true, false)) {
            LockSupport.unpark(loop);
        }
    }

    @Override
    public void postAt(Instant when, Runnable task) {
        long at = nanos(Duration.between(Instant.EPOCH, when));
        if (Thread.currentThread() == loop) {
            timers.add(new Timer(at, order++, task));
        } else {
            post(() -> timers.add(new Timer(at, order++, task)));
        }
    }

    @Override
    public <T> void call(Duration timeout, Callable<T> work, Answer<T> answer) {
        calls.add(timeout, work, answer);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        Call<?> call = duration.compareTo(WORTH_A_PLACE) < 0 ? null : CallThreads.current();
        if (call == null) {
            TimeUnit.NANOSECONDS.sleep(nanos(duration));
            return;
        }
        call.pausing(true);
        try {
            TimeUnit.NANOSECONDS.sleep(nanos(duration));
        } finally {
            call.pausing(false);
        }
    }

    @Override
    public void sideBySide(Iterator<? extends Runnable> work, int atOnce) throws InterruptedException {
        items.carryOut(work, atOnce);
    }

    @Override
    public void await(CompletableFuture<?> done) throws InterruptedException {
        if (Thread.currentThread() == loop) {
            throw new IllegalStateException(
                    "The loop cannot wait for what only the loop completes: it would stand still. Wait elsewhere.");
        }
        try {
            done.get();
        } catch (ExecutionException | CancellationException e) {
            log.debug("Waited for something that failed; its owner reports it", e);
        }
    }

    /** Waits for the task that the loop has in hand, so that nothing of the loop runs any more after this. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(loop);
        if (Thread.currentThread() != loop) {
            try {
                loop.join(TO_CLOSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    int threads() {
        return calls.threads();
    }

    private void runLoop() {
        while (!closed) {
            boolean worked = runPosted();
            long timer = runDueTimers();
            long call = calls.attend();
            if (!worked && !isSoonPosted()) {
                rest(timer, call);
            }
        }
        calls.close();
        items.close();
        posted.clear();
        timers.clear();
    }

    private boolean runPosted() {
        int ran = 0;
        for (Runnable task = next(ran); task != null; task = next(ran)) {
            ran++;
            run(task);
        }
        return ran > 0;
    }

    private @Nullable Runnable next(int ran) {
        return closed || ran == AT_A_TIME ? null : posted.poll();
    }

    /** Says when the next is due. */
    private long runDueTimers() {
        for (int ran = 0; ran < AT_A_TIME && !closed && nextTimer() <= now(); ran++) {
            run(timers.remove().task());
        }
        return nextTimer();
    }

    private long nextTimer() {
        Timer next = timers.peek();
        return next == null ? Long.MAX_VALUE : next.at();
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A task of the engine failed; the loop goes on", e);
        }
    }

    /**
     * Lets another thread go first that wants to. A few times before a thread goes to sleep, this is all it takes in a burst of quick calls, and ten
     * times cheaper than to sleep and be woken.
     */
    @SuppressWarnings("ThreadPriorityCheck") // a matter of cost alone: what is awaited wakes the thread in any case
    static void giveWay() {
        Thread.yield();
    }

    private boolean isSoonPosted() {
        for (int i = 0; i < LOOKS_BEFORE_REST && posted.isEmpty(); i++) {
            giveWay();
        }
        return !posted.isEmpty();
    }

    /** Until something is posted, or the timer or the call is due, whichever is first. Who has nothing to wait for takes over the wall's time. */
    private void rest(long timer, long call) {
        long untilTimer = timer == Long.MAX_VALUE ? LONGEST_REST : timer - now();
        long untilCall = call == Long.MAX_VALUE ? LONGEST_REST : call - elapsed();
        if (timer == Long.MAX_VALUE && call == Long.MAX_VALUE) {
            offset.set(wallOffset());
        }
        parked.set(true);
        if (posted.isEmpty() && !closed) {
            LockSupport.parkNanos(this, Math.min(LONGEST_REST, Math.min(untilTimer, untilCall)));
        }
        parked.set(false);
    }
}
