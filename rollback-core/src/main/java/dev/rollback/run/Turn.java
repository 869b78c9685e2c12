package dev.rollback.run;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One turn of the heart: works off the agenda until nothing follows any more. */
final class Turn {

    private final RunState state;
    private final Instant now;
    private final long nowMillis;
    private final List<RunEvent> events = new ArrayList<>();
    private final List<Command> commands = new ArrayList<>();
    private final ProofKeeper proofs;

    Turn(RunState state, Instant now) {
        this.state = state;
        this.now = now;
        this.nowMillis = now.toEpochMilli();
        this.proofs = new ProofKeeper(this);
    }

    Instant now() {
        return now;
    }

    long nowMillis() {
        return nowMillis;
    }

    void emit(RunEvent event) {
        state.apply(event);
        events.add(event);
    }

    void issue(Command command) {
        commands.add(command);
    }

    boolean isClosing() {
        return state.isClosing();
    }

    Decision take() {
        if (!state.isEnded()) {
            passDeadline();
            do {
                takeDueTimers();
                workAgenda();
            } while (!state.agenda.isEmpty());
            endIfDone();
        }
        return new Decision(events, commands, wake());
    }

    private void passDeadline() {
        if (nowMillis >= state.deadlineAt && !state.isClosing()) {
            emit(new RunEvent.PlanTimedOut(now));
        }
    }

    private void takeDueTimers() {
        while (!state.timers.isEmpty() && state.timers.nextTime() <= nowMillis) {
            state.agenda.add(state.step(state.timers.take()));
        }
    }

    private void workAgenda() {
        while (!state.agenda.isEmpty()) {
            consider(state.agenda.next(state));
        }
    }

    private @Nullable Instant wake() {
        if (state.isEnded()) {
            return null;
        }
        long next = state.isClosing() ? StepState.NEVER : state.deadlineAt;
        next = state.timers.isEmpty() ? next : Math.min(next, state.timers.nextTime());
        return next == StepState.NEVER ? null : Instant.ofEpochMilli(next);
    }

    /** Whatever follows for one step from what is known now. */
    private void consider(StepState step) {
        if (step.phase == Phase.WAITING) {
            begin(step);
        } else if (!step.phase.isOver()) {
            carryOn(step);
        } else if (step.needsPosition() && step.lookInFlight == 0) {
            locate(step);
        }
        proofs.consider(step);
        tellNext(step);
        noteFailure(step);
        noteConcluded(step);
    }

    private void begin(StepState step) {
        if (state.isClosing()) {
            emit(new RunEvent.StepSkipped(now, step.index, closingReason()));
        } else if (step.unmet == 0) {
            start(step);
        }
    }

    private String closingReason() {
        return state.isCancelled() ? "cancelled by " + state.cancelledBy : "the time of the run is over";
    }

    private void start(StepState step) {
        StepOutline.Timing timing = step.outline.timing();
        switch (step.outline.kind()) {
            case JOIN -> settle(step, "");
            case VERIFY -> {
                emit(new RunEvent.StepStarted(now, step.index, state.deadline()));
                settle(step, "nothing to wait for");
            }
            case PAUSE -> emit(new RunEvent.StepStarted(now, step.index, now.plus(timing.pause())));
            case ROLL_BACK, RUN -> {
                emit(new RunEvent.StepStarted(now, step.index, now.plus(timing.timeout())));
                if (step.isChangeEmpty()) {
                    settle(step, "already serves");
                }
            }
        }
    }

    private void settle(StepState step, String evidence) {
        Progress.Settled done =
                step.change == null ? Progress.done(evidence) : Progress.settled(step.change.from(), evidence);
        emit(new RunEvent.StepSettled(now, step.index, done));
    }

    /** A step under way: its time, its gate, its weight, its next look. */
    private void carryOn(StepState step) {
        if (state.isClosing()) {
            stop(step);
        } else if (step.gate != null) {
            passGate(step, step.gate);
        } else if (step.weightDoneAt != StepState.NEVER) {
            raiseWeight(step);
        } else if (nowMillis >= step.deadlineAt) {
            passDeadline(step);
        } else if (step.outline.kind().isCalled() && step.lookInFlight == 0 && step.lookAt <= nowMillis) {
            step.lookInFlight = ++step.generation;
            issue(new Command.Reconcile(step.index, step.lookInFlight, step.weight, step.memo, step.gatesPassed));
        }
    }

    private void stop(StepState step) {
        emit(
                state.isCancelled()
                        ? new RunEvent.StepStopped(now, step.index, step.why)
                        : new RunEvent.StepTimedOut(now, step.index, isMoving(step), step.why));
    }

    private void passDeadline(StepState step) {
        if (step.outline.kind() == StepKind.PAUSE) {
            settle(step, "paused for " + step.outline.timing().pause());
        } else if (!step.extended && isMoving(step)) {
            Duration more = step.outline.timing().timeout().dividedBy(2);
            emit(new RunEvent.DeadlineExtended(now, step.index, now.plus(more)));
        } else {
            emit(new RunEvent.StepTimedOut(now, step.index, isMoving(step), step.why));
        }
    }

    /** Whether it got further in the second half of its time. */
    private boolean isMoving(StepState step) {
        long half = step.outline.timing().timeout().toMillis() / 2;
        return step.advancedAt > step.startedAt && nowMillis - step.advancedAt < half;
    }

    private void passGate(StepState step, String gate) {
        if (step.proofs.failed) {
            fail(step, "the verification at the gate " + gate + " did not pass: " + step.proofs.evidence());
        } else if (step.proofs.running < 0 && step.proofs.nextAt(Proof.Moment.GATE, gate) < 0) {
            emit(new RunEvent.GatePassed(now, step.index, gate));
        }
    }

    private void raiseWeight(StepState step) {
        if (step.proofs.failed) {
            fail(step, "at " + step.weight + " % the verification did not pass: " + step.proofs.evidence());
        } else if (nowMillis >= step.weightDoneAt
                && step.proofs.running < 0
                && step.proofs.nextAt(Proof.Moment.BETWEEN_WEIGHTS, "") < 0) {
            emit(new RunEvent.WeightRaised(now, step.index, nextWeight(step)));
        }
    }

    private void fail(StepState step, String reason) {
        emit(new RunEvent.StepFailed(now, step.index, FailureKind.VERSION, reason));
    }

    private static int nextWeight(StepState step) {
        Rollout rollout = step.outline.gradually().orElseThrow();
        return rollout.weights().get(rollout.weights().indexOf(step.weight) + 1);
    }

    /** When to look again: after that time, on the step's grid. */
    Instant onGrid(StepState step, Duration after) {
        long grid = step.outline.timing().grid().toMillis();
        long at = nowMillis + Math.max(1, after.toMillis());
        return Instant.ofEpochMilli(grid <= 0 ? at : (at + grid - 1) / grid * grid);
    }

    private void locate(StepState step) {
        step.lookInFlight = ++step.generation;
        issue(new Command.Locate(step.index, step.lookInFlight));
    }

    /** Lets those after it start, or skips them. */
    private void tellNext(StepState step) {
        if (!step.released && step.isReleased()) {
            step.released = true;
            meet(state.graph().next(step.index));
        }
        if (!step.settledNoted && step.phase == Phase.SETTLED && step.isReleased()) {
            step.settledNoted = true;
            meet(state.graph().nextSettled(step.index));
        }
        if (step.isInTheWay() && !step.failureNoted) {
            skip(state.graph().next(step.index), step);
            skip(state.graph().nextSettled(step.index), step);
        }
    }

    private void meet(int[] next) {
        for (int index : next) {
            StepState after = state.step(index);
            if (--after.unmet == 0) {
                state.agenda.add(after);
            }
        }
    }

    private void skip(int[] next, StepState because) {
        for (int index : next) {
            if (state.step(index).phase == Phase.WAITING) {
                emit(new RunEvent.StepSkipped(now, index, skipReason(because)));
            }
        }
    }

    private static String skipReason(StepState because) {
        if (because.outline.kind() == StepKind.JOIN || because.phase == Phase.SKIPPED) {
            return because.why;
        }
        return because.outline.name() + (because.phase.isBroken() ? " did not get there" : " was not verified");
    }

    private void noteFailure(StepState step) {
        if (step.failureNoted || !step.isInTheWay()) {
            return;
        }
        step.failureNoted = true;
        boolean failed = step.phase != Phase.SKIPPED && !state.isClosing();
        if (failed && state.outline().onFailure() == FailurePolicy.HALT) {
            halt(step);
        }
    }

    /** Nothing new starts in the branch of the failed step; one scan for each failure. */
    private void halt(StepState failed) {
        String branch = failed.outline.branch();
        for (int i = 0; i < state.size(); i++) {
            StepState step = state.step(i);
            String other = step.outline.branch();
            boolean elsewhere = !branch.isEmpty() && !other.isEmpty() && !branch.equals(other);
            if (step.phase == Phase.WAITING && step.outline.kind() != StepKind.JOIN && !elsewhere) {
                emit(new RunEvent.StepSkipped(now, i, skipReason(failed) + ", and the plan halts"));
            }
        }
    }

    private void noteConcluded(StepState step) {
        if (!step.concludedNoted && step.isConcluded()) {
            step.concludedNoted = true;
            state.concluded++;
        }
    }

    private void endIfDone() {
        if (state.concluded == state.size()) {
            emit(new RunEvent.RunEnded(now, Ending.outcome(state), Ending.verdict(state)));
        }
    }
}
