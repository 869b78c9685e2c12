package dev.rollback;

import dev.rollback.run.RunId;

/** One execution of a plan under way. Thread-safe. */
public interface Run {

    /** Its name in the journal. */
    RunId id();

    /** What has happened so far; the report of a run that is not over says so. */
    RollbackReport status();

    /** Whether it is over, or not followed here any more; {@link #await()} says which. */
    boolean isEnded();

    /**
     * Stops it: nothing new starts, nothing is undone, and what AWS does goes on. The report says where each target stands.
     *
     * @param who who does, for the journal
     * @param why for what reason, for the journal
     */
    void cancel(String who, String why);

    /**
     * Waits for its end.
     *
     * @throws RollbackException when the waiting is interrupted, when the engine is closed, or when another engine took the run over
     */
    RollbackReport await();
}
