package dev.rollback.run;

import java.time.Duration;
import java.util.List;

/**
 * The serialisable part of a plan: names, edges, deadlines and policies, no clients and no lambdas. All that the heart knows. Immutable.
 *
 * @param plan the plan's name
 * @param reason why it is carried out; may be empty
 * @param onFailure what becomes of the others when a step fails
 * @param deadline from the start of the run to its end at the latest
 * @param steps the steps, each after those that it depends on
 */
public record Outline(String plan, String reason, FailurePolicy onFailure, Duration deadline, List<StepOutline> steps) {

    /** Copies the steps. */
    public Outline {
        steps = List.copyOf(steps);
    }
}
