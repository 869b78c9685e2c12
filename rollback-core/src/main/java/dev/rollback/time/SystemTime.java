package dev.rollback.time;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Real time: one loop thread, a bounded pool, the system clock. The only class that reads the clock or sleeps. */
final class SystemTime implements EngineTime {

    private static final Logger log = LoggerFactory.getLogger(SystemTime.class);
    private static final Duration IDLE = Duration.ofHours(1);

    private final int maxCalls;
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private final Thread loop;

    // Confined to the loop.
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(Comparator.comparing(Timer::when).thenComparing(Timer::order));
    private final List<UnderWay<?>> underWay = new ArrayList<>();
    private final Deque<UnderWay<?>> waiting = new ArrayDeque<>();
    private long order;

    private volatile boolean parked;
    private volatile boolean closed;
    private volatile @Nullable ExecutorService pool;

    SystemTime(int maxCalls) {
        if (maxCalls < 1) {
            throw new IllegalArgumentException("At most " + maxCalls + " calls at once: expected at least 1.");
        }
        this.maxCalls = maxCalls;
        this.loop = new Thread(this::runLoop, "rollback-engine");
        loop.setDaemon(true);
    }

    private record Timer(Instant when, long order, Runnable task) {}

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    @Override
    public void post(Runnable task) {
        posted.add(task);
        if (started.compareAndSet(false, true)) {
            loop.start();
        } else if (parked) {
            LockSupport.unpark(loop);
        }
    }

    @Override
    public void postAt(Instant when, Runnable task) {
        if (Thread.currentThread() == loop) {
            timers.add(new Timer(when, order++, task));
        } else {
            post(() -> timers.add(new Timer(when, order++, task)));
        }
    }

    @Override
    public <T> void call(Duration timeout, Callable<T> work, Answer<T> answer) {
        UnderWay<T> call = new UnderWay<>(this, timeout, work, answer);
        if (underWay.size() < maxCalls) {
            start(call);
        } else {
            waiting.add(call);
        }
    }

    private void start(UnderWay<?> call) {
        call.deadline = instant().plus(call.timeout);
        underWay.add(call);
        pool().execute(call);
    }

    private ExecutorService pool() {
        ExecutorService existing = pool;
        if (existing == null) {
            existing = CallThreads.create(maxCalls);
            pool = existing;
        }
        return existing;
    }

    /** A call has ended or is given up: its place goes to the next. */
    private void leave(UnderWay<?> call) {
        underWay.remove(call);
        UnderWay<?> next = waiting.poll();
        if (next != null) {
            start(next);
        }
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    @Override
    public void await(CompletableFuture<?> done) throws InterruptedException {
        try {
            done.get();
        } catch (ExecutionException e) {
            log.debug("Waited for something that failed; its owner reports it", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(loop);
        ExecutorService threads = pool;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    private void runLoop() {
        while (!closed) {
            boolean worked = runPosted();
            worked |= runDueTimers();
            worked |= giveUpOverdueCalls();
            if (!worked) {
                sleepUntilNext();
            }
        }
    }

    private boolean runPosted() {
        boolean any = false;
        for (Runnable task = posted.poll(); task != null && !closed; task = posted.poll()) {
            any = true;
            run(task);
        }
        return any;
    }

    private boolean runDueTimers() {
        boolean any = false;
        Instant now = instant();
        for (Timer next = timers.peek(); next != null && !next.when().isAfter(now); next = timers.peek()) {
            any = true;
            timers.remove();
            run(next.task());
        }
        return any;
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("A task of the engine failed; the loop goes on", e);
        }
    }

    private boolean giveUpOverdueCalls() {
        Instant now = instant();
        List<UnderWay<?>> overdue = new ArrayList<>(0);
        for (UnderWay<?> call : underWay) {
            if (!call.deadline.isAfter(now)) {
                overdue.add(call);
            }
        }
        overdue.forEach(UnderWay::giveUp);
        return !overdue.isEmpty();
    }

    private void sleepUntilNext() {
        Instant now = instant();
        Instant next = now.plus(IDLE);
        Timer timer = timers.peek();
        if (timer != null && timer.when().isBefore(next)) {
            next = timer.when();
        }
        for (UnderWay<?> call : underWay) {
            next = call.deadline.isBefore(next) ? call.deadline : next;
        }
        parked = true;
        if (posted.isEmpty() && !closed) {
            LockSupport.parkNanos(this, Math.max(1, Duration.between(now, next).toNanos()));
        }
        parked = false;
    }

    /** One call: runs on the pool, answers on the loop, exactly once. */
    private static final class UnderWay<T> implements Runnable {
        private final SystemTime time;
        private final Duration timeout;
        private final Callable<T> work;
        private final Answer<T> answer;
        private final AtomicBoolean answered = new AtomicBoolean();
        private @Nullable Thread thread;
        private Instant deadline = Instant.MAX;

        UnderWay(SystemTime time, Duration timeout, Callable<T> work, Answer<T> answer) {
            this.time = time;
            this.timeout = timeout;
            this.work = work;
            this.answer = answer;
        }

        @Override
        public void run() {
            runningOn(Thread.currentThread());
            try {
                T result = work.call();
                answer(() -> answer.done(result));
            } catch (Throwable e) {
                answer(() -> answer.failed(e));
            } finally {
                runningOn(null);
            }
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

        private void answer(Runnable task) {
            if (answered.compareAndSet(false, true)) {
                time.post(() -> {
                    time.leave(this);
                    task.run();
                });
            }
        }

        /** On the loop: the time-out has passed. */
        void giveUp() {
            if (answered.compareAndSet(false, true)) {
                interrupt();
                time.leave(this);
                answer.failed(new TimeoutException("no answer within " + timeout));
            }
        }
    }
}
