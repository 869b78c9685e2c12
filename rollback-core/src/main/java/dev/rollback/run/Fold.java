package dev.rollback.run;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Position;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Folds events into the state, which each of its methods returns. Assigns and nothing else: what follows from an event is for the {@link Decider} to say. */
final class Fold implements EventVisitor<RunState> {

    private final RunState state;

    Fold(RunState state) {
        this.state = state;
    }

    private StepState touch(int index) {
        StepState step = state.step(index);
        state.agenda.add(step);
        return step;
    }

    private void touchAll() {
        for (int i = 0; i < state.size(); i++) {
            touch(i);
        }
    }

    private void look(StepState step, Instant again) {
        step.lookAt = again.toEpochMilli();
        state.timers.add(step.lookAt, step.index);
    }

    /** A call of the step worked. */
    private static void worked(StepState step) {
        step.hindered = 0;
        step.conflicts = 0;
    }

    private void deadline(StepState step, long at) {
        step.deadlineAt = at;
        state.timers.add(at, step.index);
    }

    /** A new leg of the step begins: it has its whole time again, and is looked at now. */
    private void newLeg(StepState step, Instant at) {
        step.advancedAt = at.toEpochMilli();
        step.extended = false;
        deadline(step, at.plus(step.outline.timing().timeout()).toEpochMilli());
        step.lookAt = at.toEpochMilli();
    }

    private static void over(StepState step, Phase phase, String why, Instant at) {
        step.phase = phase;
        step.why = why;
        step.overAt = at.toEpochMilli();
        step.lookAt = StepState.NEVER;
    }

    @Override
    public RunState runStarted(RunEvent.RunStarted event) {
        state.startedAt = event.at().toEpochMilli();
        state.deadlineAt = event.at().plus(event.outline().deadline()).toEpochMilli();
        return state;
    }

    @Override
    public RunState changePlanned(RunEvent.ChangePlanned event) {
        state.step(event.step()).change = event.change();
        return state;
    }

    @Override
    public RunState overridden(PersonEvent.Overridden event) {
        return state;
    }

    @Override
    public RunState refused(RunEvent.Refused event) {
        state.refused = true;
        return state;
    }

    @Override
    public RunState stepStarted(RunEvent.StepStarted event) {
        StepState step = touch(event.step());
        step.phase = Phase.RUNNING;
        step.startedAt = event.at().toEpochMilli();
        state.clocks.started(step);
        step.advancedAt = step.startedAt;
        step.lookAt = step.startedAt;
        step.why = step.awaitsApproval() ? "waits for approval" : step.why;
        Rollout rollout = step.outline.rollout();
        step.weight = rollout == null ? step.weight : rollout.weights().get(0);
        deadline(step, event.deadline().toEpochMilli());
        return state;
    }

    @Override
    public RunState stepAdvanced(RunEvent.StepAdvanced event) {
        StepState step = touch(event.step());
        if (event.share() > step.share || !event.memo().equals(step.memo)) {
            step.advancedAt = event.at().toEpochMilli();
        }
        step.why = event.why();
        step.share = event.share();
        step.memo = event.memo();
        worked(step);
        look(step, event.again());
        return state;
    }

    @Override
    public RunState stepLooked(RunEvent.StepLooked event) {
        StepState step = touch(event.step());
        worked(step);
        look(step, event.again());
        return state;
    }

    @Override
    public RunState stepHindered(RunEvent.StepHindered event) {
        StepState step = touch(event.step());
        step.hindered++;
        step.conflicts += event.kind() == TargetException.Kind.CONFLICT ? 1 : 0;
        step.why = event.why();
        look(step, event.again());
        return state;
    }

    @Override
    public RunState stepServing(RunEvent.StepServing event) {
        StepState step = touch(event.step());
        step.phase = Phase.SERVING;
        step.servingAt = event.at().toEpochMilli();
        step.advancedAt = step.servingAt;
        step.why = event.evidence();
        step.memo = event.memo();
        worked(step);
        look(step, event.again());
        return state;
    }

    @Override
    public RunState stepSettled(RunEvent.StepSettled event) {
        StepState step = touch(event.step());
        step.servingAt = Math.min(step.servingAt, event.at().toEpochMilli());
        step.share = 1;
        step.settled = event.settled();
        step.position = step.outline.kind() == StepKind.ROLL_BACK ? Position.TO : null;
        over(step, Phase.SETTLED, event.settled().evidence(), event.at());
        return state;
    }

    @Override
    public RunState stepFailed(RunEvent.StepFailed event) {
        over(touch(event.step()), Phase.FAILED, event.reason(), event.at());
        return state;
    }

    @Override
    public RunState deadlineExtended(RunEvent.DeadlineExtended event) {
        StepState step = touch(event.step());
        step.extended = true;
        deadline(step, event.deadline().toEpochMilli());
        return state;
    }

    @Override
    public RunState stepTimedOut(RunEvent.StepTimedOut event) {
        over(touch(event.step()), Phase.TIMED_OUT, event.why(), event.at());
        return state;
    }

    @Override
    public RunState stepSkipped(RunEvent.StepSkipped event) {
        StepState step = touch(event.step());
        if (step.outline.kind() == StepKind.ROLL_BACK) {
            step.position = step.isChangeEmpty() ? Position.TO : Position.FROM;
        }
        over(step, Phase.SKIPPED, event.reason(), event.at());
        return state;
    }

    @Override
    public RunState stepStopped(RunEvent.StepStopped event) {
        over(touch(event.step()), Phase.STOPPED, event.why(), event.at());
        return state;
    }

    @Override
    public RunState gateReached(RunEvent.GateReached event) {
        StepState step = touch(event.step());
        step.gate = event.gate();
        step.memo = event.memo();
        step.why = "waits at the gate " + event.gate();
        step.lookAt = StepState.NEVER;
        return state;
    }

    @Override
    public RunState gatePassed(RunEvent.GatePassed event) {
        StepState step = touch(event.step());
        List<String> passed = new ArrayList<>(step.gatesPassed);
        passed.add(event.gate());
        step.gatesPassed = List.copyOf(passed);
        step.gate = null;
        newLeg(step, event.at());
        return state;
    }

    @Override
    public RunState weightReached(RunEvent.WeightReached event) {
        StepState step = touch(event.step());
        step.weightDoneAt = event.next().toEpochMilli();
        step.why = event.weight() + " % of the traffic is on the wanted version";
        step.share = event.weight() / 100.0;
        step.lookAt = StepState.NEVER;
        state.timers.add(step.weightDoneAt, step.index);
        return state;
    }

    @Override
    public RunState weightRaised(RunEvent.WeightRaised event) {
        StepState step = touch(event.step());
        step.weight = event.weight();
        step.weightDoneAt = StepState.NEVER;
        step.proofs.forgetBetweenWeights();
        newLeg(step, event.at());
        return state;
    }

    @Override
    public RunState proofStarted(ProofEvent.ProofStarted event) {
        StepState step = touch(event.step());
        step.proofs.start(
                event.proof(), event.at().toEpochMilli(), event.deadline().toEpochMilli());
        state.timers.add(step.proofs.deadlineAt, step.index);
        state.timers.add(step.proofs.deadlineAt + step.proofs.everyMillis(), step.index);
        return state;
    }

    @Override
    public RunState proofLooked(ProofEvent.ProofLooked event) {
        StepState step = touch(event.step());
        step.proofs.looked(
                event.health(), event.at().toEpochMilli(), event.again().toEpochMilli());
        state.timers.add(step.proofs.lookAt, step.index);
        return state;
    }

    @Override
    public RunState proofEnded(ProofEvent.ProofEnded event) {
        touch(event.step()).proofs.end(event.proof(), event.verdict(), event.evidence());
        return state;
    }

    @Override
    public RunState stepStands(RunEvent.StepStands event) {
        StepState step = touch(event.step());
        step.position = event.position();
        if (step.phase == Phase.SETTLED) {
            step.settled = null;
            step.why = event.evidence();
        }
        return state;
    }

    @Override
    public RunState restoreDue(RunEvent.RestoreDue event) {
        state.restoredBy = event.run();
        touchAll();
        return state;
    }

    @Override
    public RunState runResumed(RunEvent.RunResumed event) {
        if (event.deadline() != null) {
            state.deadlineAt = event.deadline().toEpochMilli();
            state.steps().stream()
                    .filter(step -> step.isUnderWay() && step.outline.kind().isCalled())
                    .forEach(step -> newLeg(step, event.at()));
        }
        state.resume();
        return state;
    }

    @Override
    public RunState cancelRequested(PersonEvent.CancelRequested event) {
        state.cancelledBy = event.who();
        touchAll();
        return state;
    }

    @Override
    public RunState cancelRefused(PersonEvent.CancelRefused event) {
        state.refusedCancels.add(event);
        return state;
    }

    @Override
    public RunState approved(PersonEvent.Approved event) {
        StepState step = touch(event.step());
        List<String> people = new ArrayList<>(step.approvedBy);
        people.add(event.who());
        step.approvedBy = List.copyOf(people);
        step.why = "approved by " + String.join(", ", people) + "; " + step.approvalsMissing() + " to come";
        return state;
    }

    @Override
    public RunState denied(PersonEvent.Denied event) {
        StepState step = touch(event.step());
        step.denied = true;
        over(step, Phase.FAILED, "denied by " + event.who() + ": " + event.why(), event.at());
        return state;
    }

    @Override
    public RunState stepOverridden(PersonEvent.StepOverridden event) {
        StepState step = touch(event.step());
        step.proofs.override();
        step.overriddenBy = event.who();
        return state;
    }

    @Override
    public RunState glassBroken(PersonEvent.GlassBroken event) {
        state.glassBroken = event;
        state.steps().stream().filter(StepState::awaitsApproval).forEach(step -> touch(step.index));
        return state;
    }

    @Override
    public RunState recoveryLate(ClockEvent.RecoveryLate event) {
        state.clocks.recoveryLate = true;
        return state;
    }

    @Override
    public RunState responseLate(ClockEvent.ResponseLate event) {
        state.clocks.calls++;
        state.clocks.calledAt = event.at().toEpochMilli();
        return state;
    }

    @Override
    public RunState planTimedOut(RunEvent.PlanTimedOut event) {
        state.timedOut = true;
        touchAll();
        return state;
    }

    @Override
    public RunState runEnded(RunEvent.RunEnded event) {
        state.ended = event;
        return state;
    }
}
