package dev.rollback.testkit;

import dev.rollback.run.ClockEvent;
import dev.rollback.run.EventVisitor;
import dev.rollback.run.Outline;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import java.util.List;

/** An event of a run on one line of a trace. Knows the names of the steps once the run has started. */
final class EventLine implements EventVisitor<String> {
    private List<String> names = List.of();

    void started(Outline outline) {
        names = outline.steps().stream().map(step -> step.name()).toList();
    }

    private String step(int index) {
        String name = index < names.size() ? names.get(index) : "";
        return name.isEmpty() ? "step " + index : name;
    }

    private String line(int step, String what) {
        return step(step) + ": " + what;
    }

    @Override
    public String runStarted(RunEvent.RunStarted event) {
        return "started " + event.run() + ", plan " + event.outline().plan();
    }

    @Override
    public String changePlanned(RunEvent.ChangePlanned event) {
        Change change = event.change();
        return line(
                event.step(),
                "planned " + change.target() + " from " + change.from().title() + " to "
                        + change.to().title());
    }

    @Override
    public String overridden(PersonEvent.Overridden event) {
        return "overridden " + event.code() + ": " + event.reason();
    }

    @Override
    public String refused(RunEvent.Refused event) {
        return "refused: " + (event.step().isEmpty() ? "" : event.step() + ": ") + event.finding();
    }

    @Override
    public String stepStarted(RunEvent.StepStarted event) {
        return line(event.step(), "started, until " + event.deadline());
    }

    @Override
    public String stepAdvanced(RunEvent.StepAdvanced event) {
        return line(event.step(), "waits: " + event.why());
    }

    @Override
    public String stepLooked(RunEvent.StepLooked event) {
        return line(event.step(), "looked");
    }

    @Override
    public String stepHindered(RunEvent.StepHindered event) {
        return line(event.step(), "hindered, " + event.kind() + ": " + event.why());
    }

    @Override
    public String stepServing(RunEvent.StepServing event) {
        return line(event.step(), "serving: " + event.evidence());
    }

    @Override
    public String stepSettled(RunEvent.StepSettled event) {
        return line(event.step(), "settled: " + event.settled().evidence());
    }

    @Override
    public String stepFailed(RunEvent.StepFailed event) {
        return line(event.step(), "failed, " + event.kind() + ": " + event.reason());
    }

    @Override
    public String deadlineExtended(RunEvent.DeadlineExtended event) {
        return line(event.step(), "extended until " + event.deadline());
    }

    @Override
    public String stepTimedOut(RunEvent.StepTimedOut event) {
        return line(event.step(), "timed out" + (event.moving() ? ", still moving: " : ": ") + event.why());
    }

    @Override
    public String stepSkipped(RunEvent.StepSkipped event) {
        return line(event.step(), "skipped: " + event.reason());
    }

    @Override
    public String stepStopped(RunEvent.StepStopped event) {
        return line(event.step(), "stopped: " + event.why());
    }

    @Override
    public String gateReached(RunEvent.GateReached event) {
        return line(event.step(), "reached gate " + event.gate());
    }

    @Override
    public String gatePassed(RunEvent.GatePassed event) {
        return line(event.step(), "passed gate " + event.gate());
    }

    @Override
    public String weightReached(RunEvent.WeightReached event) {
        return line(event.step(), "reached " + event.weight() + " %");
    }

    @Override
    public String weightRaised(RunEvent.WeightRaised event) {
        return line(event.step(), "goes on to " + event.weight() + " %");
    }

    @Override
    public String proofStarted(ProofEvent.ProofStarted event) {
        return line(event.step(), "verification " + event.proof() + " began");
    }

    @Override
    public String proofLooked(ProofEvent.ProofLooked event) {
        return line(
                event.step(),
                "saw " + event.health().verdict() + ": " + event.health().evidence());
    }

    @Override
    public String proofEnded(ProofEvent.ProofEnded event) {
        return line(event.step(), "verification " + event.proof() + " " + event.verdict() + ": " + event.evidence());
    }

    @Override
    public String stepStands(RunEvent.StepStands event) {
        return line(event.step(), "stands at " + event.position() + ": " + event.evidence());
    }

    @Override
    public String restoreDue(RunEvent.RestoreDue event) {
        return line(event.step(), "all is to be put back, by run " + event.run());
    }

    @Override
    public String runResumed(RunEvent.RunResumed event) {
        return event.deadline() == null ? "resumed" : "resumed with new time";
    }

    @Override
    public String cancelRequested(PersonEvent.CancelRequested event) {
        return "cancelled by " + event.who() + ": " + event.why();
    }

    @Override
    public String cancelRefused(PersonEvent.CancelRefused event) {
        return "not cancelled, as " + event.who() + " asked: " + event.why();
    }

    @Override
    public String approved(PersonEvent.Approved event) {
        return line(event.step(), "is approved by " + event.who());
    }

    @Override
    public String denied(PersonEvent.Denied event) {
        return line(event.step(), "is denied by " + event.who());
    }

    @Override
    public String stepOverridden(PersonEvent.StepOverridden event) {
        return line(event.step(), "is overridden by " + event.who());
    }

    @Override
    public String glassBroken(PersonEvent.GlassBroken event) {
        return "glass broken by " + event.who() + ": " + event.why();
    }

    @Override
    public String recoveryLate(ClockEvent.RecoveryLate event) {
        return "recovery late, was due at " + event.due();
    }

    @Override
    public String responseLate(ClockEvent.ResponseLate event) {
        return "response late, was due at " + event.due()
                + (event.contact().isEmpty() ? "" : ": call " + event.contact());
    }

    @Override
    public String planTimedOut(RunEvent.PlanTimedOut event) {
        return "the plan's time is over";
    }

    @Override
    public String runEnded(RunEvent.RunEnded event) {
        return "ended " + event.outcome() + ", " + event.verdict();
    }
}
