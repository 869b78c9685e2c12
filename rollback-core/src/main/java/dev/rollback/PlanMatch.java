package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Whether a plan is the one that a run was started with, as far as the journal tells: its name and its steps. */
final class PlanMatch {

    private final Outline kept;
    private final RollbackPlan plan;

    PlanMatch(Outline kept, RollbackPlan plan) {
        this.kept = kept;
        this.plan = plan;
    }

    /** How the plan differs; empty if it does not. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        if (!kept.plan().equals(plan.name())) {
            differences.add("its name is \"" + plan.name() + "\", expected \"" + kept.plan() + "\"");
        }
        int steps = Math.max(kept.steps().size(), plan.steps().size());
        for (int i = 0; i < steps; i++) {
            if (i >= plan.steps().size()) {
                differences.add(described(kept.steps().get(i)) + " is missing");
            } else if (i >= kept.steps().size()) {
                differences.add(described(plan.steps().get(i)) + " is new");
            } else {
                compare(kept.steps().get(i), plan.steps().get(i), differences);
            }
        }
        return differences;
    }

    private static void compare(StepOutline step, PlannedStep planned, List<String> differences) {
        if (!step.name().equals(planned.name()) || step.kind() != planned.kind()) {
            differences.add(described(planned) + " is in the place of " + described(step));
            return;
        }
        if (!step.edges().after().equals(planned.wiring().after())
                || !step.edges().afterSettled().equals(planned.wiring().afterSettled())) {
            differences.add(described(step) + " comes after other steps");
        }
        if (!step.proofs().equals(planned.proofs())) {
            differences.add(described(step) + " is verified otherwise");
        }
        Duration pause = Objects.requireNonNullElse(planned.options().pause(), Duration.ZERO);
        if (!Objects.equals(step.rollout(), planned.options().rollout())
                || !step.timing().pause().equals(pause)) {
            differences.add(described(step) + " takes other shares or another pause");
        }
        if (step.course().approvers() != planned.options().approvers()) {
            differences.add(described(step) + " asks " + planned.options().approvers() + " people, expected "
                    + step.course().approvers());
        }
    }

    private static String described(StepOutline step) {
        return described(step.name(), step.kind());
    }

    private static String described(PlannedStep step) {
        return described(step.name(), step.kind());
    }

    private static String described(String name, StepKind kind) {
        return name.isEmpty() ? "a group" : "step \"" + name + "\" (" + kind + ")";
    }
}
