package dev.rollback.journal;

import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepOutline;
import java.util.List;

/** The names of a run's steps, learned from its first event. */
final class StepNames {

    private List<StepOutline> steps = List.of();

    void learn(Outline outline) {
        steps = outline.steps();
    }

    void learn(RunEvent event) {
        if (steps.isEmpty() && event instanceof RunEvent.RunStarted started) {
            learn(started.outline());
        }
    }

    /** The name of a step; empty for a join and before the outline is known. */
    String of(int step) {
        return step < steps.size() ? steps.get(step).name() : "";
    }
}
