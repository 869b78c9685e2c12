package dev.rollback.run;

/** What becomes of the other steps when one fails. */
public enum FailurePolicy {
    /** Nothing new starts; what runs is watched to its end. Another region or account is a branch of its own and goes on. */
    HALT,
    /** Independent branches go on; only what comes after the failed step is skipped. */
    CONTINUE
}
