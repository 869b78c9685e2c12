package dev.rollback.run;

import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a run. The journal keeps these; state, progress, report and metrics are folds over them. Immutable. Steps are named by
 * their place in the outline.
 */
public sealed interface RunEvent
        permits RunEvent.RunStarted,
                RunEvent.ChangePlanned,
                RunEvent.Refused,
                RunEvent.StepStarted,
                RunEvent.StepAdvanced,
                RunEvent.StepLooked,
                RunEvent.StepHindered,
                RunEvent.StepServing,
                RunEvent.StepSettled,
                RunEvent.StepFailed,
                RunEvent.DeadlineExtended,
                RunEvent.StepTimedOut,
                RunEvent.StepSkipped,
                RunEvent.StepStopped,
                RunEvent.GateReached,
                RunEvent.GatePassed,
                RunEvent.WeightReached,
                RunEvent.WeightRaised,
                RunEvent.StepStands,
                RunEvent.RestoreDue,
                RunEvent.RunResumed,
                RunEvent.PlanTimedOut,
                RunEvent.RunEnded,
                ClockEvent,
                PersonEvent,
                ProofEvent {

    /** When it happened, by the engine's clock, in whole milliseconds. */
    Instant at();

    /** Whether the journal keeps it. What is not kept tells nothing that a resumed run would miss. */
    default boolean isKept() {
        return true;
    }

    /** Calls the visitor's method for this kind of event. */
    <R> R accept(EventVisitor<R> visitor);

    /**
     * The run began. The first event of every run.
     *
     * @param run the run's name
     * @param outline what shall be done
     */
    record RunStarted(Instant at, RunId run, Outline outline) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.runStarted(this);
        }
    }

    /**
     * A step has its change. Durable before the first call that could carry it out.
     *
     * @param step the step
     * @param change what it will do
     */
    record ChangePlanned(Instant at, int step, Change change) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.changePlanned(this);
        }
    }

    /**
     * Nothing was started because of this finding.
     *
     * @param step the step it is about; empty for the run
     * @param finding what speaks against it
     */
    record Refused(Instant at, String step, Finding finding) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.refused(this);
        }
    }

    /**
     * A step began.
     *
     * @param step the step
     * @param deadline when its time is over
     */
    record StepStarted(Instant at, int step, Instant deadline) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepStarted(this);
        }
    }

    /**
     * A step waits for something new, or got further.
     *
     * @param step the step
     * @param why what it waits for
     * @param share how much is done, 0 to 1
     * @param memo what the target wants to know again
     * @param again when to look again
     */
    record StepAdvanced(Instant at, int step, String why, double share, Memo memo, Instant again) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepAdvanced(this);
        }
    }

    /** A look found nothing new; when to look again. Folded, not kept: a resumed run looks at once. */
    record StepLooked(Instant at, int step, Instant again) implements RunEvent {
        @Override
        public boolean isKept() {
            return false;
        }

        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepLooked(this);
        }
    }

    /**
     * A call failed in a way that may pass.
     *
     * @param step the step
     * @param kind in which way
     * @param why what is known
     * @param again when to try again
     */
    record StepHindered(Instant at, int step, TargetException.Kind kind, String why, Instant again)
            implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepHindered(this);
        }
    }

    /**
     * Users get the wanted version.
     *
     * @param step the step
     * @param evidence what was seen
     * @param memo what the target wants to know again
     * @param again when to look again
     */
    record StepServing(Instant at, int step, String evidence, Memo memo, Instant again) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepServing(this);
        }
    }

    /**
     * Nothing goes on any more at this step.
     *
     * @param step the step
     * @param settled what was seen
     */
    record StepSettled(Instant at, int step, Progress.Settled settled) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepSettled(this);
        }
    }

    /**
     * The step will not get where it shall.
     *
     * @param step the step
     * @param kind whose fault it is
     * @param reason what is known
     */
    record StepFailed(Instant at, int step, FailureKind kind, String reason) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepFailed(this);
        }
    }

    /**
     * A step still advanced at its deadline and got more time, once.
     *
     * @param step the step
     * @param deadline its new deadline
     */
    record DeadlineExtended(Instant at, int step, Instant deadline) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.deadlineExtended(this);
        }
    }

    /**
     * The time of a step is over. That is no failure of the version.
     *
     * @param step the step
     * @param moving whether it still advanced
     * @param why what it waited for
     */
    record StepTimedOut(Instant at, int step, boolean moving, String why) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepTimedOut(this);
        }
    }

    /** A step will not be started, and why. */
    record StepSkipped(Instant at, int step, String reason) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepSkipped(this);
        }
    }

    /**
     * A step under way is not looked at any more because the run was cancelled, or because it only waits and everything is put back.
     *
     * @param step the step
     * @param why what it waited for
     */
    record StepStopped(Instant at, int step, String why) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepStopped(this);
        }
    }

    /**
     * The target stops until the plan lets it through.
     *
     * @param step the step
     * @param gate the gate's name
     * @param memo what the target wants to know again
     */
    record GateReached(Instant at, int step, String gate, Memo memo) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.gateReached(this);
        }
    }

    /** The plan lets the target of a step through the gate of that name. */
    record GatePassed(Instant at, int step, String gate) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.gatePassed(this);
        }
    }

    /**
     * A gradual change reached a share of the traffic.
     *
     * @param step the step
     * @param weight the share in percent
     * @param next when the pause after it ends
     */
    record WeightReached(Instant at, int step, int weight, Instant next) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.weightReached(this);
        }
    }

    /**
     * A gradual change goes on to the next share.
     *
     * @param step the step
     * @param weight the share in percent
     */
    record WeightRaised(Instant at, int step, int weight) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.weightRaised(this);
        }
    }

    /**
     * It is known where the target of a step that did not settle, or that was put back, stands.
     *
     * @param step the step
     * @param position from, to or between
     * @param evidence what was seen
     */
    record StepStands(Instant at, int step, Position position, String evidence) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.stepStands(this);
        }
    }

    /**
     * AWS failed the change of a step, and the plan wants all or nothing: once what runs has ended, everything is put back.
     *
     * @param step the step
     * @param run the run that puts back
     */
    record RestoreDue(Instant at, int step, RunId run) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.restoreDue(this);
        }
    }

    /**
     * The run is carried on after whoever drove it went away. What was under way is due at once.
     *
     * @param deadline when its time is over from now on, and what is under way has its whole time again; null if its time went on meanwhile, as that of any run but one that puts
     *     everything back
     */
    record RunResumed(Instant at, @Nullable Instant deadline) implements RunEvent {
        /** Its time went on meanwhile. */
        public RunResumed(Instant at) {
            this(at, null);
        }

        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.runResumed(this);
        }
    }

    /** The time of the whole run is over. */
    record PlanTimedOut(Instant at) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.planTimedOut(this);
        }
    }

    /**
     * The run ended.
     *
     * @param outcome where the targets stand
     * @param verdict what the verifications say
     */
    record RunEnded(Instant at, Outcome outcome, Verdict verdict) implements RunEvent {
        @Override
        public <R> R accept(EventVisitor<R> visitor) {
            return visitor.runEnded(this);
        }
    }
}
