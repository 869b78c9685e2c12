package dev.rollback.time;

import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads on which one call does many small pieces of work: daemons, as many as are asked for at once, gone when idle for a while. */
final class SideBySide {

    private static final long IDLE_SECONDS = 10;

    private final AtomicInteger made = new AtomicInteger();
    private final ExecutorService threads = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "rollback-item-" + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    void carryOut(Iterator<? extends Runnable> work, int atOnce) throws InterruptedException {
        Semaphore room = new Semaphore(atOnce);
        Set<Future<?>> underWay = ConcurrentHashMap.newKeySet();
        try {
            room.acquire();
            while (work.hasNext()) {
                Runnable next = work.next();
                underWay.removeIf(Future::isDone);
                underWay.add(threads.submit(() -> {
                    try {
                        next.run();
                    } finally {
                        room.release();
                    }
                }));
                room.acquire();
            }
            room.acquire(atOnce - 1);
        } catch (InterruptedException e) {
            underWay.forEach(future -> future.cancel(true));
            throw e;
        }
    }

    void close() {
        threads.shutdownNow();
    }
}
