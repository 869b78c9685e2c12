package dev.rollback.examples.killed;

import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Real threads, and a clock that goes a thousand times faster while nothing but time is waited for. While a call is under way, it goes as clocks do, so that what a
 * slow machine takes for a call is not taken for a quarter of an hour; the time-outs of calls are real.
 */
final class HastyTime implements EngineTime {

    private static final Logger log = LoggerFactory.getLogger(HastyTime.class);

    private static final long TIMES = 1_000;
    private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(1);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ExecutorService threads = Executors.newCachedThreadPool(HastyTime::daemon);
    private final Thread loop = daemon(this::runLoop);
    private final Instant begin;
    private final long origin = System.nanoTime();

    // Guarded by the lock.
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private final Deque<Runnable> posted = new ArrayDeque<>();
    private long skipped;
    private long order;
    private int underWay;
    private boolean closed;

    HastyTime(Instant begin) {
        this.begin = begin;
        loop.start();
    }

    /** Due at so many nanoseconds after the beginning. */
    private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
        @Override
        public int compareTo(Timer other) {
            return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        return thread;
    }

    private <T> T locked(Callable<T> work) {
        lock.lock();
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        return System.nanoTime() - origin + skipped;
    }

    /** In milliseconds, as the clock of a system. */
    @Override
    public Instant instant() {
        return begin.plusMillis(TimeUnit.NANOSECONDS.toMillis(locked(this::now)));
    }

    @Override
    public void post(Runnable task) {
        locked(() -> {
            posted.add(task);
            changed.signalAll();
            return true;
        });
    }

    @Override
    public void postAt(Instant when, Runnable task) {
        after(Duration.between(begin, when), task);
    }

    private void after(Duration sinceBegin, Runnable task) {
        locked(() -> {
            timers.add(new Timer(TimeUnit.NANOSECONDS.convert(sinceBegin), order++, task));
            changed.signalAll();
            return true;
        });
    }

    private void busy(int more) {
        locked(() -> {
            underWay += more;
            changed.signalAll();
            return true;
        });
    }

    @Override
    public <T> void call(Duration timeout, Callable<T> work, Answer<T> answer) {
        busy(1);
        AtomicBoolean over = new AtomicBoolean();
        Future<?> running = threads.submit(() -> {
            Runnable outcome = outcome(work, answer);
            end(over, outcome);
        });
        CompletableFuture.delayedExecutor(TimeUnit.NANOSECONDS.convert(timeout), TimeUnit.NANOSECONDS, threads)
                .execute(() -> {
                    end(over, () -> answer.failed(new TimeoutException("no answer within " + timeout)));
                    running.cancel(true);
                });
    }

    private static <T> Runnable outcome(Callable<T> work, Answer<T> answer) {
        try {
            T result = work.call();
            return () -> answer.done(result);
        } catch (Throwable e) {
            return () -> answer.failed(e);
        }
    }

    private void end(AtomicBoolean over, Runnable outcome) {
        if (over.compareAndSet(false, true)) {
            post(outcome);
            busy(-1);
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        CountDownLatch due = new CountDownLatch(1);
        AtomicBoolean on = new AtomicBoolean();
        Runnable goOn = () -> {
            if (on.compareAndSet(false, true)) {
                busy(1);
                due.countDown();
            }
        };
        after(Duration.ofNanos(locked(this::now)).plus(duration), goOn);
        busy(-1);
        try {
            due.await();
        } finally {
            goOn.run();
        }
    }

    @Override
    public void sideBySide(Iterator<? extends Runnable> work, int atOnce) throws InterruptedException {
        Semaphore room = new Semaphore(atOnce);
        List<Future<?>> underWay = new ArrayList<>();
        try {
            acquire(room, 1);
            while (work.hasNext()) {
                Runnable next = work.next();
                busy(1);
                underWay.add(threads.submit(() -> piece(next, room)));
                acquire(room, 1);
            }
            acquire(room, atOnce - 1);
        } catch (InterruptedException e) {
            underWay.forEach(future -> future.cancel(true));
            throw e;
        }
    }

    private void piece(Runnable work, Semaphore room) {
        try {
            work.run();
        } finally {
            room.release();
            busy(-1);
        }
    }

    /** Who waits for others is not at work. */
    private void acquire(Semaphore room, int places) throws InterruptedException {
        busy(-1);
        try {
            room.acquire(places);
        } finally {
            busy(1);
        }
    }

    @Override
    public void await(CompletableFuture<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException | CancellationException e) {
            // Its owner reports it.
        }
    }

    @Override
    public void close() {
        locked(() -> {
            closed = true;
            changed.signalAll();
            return true;
        });
        threads.shutdownNow();
    }

    private void runLoop() {
        for (Runnable task = next(); task != null; task = next()) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error("A task of the engine failed", e);
            }
        }
    }

    /** Waits for something to do; null when closed. */
    private @Nullable Runnable next() {
        return locked(() -> {
            while (!closed) {
                Timer timer = timers.peek();
                if (!posted.isEmpty()) {
                    return posted.remove();
                }
                long rest = timer == null ? LONGEST_REST : timer.at() - now();
                if (timer != null && rest <= 0) {
                    return timers.remove().task();
                }
                rest(rest, timer != null && underWay == 0);
            }
            return null;
        });
    }

    @SuppressWarnings("WaitNotInLoop") // next() asks again for what to do
    private void rest(long nanos, boolean hasty) throws InterruptedException {
        long from = System.nanoTime();
        changed.awaitNanos(hasty ? Math.max(1, nanos / TIMES) : Math.min(nanos, LONGEST_REST));
        long rested = System.nanoTime() - from;
        if (hasty) {
            skipped += Math.max(0, Math.min(rested * (TIMES - 1), nanos - rested));
        }
    }
}
