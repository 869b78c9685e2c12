package dev.rollback.run;

/** Where the targets stand at the end of a run. */
public enum Outcome {
    /** All serve the wanted version and all actions are done. */
    ROLLED_BACK,
    /** All did so before the run began; verifications still ran. */
    NOTHING_TO_DO,
    /** A blocker, or a preview that went stale: nothing was written. */
    REFUSED,
    /** All stand where they stood. */
    FAILED,
    /** Put back as found: after a failure, or because a finished run was taken back. */
    RESTORED,
    /**
     * Not all on one side, or on the wanted one with something left: an action that was not done, or a step whose time was over before it settled, though users get the wanted version. What goes on
     * there, draining or baking, may still be undone by AWS, so it is no success yet. The report names each, with the next action.
     */
    PARTIAL,
    /** Stopped by a person: the report names each, with the next action. */
    CANCELLED;

    /** Whether the targets are where the plan wants them. */
    public boolean isSuccess() {
        return this == ROLLED_BACK || this == NOTHING_TO_DO;
    }
}
