package dev.rollback;

import dev.rollback.health.Probe;
import dev.rollback.run.Proof;
import dev.rollback.run.StepKind;
import dev.rollback.run.Verification;
import dev.rollback.target.Action;
import dev.rollback.target.Gradual;
import dev.rollback.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes steps for whoever takes them, and finds what is wrong with each. */
final class StepWriter implements RollbackPlan.Group {

    private final List<String> problems;
    private final Consumer<PlanCompiler.Draft> taker;

    StepWriter(List<String> problems, Consumer<PlanCompiler.Draft> taker) {
        this.problems = problems;
        this.taker = taker;
    }

    @Override
    public RollbackPlan.Group rollBack(String name, Target target, Consumer<StepOptions> said) {
        StepOptions options = options(name, said);
        if (options.isGradual() && !(target instanceof Gradual)) {
            problem(
                    name,
                    target.name()
                            + " cannot be changed gradually, it takes all traffic at once: leave gradually(...) out");
        }
        if (options.hasUndo()) {
            problem(name, "undo is for actions; a target goes back to its from by itself: leave it out");
        }
        return write(name, StepKind.ROLL_BACK, new PlannedStep.Subject(target, null), options);
    }

    @Override
    public RollbackPlan.Group run(String name, Action action, Consumer<StepOptions> said) {
        StepOptions options = options(name, said);
        if (options.isGradual() || options.hasSelector()) {
            problem(name, "gradually and to are for targets, an action has no versions: leave them out");
        }
        return write(name, StepKind.RUN, new PlannedStep.Subject(null, action), options);
    }

    @Override
    public RollbackPlan.Group verify(String name, Probe probe, Consumer<Verification.Builder> hold) {
        return write(name, StepKind.VERIFY, null, options(name, step -> step.verify(probe, hold)));
    }

    @Override
    public RollbackPlan.Group approve(String name, int people) {
        if (people < 1) {
            problem(
                    name,
                    "approve by " + people + " people: expected one or more; leave the step out if nobody has to");
        }
        return write(name, StepKind.APPROVE, null, options(name, step -> step.approvers(people)));
    }

    @Override
    public RollbackPlan.Group pause(String name, Duration duration) {
        Spans.fault("pause", duration).ifPresent(fault -> problem(name, fault + "; leave the step out"));
        return write(name, StepKind.PAUSE, null, options(name, step -> step.pause(duration)));
    }

    /** What the lambda says. What it is refused for on the spot, a share of 0 % say, is one more fault of the plan. */
    private StepOptions options(String name, Consumer<StepOptions> said) {
        StepOptions options = new StepOptions(name, problems);
        try {
            said.accept(options);
        } catch (IllegalArgumentException e) {
            problem(name, e.getMessage() == null ? "its options throw " + e : e.getMessage());
        }
        return options;
    }

    private void problem(String step, String text) {
        problems.add("step \"" + step + "\": " + text);
    }

    private RollbackPlan.Group write(
            String name, StepKind kind, PlannedStep.@Nullable Subject subject, StepOptions options) {
        List<PlannedStep.Check> checks =
                kind == StepKind.VERIFY ? named(name, options.checks()) : List.copyOf(options.checks());
        PlannedStep step =
                new PlannedStep(name, kind, subject, options.options(), checks, PlannedStep.Wiring.NONE, null);
        taker.accept(new PlanCompiler.Draft(step, options.comesAfter(), List.copyOf(options.comesAfterSettled())));
        return this;
    }

    /** The verification of a step that does nothing else is called like the step. */
    private static List<PlannedStep.Check> named(String name, List<PlannedStep.Check> checks) {
        return checks.stream()
                .map(check ->
                        new PlannedStep.Check(Proof.serving(name, check.proof().verification()), check.probe()))
                .toList();
    }
}
