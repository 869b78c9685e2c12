package dev.rollback.run;

import java.time.Duration;

/** An event of a {@link HandRun} as one short line; empty for the plan and for looks that found nothing new. */
final class EventLine extends SelectiveVisitor<String> {

    private final PlanSketch plan;

    private EventLine(PlanSketch plan) {
        this.plan = plan;
    }

    static String of(RunEvent event, PlanSketch plan) {
        String text = event.accept(new EventLine(plan));
        return text.isEmpty() ? "" : Duration.between(HandRun.START, event.at()).toSeconds() + " " + text;
    }

    private String step(int index, String what) {
        return plan.steps.get(index).name + " " + what;
    }

    @Override
    protected String otherwise(RunEvent event) {
        return "";
    }

    @Override
    public String glassBroken(PersonEvent.GlassBroken event) {
        return "glass broken by " + event.who();
    }

    @Override
    public String recoveryLate(ClockEvent.RecoveryLate event) {
        return "recovery late";
    }

    @Override
    public String responseLate(ClockEvent.ResponseLate event) {
        return ("response late " + event.contact()).stripTrailing();
    }

    @Override
    public String refused(RunEvent.Refused event) {
        return "refused " + event.finding().code();
    }

    @Override
    public String stepStarted(RunEvent.StepStarted event) {
        return step(event.step(), "started");
    }

    @Override
    public String stepAdvanced(RunEvent.StepAdvanced event) {
        return step(event.step(), "advanced: " + event.why());
    }

    @Override
    public String stepHindered(RunEvent.StepHindered event) {
        return step(event.step(), "hindered: " + event.kind());
    }

    @Override
    public String stepServing(RunEvent.StepServing event) {
        return step(event.step(), "serving");
    }

    @Override
    public String stepSettled(RunEvent.StepSettled event) {
        return step(event.step(), "settled");
    }

    @Override
    public String stepFailed(RunEvent.StepFailed event) {
        return step(event.step(), "failed: " + event.kind() + ", " + event.reason());
    }

    @Override
    public String deadlineExtended(RunEvent.DeadlineExtended event) {
        return step(event.step(), "extended");
    }

    @Override
    public String stepTimedOut(RunEvent.StepTimedOut event) {
        return step(event.step(), "timed out" + (event.moving() ? ", moving" : ""));
    }

    @Override
    public String stepSkipped(RunEvent.StepSkipped event) {
        return step(event.step(), "skipped: " + event.reason());
    }

    @Override
    public String stepStopped(RunEvent.StepStopped event) {
        return step(event.step(), "stopped");
    }

    @Override
    public String gateReached(RunEvent.GateReached event) {
        return step(event.step(), "at gate " + event.gate());
    }

    @Override
    public String gatePassed(RunEvent.GatePassed event) {
        return step(event.step(), "passed gate " + event.gate());
    }

    @Override
    public String weightReached(RunEvent.WeightReached event) {
        return step(event.step(), "reached " + event.weight() + " %");
    }

    @Override
    public String weightRaised(RunEvent.WeightRaised event) {
        return step(event.step(), "raised to " + event.weight() + " %");
    }

    @Override
    public String proofStarted(ProofEvent.ProofStarted event) {
        return step(event.step(), "proof " + event.proof() + " started");
    }

    @Override
    public String proofLooked(ProofEvent.ProofLooked event) {
        return event.news() ? step(event.step(), "seen " + event.health().verdict()) : "";
    }

    @Override
    public String proofEnded(ProofEvent.ProofEnded event) {
        return step(event.step(), "proof " + event.proof() + " " + event.verdict());
    }

    @Override
    public String stepStands(RunEvent.StepStands event) {
        return step(event.step(), "stands " + event.position());
    }

    @Override
    public String cancelRequested(PersonEvent.CancelRequested event) {
        return "cancelled by " + event.who();
    }

    @Override
    public String approved(PersonEvent.Approved event) {
        return step(event.step(), "approved by " + event.who());
    }

    @Override
    public String denied(PersonEvent.Denied event) {
        return step(event.step(), "denied by " + event.who());
    }

    @Override
    public String stepOverridden(PersonEvent.StepOverridden event) {
        return step(event.step(), "overridden by " + event.who());
    }

    @Override
    public String planTimedOut(RunEvent.PlanTimedOut event) {
        return "time over";
    }

    @Override
    public String runEnded(RunEvent.RunEnded event) {
        return "ended " + event.outcome() + " " + event.verdict();
    }
}
