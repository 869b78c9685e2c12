package dev.rollback.target;

/**
 * Work of the user's own in a plan: {@code .run("purge", ctx -> cache.purge())}. Runs on the engine's pool under the call's time-out. A crash in
 * the middle or a lost answer makes it run again, so it has to bear that; {@link Attempt#changeId()} is the same each time.
 */
@FunctionalInterface
public interface Work {

    /**
     * Does it.
     *
     * @throws Exception when it cannot be done: the step fails with its message; a {@link TargetException} of a passing kind is tried again
     */
    void run(Attempt attempt) throws Exception;
}
