package dev.rollback.testkit.cloudtrail;

/**
 * Where the fakes write the API calls that CloudTrail would have seen.
 *
 * <p>Not thread-safe, as the fakes that write to it.
 */
public interface Trail {
    /** Keeps an event; events may come in any order of time. */
    void record(TrailEvent event);

    /**
     * Drops an event that was recorded before, found by {@code equals}; does nothing if it is not there.
     *
     * <p>For scenes that imply other events the more is said of them. The service itself forgets nothing for 90 days.
     */
    void forget(TrailEvent event);

    /** Returns a trail that keeps nothing, for a service without a history. */
    static Trail none() {
        return NoTrail.INSTANCE;
    }
}
