package dev.rollback.run;

import java.time.Instant;

/** What people decided in a run. */
public sealed interface PersonEvent extends RunEvent {

    /**
     * A person overrode a soft blocker.
     *
     * @param code the blocker
     * @param reason why
     */
    record Overridden(Instant at, String code, String reason) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.overridden(this);
        }
    }

    /**
     * Somebody cancelled the run: nothing new starts.
     *
     * @param who who did
     * @param why for what reason
     */
    record CancelRequested(Instant at, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.cancelRequested(this);
        }
    }

    /**
     * Somebody asked to cancel the run, which puts everything back and is not stopped half way.
     *
     * @param who who did
     * @param why for what reason; may be empty
     */
    record CancelRefused(Instant at, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.cancelRefused(this);
        }
    }

    /**
     * Somebody approved a step that asks for it.
     *
     * @param step the step
     * @param who who did
     * @param why for what reason; may be empty
     */
    record Approved(Instant at, int step, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.approved(this);
        }
    }

    /**
     * Somebody denied a step its approval.
     *
     * @param step the step
     * @param who who did
     * @param why for what reason
     */
    record Denied(Instant at, int step, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.denied(this);
        }
    }

    /**
     * Somebody broke the glass: no step of the run waits for an approval any more.
     *
     * @param who who did
     * @param why for what reason
     */
    record GlassBroken(Instant at, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.glassBroken(this);
        }
    }

    /**
     * Somebody let a step on without the approval or the verification that it waits for.
     *
     * @param step the step
     * @param who who did
     * @param why for what reason
     */
    record StepOverridden(Instant at, int step, String who, String why) implements PersonEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepOverridden(this);
        }
    }
}
