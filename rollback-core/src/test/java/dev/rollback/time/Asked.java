package dev.rollback.time;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What came of a call: its answer, how often it came and on which thread. */
final class Asked<T> implements EngineTime.Answer<T> {

    private final CompletableFuture<T> answer = new CompletableFuture<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();

    /** Makes a call from the loop. */
    static <T> Asked<T> call(EngineTime time, Duration timeout, Callable<T> work) {
        Asked<T> asked = new Asked<>();
        time.post(() -> time.call(timeout, work, asked));
        return asked;
    }

    @Override
    public void done(T result) {
        answered();
        answer.complete(result);
    }

    @Override
    public void failed(Throwable failure) {
        answered();
        answer.completeExceptionally(failure);
    }

    private void answered() {
        answers.incrementAndGet();
        thread.complete(Thread.currentThread());
    }

    /** The answer, or the failure as the cause of an ExecutionException. */
    T get() throws Exception {
        return answer.get(30, TimeUnit.SECONDS);
    }

    Thread thread() throws Exception {
        return thread.get(30, TimeUnit.SECONDS);
    }

    int answers() {
        return answers.get();
    }
}
