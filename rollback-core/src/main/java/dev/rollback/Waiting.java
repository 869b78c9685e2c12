package dev.rollback;

import dev.rollback.time.EngineTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** How a caller's thread waits for what the loop will complete. */
final class Waiting {

    private Waiting() {}

    /** Waits until the result is there or the engine is closed. */
    static <T> T await(
            EngineTime time, String what, CompletableFuture<T> result, CompletableFuture<@Nullable Void> closed) {
        try {
            time.await(CompletableFuture.anyOf(result, closed));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RollbackException.interrupted(what, e);
        }
        if (!result.isDone()) {
            throw RollbackException.closed(what);
        }
        try {
            return result.join();
        } catch (CompletionException e) {
            throw unwrapped(what, e.getCause() == null ? e : e.getCause());
        }
    }

    private static RuntimeException unwrapped(String what, Throwable cause) {
        return cause instanceof RuntimeException known ? known : RollbackException.broken(what, cause);
    }
}
