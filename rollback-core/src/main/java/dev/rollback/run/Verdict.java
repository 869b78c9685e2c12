package dev.rollback.run;

/** What the verifications of a run say together. */
public enum Verdict {
    /** All passed, and there was at least one. */
    HELPED,
    /** At least one failed. */
    NOT_HELPED,
    /** None failed, but not all were seen to pass, or there was none. */
    UNKNOWN
}
