package dev.rollback.time;

import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that calls run on: daemons, as few as keep calls from waiting, and gone when idle for a while. One is enough for a burst of quick calls;
 * only while the first in the queue has waited for a millisecond, the number at work doubles each millisecond. The one that went idle last is the first
 * to be woken, so that the others can go.
 *
 * <p>They are threads of the platform on every JVM: a call that hangs in native code or in a loop, a name lookup during an outage for one, would keep
 * a virtual thread's carrier, of which there are only as many as processors, and so keep every other call from running.
 */
final class CallThreads {

    private static final Logger log = LoggerFactory.getLogger(CallThreads.class);
    private static final long PATIENCE = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long AFTER_FAILURE = TimeUnit.SECONDS.toNanos(1);
    private static final long IDLE_SECONDS = 10;
    private static final int LOOKS_BEFORE_IDLE = 10;

    private final Queue<Call<?>> queue = new ConcurrentLinkedQueue<>();
    private final Deque<Worker> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger atWork = new AtomicInteger();
    private final AtomicInteger alive = new AtomicInteger();
    private volatile boolean closed;

    // Confined to the loop.
    private int started;
    private long mayGrowAt;

    /** The call that this thread carries out, if it is one of those. */
    static @Nullable Call<?> current() {
        return Thread.currentThread() instanceof Worker worker ? worker.call : null;
    }

    /** How many threads there are, idle ones included. */
    int alive() {
        return alive.get();
    }

    /** Hands a call to the threads. On the loop. */
    void run(Call<?> call, long now) {
        queue.add(call);
        if (atWork.get() == 0) {
            putToWork(1, now);
        }
    }

    /** Puts more threads to work where calls have waited for too long, and says when to look again. On the loop. */
    long attend(long now) {
        Call<?> first = queue.peek();
        if (first == null) {
            return Long.MAX_VALUE;
        }
        long due = Math.max(first.startedAt() + PATIENCE, mayGrowAt);
        if (now < due) {
            return due;
        }
        putToWork(Math.max(1, Math.min(atWork.get(), queue.size())), now);
        return mayGrowAt;
    }

    private void putToWork(int more, long now) {
        mayGrowAt = now + PATIENCE;
        for (int i = 0; i < more; i++) {
            Worker next = idle.pollFirst();
            if (next != null) {
                atWork.incrementAndGet();
                next.wake.release();
            } else if (!start()) {
                mayGrowAt = now + AFTER_FAILURE;
                return;
            }
        }
    }

    private boolean start() {
        try {
            new Worker(++started).start();
            alive.incrementAndGet();
            atWork.incrementAndGet();
            return true;
        } catch (OutOfMemoryError e) {
            log.warn("No thread could be started for calls beside the {} that there are", alive.get(), e);
            return false;
        }
    }

    /** Drops what waits. A thread ends at once if it is idle, else with the call that it has in hand. */
    void close() {
        closed = true;
        queue.clear();
        for (Worker next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
            atWork.incrementAndGet();
            next.wake.release();
        }
    }

    private final class Worker extends Thread {
        private final Semaphore wake = new Semaphore(0);
        private @Nullable Call<?> call;

        Worker(int number) {
            super("rollback-call-" + number);
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                do {
                    serve();
                } while (isWantedAgain());
            } finally {
                alive.decrementAndGet();
            }
        }

        private void serve() {
            for (int looks = 0; looks < LOOKS_BEFORE_IDLE && !closed; looks++) {
                for (call = queue.poll(); call != null; call = queue.poll()) {
                    looks = 0;
                    call.carryOut();
                    forgetInterruption();
                }
                SystemTime.giveWay();
            }
        }

        /** What came for a call that has ended is not meant for the next. */
        private static void forgetInterruption() {
            if (interrupted()) {
                log.trace("A call was interrupted at its very end");
            }
        }

        /** Goes idle. Whoever hands in a call first sees that this thread is not at work, or is seen by it. */
        private boolean isWantedAgain() {
            idle.addFirst(this);
            atWork.decrementAndGet();
            boolean left = (closed || !queue.isEmpty()) && idle.remove(this);
            if (left) {
                atWork.incrementAndGet();
                return !closed;
            }
            return isWoken() && !closed;
        }

        private boolean isWoken() {
            try {
                // Not woken in time, but no longer idle: about to be woken.
                return wake.tryAcquire(IDLE_SECONDS, TimeUnit.SECONDS) || (!idle.remove(this) && isWoken());
            } catch (InterruptedException e) {
                return isWoken();
            }
        }
    }
}
