package dev.rollback.run;

/** What a step does. */
public enum StepKind {
    /** Rolls a target back. */
    ROLL_BACK,
    /** Runs an action. */
    RUN,
    /** Verifies, and does nothing else. */
    VERIFY,
    /** Waits for the approval of people. */
    APPROVE,
    /** Lets time pass. */
    PAUSE,
    /** Joins the steps before it to those after it; has no name, does nothing and is not reported. */
    JOIN;

    /** Whether the engine calls something to carry it out. */
    public boolean isCalled() {
        return this == ROLL_BACK || this == RUN;
    }
}
