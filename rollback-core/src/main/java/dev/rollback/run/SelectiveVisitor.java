package dev.rollback.run;

/**
 * Answers the kinds of events that it cares for; all others get one answer.
 *
 * @param <R> what it answers
 */
public abstract class SelectiveVisitor<R> implements EventVisitor<R> {

    /** For subclasses. */
    protected SelectiveVisitor() {}

    /** Answers the kinds of events that have no answer of their own. */
    protected abstract R otherwise(RunEvent event);

    @Override
    public R runStarted(RunEvent.RunStarted event) {
        return otherwise(event);
    }

    @Override
    public R changePlanned(RunEvent.ChangePlanned event) {
        return otherwise(event);
    }

    @Override
    public R overridden(PersonEvent.Overridden event) {
        return otherwise(event);
    }

    @Override
    public R refused(RunEvent.Refused event) {
        return otherwise(event);
    }

    @Override
    public R stepStarted(RunEvent.StepStarted event) {
        return otherwise(event);
    }

    @Override
    public R stepAdvanced(RunEvent.StepAdvanced event) {
        return otherwise(event);
    }

    @Override
    public R stepLooked(RunEvent.StepLooked event) {
        return otherwise(event);
    }

    @Override
    public R stepHindered(RunEvent.StepHindered event) {
        return otherwise(event);
    }

    @Override
    public R stepServing(RunEvent.StepServing event) {
        return otherwise(event);
    }

    @Override
    public R stepSettled(RunEvent.StepSettled event) {
        return otherwise(event);
    }

    @Override
    public R stepFailed(RunEvent.StepFailed event) {
        return otherwise(event);
    }

    @Override
    public R deadlineExtended(RunEvent.DeadlineExtended event) {
        return otherwise(event);
    }

    @Override
    public R stepTimedOut(RunEvent.StepTimedOut event) {
        return otherwise(event);
    }

    @Override
    public R stepSkipped(RunEvent.StepSkipped event) {
        return otherwise(event);
    }

    @Override
    public R stepStopped(RunEvent.StepStopped event) {
        return otherwise(event);
    }

    @Override
    public R gateReached(RunEvent.GateReached event) {
        return otherwise(event);
    }

    @Override
    public R gatePassed(RunEvent.GatePassed event) {
        return otherwise(event);
    }

    @Override
    public R weightReached(RunEvent.WeightReached event) {
        return otherwise(event);
    }

    @Override
    public R weightRaised(RunEvent.WeightRaised event) {
        return otherwise(event);
    }

    @Override
    public R proofStarted(ProofEvent.ProofStarted event) {
        return otherwise(event);
    }

    @Override
    public R proofLooked(ProofEvent.ProofLooked event) {
        return otherwise(event);
    }

    @Override
    public R proofEnded(ProofEvent.ProofEnded event) {
        return otherwise(event);
    }

    @Override
    public R stepStands(RunEvent.StepStands event) {
        return otherwise(event);
    }

    @Override
    public R restoreDue(RunEvent.RestoreDue event) {
        return otherwise(event);
    }

    @Override
    public R runResumed(RunEvent.RunResumed event) {
        return otherwise(event);
    }

    @Override
    public R cancelRequested(PersonEvent.CancelRequested event) {
        return otherwise(event);
    }

    @Override
    public R cancelRefused(PersonEvent.CancelRefused event) {
        return otherwise(event);
    }

    @Override
    public R approved(PersonEvent.Approved event) {
        return otherwise(event);
    }

    @Override
    public R denied(PersonEvent.Denied event) {
        return otherwise(event);
    }

    @Override
    public R stepOverridden(PersonEvent.StepOverridden event) {
        return otherwise(event);
    }

    @Override
    public R glassBroken(PersonEvent.GlassBroken event) {
        return otherwise(event);
    }

    @Override
    public R recoveryLate(ClockEvent.RecoveryLate event) {
        return otherwise(event);
    }

    @Override
    public R responseLate(ClockEvent.ResponseLate event) {
        return otherwise(event);
    }

    @Override
    public R planTimedOut(RunEvent.PlanTimedOut event) {
        return otherwise(event);
    }

    @Override
    public R runEnded(RunEvent.RunEnded event) {
        return otherwise(event);
    }
}
