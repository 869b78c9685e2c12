package dev.rollback.run;

/** What becomes of the other steps when one fails. */
public enum FailurePolicy {
    /** Nothing new starts; what runs is watched to its end. Another region or account is a branch of its own and goes on. */
    HALT,
    /** Independent branches go on; only what comes after the failed step is skipped. */
    CONTINUE,
    /**
     * All or nothing: when AWS fails the change of a target, nothing new starts, what runs is watched to its end, and then everything is put back as it was found,
     * in the opposite order. That brings the bad version back. A probe, somebody else's change, a deadline or a person who cancels does not cause it; then it is as
     * {@link #HALT}.
     */
    RESTORE
}
