package dev.rollback.time;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the threads that calls run on: virtual ones where the JVM has them, else daemons that go away when idle. */
final class CallThreads {

    private static final Logger log = LoggerFactory.getLogger(CallThreads.class);
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    private CallThreads() {}

    /** The loop sees to it that no more than {@code maxCalls} run at once; abandoned ones come on top. */
    static ExecutorService create(int maxCalls) {
        if (Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS) {
            try {
                return (ExecutorService) Executors.class
                        .getMethod("newVirtualThreadPerTaskExecutor")
                        .invoke(null);
            } catch (ReflectiveOperationException e) {
                log.debug("No virtual threads here; platform threads serve", e);
            }
        }
        AtomicInteger count = new AtomicInteger();
        return new ThreadPoolExecutor(
                Math.min(4, maxCalls), Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "rollback-call-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }
}
