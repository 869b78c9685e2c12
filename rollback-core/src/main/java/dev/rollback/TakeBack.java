package dev.rollback;

import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.target.Action;
import dev.rollback.target.Change;
import dev.rollback.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, as a plan that takes it back: in the opposite order, each target to what was found, each action by its undo. What the run did not touch, what it
 * verified and what has no undo is an empty place, so that the order holds.
 */
final class TakeBack {

    private final RollbackPlan plan;
    private final RunState done;
    private final boolean asked;
    private final int last;

    private TakeBack(RollbackPlan plan, RunState done, boolean asked) {
        this.plan = plan;
        this.done = done;
        this.asked = asked;
        this.last = plan.steps().size() - 1;
    }

    /** The plan that takes back all that has been done, because somebody asks for it. */
    static RollbackPlan asked(RollbackPlan plan, RunState done) {
        return new TakeBack(plan, done, true).reversed();
    }

    /** The plan that takes back what may be without anybody being asked. */
    static RollbackPlan unasked(RollbackPlan plan, RunState done) {
        return new TakeBack(plan, done, false).reversed();
    }

    private RollbackPlan reversed() {
        List<List<Integer>> after = new ArrayList<>();
        plan.steps().forEach(step -> after.add(new ArrayList<>()));
        for (int place = 0; place <= last; place++) {
            for (int before : plan.steps().get(place).wiring().all()) {
                after.get(last - before).add(last - place);
            }
        }
        List<PlannedStep> steps = new ArrayList<>();
        for (int place = last; place >= 0; place--) {
            List<Integer> edges = after.get(last - place);
            Collections.sort(edges);
            steps.add(back(place, new PlannedStep.Wiring(edges, List.of())));
        }
        return plan.takingBack(done.run(), steps);
    }

    private PlannedStep back(int place, PlannedStep.Wiring wiring) {
        PlannedStep step = plan.steps().get(place);
        StepState state = done.step(place);
        Action undo = step.options().undo();
        boolean left = step.kind() == StepKind.RUN
                ? undo == null
                : !asked && step.target().filter(Target::isPutBackUnasked).isEmpty();
        if (!state.canBePutBack() || left) {
            return new PlannedStep("", StepKind.JOIN, null, PlannedStep.Options.NONE, List.of(), wiring, null);
        }
        PlannedStep.Options options =
                new PlannedStep.Options(null, step.options().timeout(), null, null, null, 0);
        PlannedStep.Subject subject = step.kind() == StepKind.RUN
                ? new PlannedStep.Subject(null, undo)
                : new PlannedStep.Subject(step.requireTarget(), null);
        return new PlannedStep(step.name(), step.kind(), subject, options, List.of(), wiring, origin(state));
    }

    private Origin origin(StepState state) {
        return new Origin(done.run(), state.index(), state.change().orElse(null));
    }

    /**
     * What a step takes back. Its ledger and its change id are the ones at hand while it is taken back.
     *
     * @param run the run that did it
     * @param step its place there
     * @param change what was changed; null for an action
     */
    record Origin(RunId run, int step, @Nullable Change change) {

        /** The change that takes it back. */
        Change reversed() {
            if (change == null) {
                throw new IllegalStateException("Step " + step + " of run " + run + " changed no target");
            }
            return change.reversed();
        }
    }
}
