package dev.rollback.journal;

import dev.rollback.health.Health;
import dev.rollback.run.ClockEvent;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.ProofEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Reads each kind of event from the fields that {@link EventWriter} wrote. One for the events of a run, for one thread. */
final class EventReader {

    /** By step, because most looks at a step see what the one before saw: a hundred thousand events share a few memos. */
    private final Map<Integer, Memo> memos = new TreeMap<>();

    private static Instant at(Fields fields) {
        return fields.time("at");
    }

    private static int step(Fields fields) {
        return fields.number("step");
    }

    private Memo memo(Fields fields, int step) {
        Memo before = memos.getOrDefault(step, Memo.empty());
        if (fields.holds("memo", before.entries())) {
            return before;
        }
        Memo memo = ValueReader.memo(fields, "memo");
        memos.put(step, memo);
        return memo;
    }

    RunEvent runStarted(Fields fields) {
        return new RunEvent.RunStarted(at(fields), new RunId(fields.text("run")), OutlineReader.read(fields));
    }

    RunEvent changePlanned(Fields fields) {
        return new RunEvent.ChangePlanned(at(fields), step(fields), ValueReader.change(fields));
    }

    RunEvent overridden(Fields fields) {
        return new PersonEvent.Overridden(at(fields), fields.text("code"), fields.text("reason"));
    }

    RunEvent refused(Fields fields) {
        return new RunEvent.Refused(at(fields), fields.textOrEmpty("name"), ValueReader.finding(fields));
    }

    RunEvent stepStarted(Fields fields) {
        return new RunEvent.StepStarted(at(fields), step(fields), fields.time("deadline"));
    }

    RunEvent stepAdvanced(Fields fields) {
        int step = step(fields);
        return new RunEvent.StepAdvanced(
                at(fields),
                step,
                fields.text("why"),
                fields.fraction("share"),
                memo(fields, step),
                fields.time("again"));
    }

    RunEvent stepLooked(Fields fields) {
        return new RunEvent.StepLooked(at(fields), step(fields), fields.time("again"));
    }

    RunEvent stepHindered(Fields fields) {
        TargetException.Kind kind = fields.choice("kind", TargetException.Kind.class);
        return new RunEvent.StepHindered(at(fields), step(fields), kind, fields.text("why"), fields.time("again"));
    }

    RunEvent stepServing(Fields fields) {
        int step = step(fields);
        return new RunEvent.StepServing(
                at(fields), step, fields.text("evidence"), memo(fields, step), fields.time("again"));
    }

    RunEvent stepSettled(Fields fields) {
        return new RunEvent.StepSettled(at(fields), step(fields), ValueReader.settled(fields));
    }

    RunEvent stepFailed(Fields fields) {
        FailureKind kind = fields.choice("kind", FailureKind.class);
        return new RunEvent.StepFailed(at(fields), step(fields), kind, fields.text("reason"));
    }

    RunEvent deadlineExtended(Fields fields) {
        return new RunEvent.DeadlineExtended(at(fields), step(fields), fields.time("deadline"));
    }

    RunEvent glassBroken(Fields fields) {
        return new PersonEvent.GlassBroken(at(fields), fields.text("who"), fields.text("why"));
    }

    RunEvent recoveryLate(Fields fields) {
        return new ClockEvent.RecoveryLate(at(fields), fields.time("due"));
    }

    RunEvent responseLate(Fields fields) {
        return new ClockEvent.ResponseLate(at(fields), fields.time("due"), fields.textOrEmpty("contact"));
    }

    RunEvent stepTimedOut(Fields fields) {
        return new RunEvent.StepTimedOut(at(fields), step(fields), fields.flag("moving"), fields.text("why"));
    }

    RunEvent stepSkipped(Fields fields) {
        return new RunEvent.StepSkipped(at(fields), step(fields), fields.text("reason"));
    }

    RunEvent stepStopped(Fields fields) {
        return new RunEvent.StepStopped(at(fields), step(fields), fields.text("why"));
    }

    RunEvent gateReached(Fields fields) {
        int step = step(fields);
        return new RunEvent.GateReached(at(fields), step, fields.text("gate"), memo(fields, step));
    }

    RunEvent gatePassed(Fields fields) {
        return new RunEvent.GatePassed(at(fields), step(fields), fields.text("gate"));
    }

    RunEvent weightReached(Fields fields) {
        return new RunEvent.WeightReached(at(fields), step(fields), fields.number("weight"), fields.time("next"));
    }

    RunEvent weightRaised(Fields fields) {
        return new RunEvent.WeightRaised(at(fields), step(fields), fields.number("weight"));
    }

    RunEvent proofStarted(Fields fields) {
        return new ProofEvent.ProofStarted(at(fields), step(fields), fields.number("proof"), fields.time("deadline"));
    }

    RunEvent proofLooked(Fields fields) {
        Health health = new Health(fields.choice("health", Health.Verdict.class), fields.text("evidence"));
        return new ProofEvent.ProofLooked(at(fields), step(fields), health, fields.time("again"), fields.flag("news"));
    }

    RunEvent proofEnded(Fields fields) {
        Verdict verdict = fields.choice("verdict", Verdict.class);
        return new ProofEvent.ProofEnded(
                at(fields), step(fields), fields.number("proof"), verdict, fields.text("evidence"));
    }

    RunEvent stepStands(Fields fields) {
        Position position = fields.choice("position", Position.class);
        return new RunEvent.StepStands(at(fields), step(fields), position, fields.text("evidence"));
    }

    RunEvent restoreDue(Fields fields) {
        return new RunEvent.RestoreDue(at(fields), step(fields), new RunId(fields.text("by")));
    }

    RunEvent runResumed(Fields fields) {
        return new RunEvent.RunResumed(at(fields), fields.timeOrNull("deadline"));
    }

    RunEvent cancelRequested(Fields fields) {
        return new PersonEvent.CancelRequested(at(fields), fields.text("who"), fields.text("why"));
    }

    RunEvent cancelRefused(Fields fields) {
        return new PersonEvent.CancelRefused(at(fields), fields.text("who"), fields.textOrEmpty("why"));
    }

    RunEvent approved(Fields fields) {
        return new PersonEvent.Approved(at(fields), step(fields), fields.text("who"), fields.textOrEmpty("why"));
    }

    RunEvent denied(Fields fields) {
        return new PersonEvent.Denied(at(fields), step(fields), fields.text("who"), fields.textOrEmpty("why"));
    }

    RunEvent stepOverridden(Fields fields) {
        return new PersonEvent.StepOverridden(at(fields), step(fields), fields.text("who"), fields.textOrEmpty("why"));
    }

    RunEvent planTimedOut(Fields fields) {
        return new RunEvent.PlanTimedOut(at(fields));
    }

    RunEvent runEnded(Fields fields) {
        return new RunEvent.RunEnded(
                at(fields), fields.choice("outcome", Outcome.class), fields.choice("verdict", Verdict.class));
    }
}
