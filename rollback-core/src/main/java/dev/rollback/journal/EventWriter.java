package dev.rollback.journal;

import dev.rollback.run.ClockEvent;
import dev.rollback.run.EventVisitor;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;

/** Writes each kind of event as one JSON object. {@link EventReader} reads them. */
final class EventWriter implements EventVisitor<JsonOut> {

    private final JsonOut out;
    private final StepNames names;
    private long number;
    private Part part = Part.WHOLE;

    EventWriter(JsonOut out, StepNames names) {
        this.out = out;
        this.names = names;
    }

    /** Writes an event as the record of that number, and as that part of its append. */
    void write(long seq, Part of, RunEvent event) {
        number = seq;
        part = of;
        event.accept(this).end().flush();
    }

    private JsonOut begin(EventKind kind, RunEvent event) {
        out.begin();
        if (number == 1) {
            out.number("format", EventCodec.FORMAT);
        }
        return out.number("seq", number)
                .textIfAny("part", part.text())
                .time("at", event.at())
                .text("event", kind.text());
    }

    private JsonOut begin(EventKind kind, RunEvent event, int step) {
        return begin(kind, event).number("step", step).textIfAny("name", names.of(step));
    }

    @Override
    public JsonOut runStarted(RunEvent.RunStarted event) {
        names.learn(event.outline());
        begin(EventKind.RUN_STARTED, event).text("run", event.run().value());
        return OutlineWriter.write(out, event.outline());
    }

    @Override
    public JsonOut changePlanned(RunEvent.ChangePlanned event) {
        begin(EventKind.CHANGE_PLANNED, event, event.step());
        return ValueWriter.change(out, event.change());
    }

    @Override
    public JsonOut overridden(PersonEvent.Overridden event) {
        return begin(EventKind.OVERRIDDEN, event).text("code", event.code()).text("reason", event.reason());
    }

    @Override
    public JsonOut refused(RunEvent.Refused event) {
        begin(EventKind.REFUSED, event).textIfAny("name", event.step());
        return ValueWriter.finding(out, event.finding());
    }

    @Override
    public JsonOut stepStarted(RunEvent.StepStarted event) {
        return begin(EventKind.STEP_STARTED, event, event.step()).time("deadline", event.deadline());
    }

    @Override
    public JsonOut stepAdvanced(RunEvent.StepAdvanced event) {
        return begin(EventKind.STEP_ADVANCED, event, event.step())
                .text("why", event.why())
                .fraction("share", event.share())
                .mapIfAny("memo", event.memo().entries())
                .time("again", event.again());
    }

    @Override
    public JsonOut stepLooked(RunEvent.StepLooked event) {
        return begin(EventKind.STEP_LOOKED, event, event.step()).time("again", event.again());
    }

    @Override
    public JsonOut stepHindered(RunEvent.StepHindered event) {
        return begin(EventKind.STEP_HINDERED, event, event.step())
                .choice("kind", event.kind())
                .text("why", event.why())
                .time("again", event.again());
    }

    @Override
    public JsonOut stepServing(RunEvent.StepServing event) {
        return begin(EventKind.STEP_SERVING, event, event.step())
                .text("evidence", event.evidence())
                .mapIfAny("memo", event.memo().entries())
                .time("again", event.again());
    }

    @Override
    public JsonOut stepSettled(RunEvent.StepSettled event) {
        begin(EventKind.STEP_SETTLED, event, event.step());
        return ValueWriter.settled(out, event.settled());
    }

    @Override
    public JsonOut stepFailed(RunEvent.StepFailed event) {
        return begin(EventKind.STEP_FAILED, event, event.step())
                .choice("kind", event.kind())
                .text("reason", event.reason());
    }

    @Override
    public JsonOut deadlineExtended(RunEvent.DeadlineExtended event) {
        return begin(EventKind.DEADLINE_EXTENDED, event, event.step()).time("deadline", event.deadline());
    }

    @Override
    public JsonOut stepTimedOut(RunEvent.StepTimedOut event) {
        return begin(EventKind.STEP_TIMED_OUT, event, event.step())
                .flag("moving", event.moving())
                .text("why", event.why());
    }

    @Override
    public JsonOut stepSkipped(RunEvent.StepSkipped event) {
        return begin(EventKind.STEP_SKIPPED, event, event.step()).text("reason", event.reason());
    }

    @Override
    public JsonOut stepStopped(RunEvent.StepStopped event) {
        return begin(EventKind.STEP_STOPPED, event, event.step()).text("why", event.why());
    }

    @Override
    public JsonOut gateReached(RunEvent.GateReached event) {
        return begin(EventKind.GATE_REACHED, event, event.step())
                .text("gate", event.gate())
                .mapIfAny("memo", event.memo().entries());
    }

    @Override
    public JsonOut gatePassed(RunEvent.GatePassed event) {
        return begin(EventKind.GATE_PASSED, event, event.step()).text("gate", event.gate());
    }

    @Override
    public JsonOut weightReached(RunEvent.WeightReached event) {
        return begin(EventKind.WEIGHT_REACHED, event, event.step())
                .number("weight", event.weight())
                .time("next", event.next());
    }

    @Override
    public JsonOut weightRaised(RunEvent.WeightRaised event) {
        return begin(EventKind.WEIGHT_RAISED, event, event.step()).number("weight", event.weight());
    }

    @Override
    public JsonOut proofStarted(ProofEvent.ProofStarted event) {
        return begin(EventKind.PROOF_STARTED, event, event.step())
                .number("proof", event.proof())
                .time("deadline", event.deadline());
    }

    @Override
    public JsonOut proofLooked(ProofEvent.ProofLooked event) {
        return begin(EventKind.PROOF_LOOKED, event, event.step())
                .choice("health", event.health().verdict())
                .text("evidence", event.health().evidence())
                .time("again", event.again())
                .flag("news", event.news());
    }

    @Override
    public JsonOut proofEnded(ProofEvent.ProofEnded event) {
        return begin(EventKind.PROOF_ENDED, event, event.step())
                .number("proof", event.proof())
                .choice("verdict", event.verdict())
                .text("evidence", event.evidence());
    }

    @Override
    public JsonOut stepStands(RunEvent.StepStands event) {
        return begin(EventKind.STEP_STANDS, event, event.step())
                .choice("position", event.position())
                .text("evidence", event.evidence());
    }

    @Override
    public JsonOut restoreDue(RunEvent.RestoreDue event) {
        return begin(EventKind.RESTORE_DUE, event, event.step())
                .text("by", event.run().value());
    }

    @Override
    public JsonOut runResumed(RunEvent.RunResumed event) {
        JsonOut resumed = begin(EventKind.RUN_RESUMED, event);
        return event.deadline() == null ? resumed : resumed.time("deadline", event.deadline());
    }

    @Override
    public JsonOut cancelRequested(PersonEvent.CancelRequested event) {
        return begin(EventKind.CANCEL_REQUESTED, event).text("who", event.who()).text("why", event.why());
    }

    @Override
    public JsonOut cancelRefused(PersonEvent.CancelRefused event) {
        return begin(EventKind.CANCEL_REFUSED, event).text("who", event.who()).textIfAny("why", event.why());
    }

    private JsonOut decided(EventKind kind, RunEvent event, int step, String who, String why) {
        return begin(kind, event, step).text("who", who).textIfAny("why", why);
    }

    @Override
    public JsonOut approved(PersonEvent.Approved event) {
        return decided(EventKind.APPROVED, event, event.step(), event.who(), event.why());
    }

    @Override
    public JsonOut denied(PersonEvent.Denied event) {
        return decided(EventKind.DENIED, event, event.step(), event.who(), event.why());
    }

    @Override
    public JsonOut stepOverridden(PersonEvent.StepOverridden event) {
        return decided(EventKind.STEP_OVERRIDDEN, event, event.step(), event.who(), event.why());
    }

    @Override
    public JsonOut glassBroken(PersonEvent.GlassBroken event) {
        return begin(EventKind.GLASS_BROKEN, event).text("who", event.who()).text("why", event.why());
    }

    @Override
    public JsonOut recoveryLate(ClockEvent.RecoveryLate event) {
        return begin(EventKind.RECOVERY_LATE, event).time("due", event.due());
    }

    @Override
    public JsonOut responseLate(ClockEvent.ResponseLate event) {
        return begin(EventKind.RESPONSE_LATE, event).time("due", event.due()).textIfAny("contact", event.contact());
    }

    @Override
    public JsonOut planTimedOut(RunEvent.PlanTimedOut event) {
        return begin(EventKind.PLAN_TIMED_OUT, event);
    }

    @Override
    public JsonOut runEnded(RunEvent.RunEnded event) {
        return begin(EventKind.RUN_ENDED, event)
                .choice("outcome", event.outcome())
                .choice("verdict", event.verdict());
    }
}
