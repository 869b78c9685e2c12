package dev.rollback.run;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;

/** What follows for a step itself: begin, look, pass a gate, raise the weight, run out of time, find out where its target stands. */
final class StepKeeper {

    private static final int ALL = 100;

    private final Turn turn;
    private final RunState state;

    StepKeeper(Turn turn, RunState state) {
        this.turn = turn;
        this.state = state;
    }

    void consider(StepState step) {
        if (step.phase == Phase.WAITING) {
            begin(step);
        } else if (!step.phase.isOver()) {
            carryOn(step);
        }
        if (step.isAwaited()) {
            await(step);
        }
    }

    private void begin(StepState step) {
        if (state.isClosing()) {
            emitSkipped(step, state.closingReason());
        } else if (step.unmet == 0) {
            start(step);
        }
    }

    private void emitSkipped(StepState step, String reason) {
        turn.emit(new RunEvent.StepSkipped(turn.now(), step.index, reason));
    }

    private void start(StepState step) {
        StepOutline.Timing timing = step.outline.timing();
        switch (step.outline.kind()) {
            case JOIN -> settle(step, "");
            case VERIFY, APPROVE -> emitStarted(step, state.deadline());
            case PAUSE -> emitStarted(step, turn.now().plus(timing.pause()));
            case RUN -> emitStarted(step, turn.now().plus(timing.timeout()));
            case ROLL_BACK -> {
                if (step.change == null) {
                    emitSkipped(step, "its change was never planned");
                } else {
                    emitStarted(step, turn.now().plus(timing.timeout()));
                }
            }
        }
    }

    private void emitStarted(StepState step, Instant deadline) {
        turn.emit(new RunEvent.StepStarted(turn.now(), step.index, deadline));
    }

    private void settle(StepState step, String evidence) {
        Progress.Settled done =
                step.change == null ? Progress.done(evidence) : Progress.settled(step.change.from(), evidence);
        turn.emit(new RunEvent.StepSettled(turn.now(), step.index, done));
    }

    /** A step under way: its gate, its weight, its time, its next look. */
    private void carryOn(StepState step) {
        if (state.isClosing()) {
            stop(step);
        } else if (state.isRestoreDue() && step.onlyWaits()) {
            waitNoMore(step);
        } else if (step.hasNothingToDo()) {
            settle(step, step.change == null ? "nothing to wait for" : "already serves");
        } else if (step.awaitsApproval()) {
            settleIfApproved(step);
        } else if (step.gate != null) {
            passGate(step, step.gate);
        } else if (step.weightDoneAt != StepState.NEVER) {
            raiseWeight(step);
        } else if (turn.nowMillis() >= step.deadlineAt && !step.held) {
            passDeadline(step);
        } else if (step.outline.kind().isCalled() && step.lookInFlight == 0 && step.lookAt <= turn.nowMillis()) {
            step.lookInFlight = ++step.generation;
            turn.issue(new Command.Reconcile(step.index, step.lookInFlight, step.weight, step.memo, step.gatesPassed));
        }
    }

    private void settleIfApproved(StepState step) {
        if (state.glassBroken != null && step.approvalsMissing() > 0) {
            settle(step, "not approved; the glass was broken by " + state.glassBroken.who());
        } else if (step.overriddenBy != null) {
            settle(step, "not approved; overridden by " + step.overriddenBy);
        } else if (step.approvalsMissing() <= 0) {
            settle(step, "approved by " + String.join(", ", step.approvedBy));
        }
    }

    private void stop(StepState step) {
        if (state.isCancelled()) {
            turn.emit(new RunEvent.StepStopped(turn.now(), step.index, step.why));
        } else {
            emitTimedOut(step);
        }
    }

    /** Nothing more goes toward what will be put back, and nobody waits for what only waits. */
    private void waitNoMore(StepState step) {
        String because = "everything is put back as it was found";
        String why = step.why.isEmpty() ? because : step.why + "; " + because;
        turn.emit(new RunEvent.StepStopped(turn.now(), step.index, why));
    }

    private void emitTimedOut(StepState step) {
        turn.emit(new RunEvent.StepTimedOut(turn.now(), step.index, isMoving(step), step.why));
    }

    private void passDeadline(StepState step) {
        if (step.outline.kind() == StepKind.PAUSE) {
            settle(step, "paused for " + step.outline.timing().pause());
        } else if (!step.extended && isMoving(step)) {
            Duration more = step.outline.timing().timeout().dividedBy(2);
            turn.emit(new RunEvent.DeadlineExtended(
                    turn.now(), step.index, turn.now().plus(more)));
        } else {
            emitTimedOut(step);
        }
    }

    /** Whether it got further in the second half of its time. */
    private boolean isMoving(StepState step) {
        long half = step.outline.timing().timeout().toMillis() / 2;
        return step.advancedAt > step.startedAt && turn.nowMillis() - step.advancedAt < half;
    }

    private void passGate(StepState step, String gate) {
        if (step.proofs.failed) {
            fail(step, "the verification at the gate " + gate + " did not pass: " + step.proofs.evidence());
        } else if (step.proofs.running < 0 && step.proofs.nextAt(Proof.Moment.GATE, gate) < 0) {
            turn.emit(new RunEvent.GatePassed(turn.now(), step.index, gate));
        }
    }

    private void raiseWeight(StepState step) {
        if (step.proofs.failed) {
            fail(step, "at " + step.weight + " % the verification did not pass: " + step.proofs.evidence());
        } else if (turn.nowMillis() >= step.weightDoneAt
                && step.proofs.running < 0
                && step.proofs.nextAt(Proof.Moment.BETWEEN_WEIGHTS, "") < 0) {
            turn.emit(new RunEvent.WeightRaised(turn.now(), step.index, nextWeight(step)));
        }
    }

    private void fail(StepState step, String reason) {
        turn.emit(new RunEvent.StepFailed(turn.now(), step.index, FailureKind.VERSION, reason));
    }

    private static int nextWeight(StepState step) {
        return step.outline.gradually().orElseThrow().weights().stream()
                .filter(weight -> weight > step.weight)
                .findFirst()
                .orElse(ALL);
    }

    /** A step that is over: its last call is waited for, then its target is located; neither for ever. */
    private void await(StepState step) {
        if (step.patientUntil == StepState.NEVER) {
            step.patientUntil = turn.nowMillis() + StepState.PATIENCE;
            state.timers.add(step.patientUntil, step.index);
        }
        if (!step.needsPosition()) {
            return;
        }
        if (turn.nowMillis() >= step.patientUntil) {
            turn.emit(new RunEvent.StepStands(
                    turn.now(), step.index, Position.UNKNOWN, "could not be read within 5 minutes"));
        } else if (step.lookInFlight == 0) {
            step.locating = true;
            step.lookInFlight = ++step.generation;
            turn.issue(new Command.Locate(step.index, step.lookInFlight));
        }
    }
}
