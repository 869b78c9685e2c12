package dev.rollback.run;

/**
 * Answers each kind of {@link RunEvent} apart. A new kind of event does not compile before every visitor has an answer to it; who cares for a few
 * kinds only extends {@link SelectiveVisitor}.
 *
 * @param <R> what it answers
 */
public interface EventVisitor<R> {
    /** The run began. The first event of every run. */
    R runStarted(RunEvent.RunStarted event);

    /** A step has its change. Durable before the first call that could carry it out. */
    R changePlanned(RunEvent.ChangePlanned event);

    /** A person overrode a soft blocker. */
    R overridden(PersonEvent.Overridden event);

    /** Nothing was started because of this finding. */
    R refused(RunEvent.Refused event);

    /** A step began. */
    R stepStarted(RunEvent.StepStarted event);

    /** A step waits for something new, or got further. */
    R stepAdvanced(RunEvent.StepAdvanced event);

    /** A look found nothing new. Folded, not kept: a resumed run looks at once. */
    R stepLooked(RunEvent.StepLooked event);

    /** A call failed in a way that may pass. */
    R stepHindered(RunEvent.StepHindered event);

    /** Users get the wanted version. */
    R stepServing(RunEvent.StepServing event);

    /** Nothing goes on any more at this step. */
    R stepSettled(RunEvent.StepSettled event);

    /** The step will not get where it shall. */
    R stepFailed(RunEvent.StepFailed event);

    /** A step still advanced at its deadline and got more time, once. */
    R deadlineExtended(RunEvent.DeadlineExtended event);

    /** The time of a step is over. That is no failure of the version. */
    R stepTimedOut(RunEvent.StepTimedOut event);

    /** A step will not be started. */
    R stepSkipped(RunEvent.StepSkipped event);

    /** A step under way is not looked at any more because the run was cancelled. */
    R stepStopped(RunEvent.StepStopped event);

    /** The target stops until the plan lets it through. */
    R gateReached(RunEvent.GateReached event);

    /** The plan lets the target through. */
    R gatePassed(RunEvent.GatePassed event);

    /** A gradual change reached a share of the traffic. */
    R weightReached(RunEvent.WeightReached event);

    /** A gradual change goes on to the next share. */
    R weightRaised(RunEvent.WeightRaised event);

    /** A verification began. */
    R proofStarted(ProofEvent.ProofStarted event);

    /** A probe looked. Kept only when the verdict changed. */
    R proofLooked(ProofEvent.ProofLooked event);

    /** A verification ended. */
    R proofEnded(ProofEvent.ProofEnded event);

    /** It is known where the target of a step that did not settle, or that was put back, stands. */
    R stepStands(RunEvent.StepStands event);

    /** A change failed, and the plan wants all or nothing. */
    R restoreDue(RunEvent.RestoreDue event);

    /** The run is carried on by a driver that took it up. */
    R runResumed(RunEvent.RunResumed event);

    /** Somebody cancelled the run: nothing new starts. */
    R cancelRequested(PersonEvent.CancelRequested event);

    /** Somebody asked to cancel the run, which puts everything back and is not stopped half way. */
    R cancelRefused(PersonEvent.CancelRefused event);

    /** Somebody approved a step. */
    R approved(PersonEvent.Approved event);

    /** Somebody denied a step its approval. */
    R denied(PersonEvent.Denied event);

    /** Somebody let a step on without what it waits for. */
    R stepOverridden(PersonEvent.StepOverridden event);

    /** Somebody broke the glass: nothing waits for an approval any more. */
    R glassBroken(PersonEvent.GlassBroken event);

    /** The recovery time objective of the incident is missed. */
    R recoveryLate(ClockEvent.RecoveryLate event);

    /** The response time of the run's severity is missed. */
    R responseLate(ClockEvent.ResponseLate event);

    /** The time of the whole run is over. */
    R planTimedOut(RunEvent.PlanTimedOut event);

    /** The run ended. */
    R runEnded(RunEvent.RunEnded event);
}
