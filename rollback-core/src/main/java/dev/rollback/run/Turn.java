package dev.rollback.run;

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
    private final StepKeeper steps;
    private final ProofKeeper proofs;
    private final Followers followers;

    Turn(RunState state, Instant now) {
        this.state = state;
        this.now = now;
        this.nowMillis = now.toEpochMilli();
        this.steps = new StepKeeper(this, state);
        this.proofs = new ProofKeeper(this);
        this.followers = new Followers(this, state);
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

    /** Whether verifications are no use any more. */
    boolean isClosing() {
        return state.isClosing() || state.isRestoreDue();
    }

    /** When to look at a step again: after that time, on the step's grid. */
    Instant onGrid(StepState step, Duration after) {
        long grid = step.outline.timing().grid().toMillis();
        long at = nowMillis + Math.max(1, after.toMillis());
        return Instant.ofEpochMilli(grid <= 0 ? at : (at + grid - 1) / grid * grid);
    }

    Decision take() {
        if (!state.isEnded()) {
            passDeadline();
            do {
                takeDueTimers();
                workAgenda();
            } while (isTimerDue());
            state.clocks.consider(this);
            endIfDone();
        }
        return new Decision(events, commands, wake());
    }

    private void passDeadline() {
        if (nowMillis >= state.deadlineAt && !state.isClosing() && state.concluded < state.size()) {
            emit(new RunEvent.PlanTimedOut(now));
        }
    }

    private boolean isTimerDue() {
        return !state.timers.isEmpty() && state.timers.nextTime() <= nowMillis;
    }

    private void takeDueTimers() {
        while (isTimerDue()) {
            state.agenda.add(state.step(state.timers.take()));
        }
    }

    private void workAgenda() {
        while (!state.agenda.isEmpty()) {
            consider(state.agenda.next(state));
        }
    }

    /** Whatever follows for one step from what is known now. */
    private void consider(StepState step) {
        steps.consider(step);
        proofs.consider(step);
        followers.consider(step);
        state.noteIfConcluded(step, nowMillis);
    }

    private void endIfDone() {
        if (state.concluded == state.size() && state.restoring().isEmpty()) {
            emit(new RunEvent.RunEnded(now, Ending.outcome(state), Ending.verdict(state)));
        }
    }

    private @Nullable Instant wake() {
        if (state.isEnded()) {
            return null;
        }
        boolean pastDeadline = state.isClosing() || state.concluded == state.size();
        long next = pastDeadline ? StepState.NEVER : state.deadlineAt;
        next = state.timers.isEmpty() ? next : Math.min(next, state.timers.nextTime());
        next = Math.min(next, state.clocks.next());
        return next == StepState.NEVER ? null : Instant.ofEpochMilli(next);
    }
}
