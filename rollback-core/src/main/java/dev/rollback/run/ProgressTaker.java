package dev.rollback.run;

import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;

/** Turns an answer of a target or an action into an event. */
record ProgressTaker(Turn turn, StepState step) implements Progress.Visitor<RunEvent> {

    private static final Duration GATE_AGAIN = Duration.ofSeconds(10);

    @Override
    public RunEvent pending(Progress.Pending progress) {
        return waiting(progress.why(), progress.share(), progress.memo(), progress.again());
    }

    @Override
    public RunEvent serving(Progress.Serving progress) {
        if (step.weight < 100) {
            remember(progress);
            return weightReached();
        }
        if (step.phase == StepState.Phase.SERVING) {
            return waiting(progress.evidence(), step.share, progress.memo(), progress.again());
        }
        Instant again = turn.onGrid(step, progress.again());
        return new RunEvent.StepServing(turn.now(), step.index, progress.evidence(), progress.memo(), again);
    }

    @Override
    public RunEvent settled(Progress.Settled progress) {
        return step.weight < 100 ? weightReached() : new RunEvent.StepSettled(turn.now(), step.index, progress);
    }

    /** A share of the traffic that is reached has no memo of its own. */
    private void remember(Progress.Serving progress) {
        if (!progress.memo().equals(step.memo)) {
            turn.emit(waiting(progress.evidence(), step.share, progress.memo(), progress.again()));
        }
    }

    @Override
    public RunEvent gate(Progress.Gate progress) {
        if (step.gatesPassed.contains(progress.name())) {
            return waiting("goes on after the gate " + progress.name(), step.share, progress.memo(), GATE_AGAIN);
        }
        return new RunEvent.GateReached(turn.now(), step.index, progress.name(), progress.memo());
    }

    @Override
    public RunEvent failed(Progress.Failed progress) {
        return new RunEvent.StepFailed(turn.now(), step.index, progress.kind(), progress.reason());
    }

    private RunEvent waiting(String why, double share, Memo memo, Duration after) {
        Instant again = turn.onGrid(step, after);
        boolean news = !why.equals(step.why) || share != step.share || !memo.equals(step.memo);
        return news
                ? new RunEvent.StepAdvanced(turn.now(), step.index, why, share, memo, again)
                : new RunEvent.StepLooked(turn.now(), step.index, again);
    }

    private RunEvent weightReached() {
        Rollout rollout = step.outline.gradually().orElseThrow();
        return new RunEvent.WeightReached(
                turn.now(), step.index, step.weight, turn.now().plus(rollout.pause()));
    }
}
