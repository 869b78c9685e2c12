package dev.rollback.run;

import dev.rollback.run.StepState.Phase;

/** What follows for the steps after one: they start, are skipped, or nothing new starts at all. */
final class Followers {

    private final Turn turn;
    private final RunState state;

    Followers(Turn turn, RunState state) {
        this.turn = turn;
        this.state = state;
    }

    void consider(StepState step) {
        if (!step.released && (step.isReleased() || isPassedBy(step))) {
            step.released = true;
            meet(state.graph().next(step.index));
        }
        if (!step.settledNoted && ((step.phase == Phase.SETTLED && step.isReleased()) || isPassedBy(step))) {
            step.settledNoted = true;
            meet(state.graph().nextSettled(step.index));
        }
        if (!step.failureNoted && step.isInTheWay() && !isPassedBy(step)) {
            step.failureNoted = true;
            skip(state.graph().next(step.index), step);
            skip(state.graph().nextSettled(step.index), step);
            haltIfAsked(step);
        }
    }

    /** What takes back tries the rest as well, whatever failed. */
    private boolean isPassedBy(StepState step) {
        return state.outline().undoes().isPresent() && step.isInTheWay() && !state.isClosing();
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
        String reason = state.isClosing() ? state.closingReason() : reason(because);
        for (int index : next) {
            if (state.step(index).phase == Phase.WAITING) {
                turn.emit(new RunEvent.StepSkipped(turn.now(), index, reason));
            }
        }
    }

    private static String reason(StepState because) {
        if (because.phase == Phase.SKIPPED) {
            return because.why;
        }
        if (because.outline.kind() == StepKind.APPROVE) {
            return because.outline.name() + " was not approved";
        }
        if (because.phase.isBroken()) {
            return because.outline.name() + " did not get there";
        }
        return (because.outline.name().isEmpty() ? "what was joined" : because.outline.name()) + " was not verified";
    }

    private void haltIfAsked(StepState step) {
        boolean failed = step.phase != Phase.SKIPPED && !state.isClosing();
        String branch = state.restoredBy == null ? step.outline.branch() : "";
        if (failed && state.outline().onFailure() != FailurePolicy.CONTINUE && state.halted.add(branch)) {
            halt(step, branch);
        }
    }

    /** Nothing new starts in this branch, or in none where all is put back; one scan for each branch. */
    private void halt(StepState failed, String branch) {
        for (StepState step : state.steps()) {
            String other = step.outline.branch();
            boolean elsewhere = !branch.isEmpty() && !other.isEmpty() && !branch.equals(other);
            if (step.phase == Phase.WAITING && step.outline.kind() != StepKind.JOIN && !elsewhere) {
                turn.emit(new RunEvent.StepSkipped(turn.now(), step.index, reason(failed) + ", and the plan halts"));
            }
        }
    }
}
