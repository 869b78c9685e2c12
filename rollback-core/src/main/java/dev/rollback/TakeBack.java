package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.target.Action;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a run did, as a plan that takes it back: in the opposite order, each target to what was found, each action by its undo. What the run did not touch, what it
 * verified and what has no undo is an empty place, so that the order holds.
 */
final class TakeBack {

    private final RollbackPlan plan;
    private final RunState done;
    private final IntPredicate taken;
    private final int last;

    private TakeBack(RollbackPlan plan, RunState done, IntPredicate taken) {
        this.plan = plan;
        this.done = done;
        this.taken = taken;
        this.last = plan.steps().size() - 1;
    }

    /** The plan that takes back all that has been done, because somebody asks for it; but for the steps that have been taken back before. */
    static RollbackPlan asked(RollbackPlan plan, RunState done, Set<Integer> before) {
        return new TakeBack(plan, done, place -> done.step(place).canBePutBack() && !before.contains(place)).reversed();
    }

    /** The plan that takes back what may be without anybody being asked. */
    static RollbackPlan unasked(RollbackPlan plan, RunState done) {
        IntPredicate mayBe = place ->
                plan.steps().get(place).target().map(Target::isPutBackUnasked).orElse(true);
        return new TakeBack(plan, done, place -> done.step(place).canBePutBack() && mayBe.test(place)).reversed();
    }

    /** The plan of a run that takes this one back and has begun: what it takes back was decided then. */
    static RollbackPlan again(RollbackPlan plan, RunState done, Outline begun) {
        int last = begun.steps().size() - 1;
        return new TakeBack(plan, done, place -> begun.steps().get(last - place).kind() != StepKind.JOIN).reversed();
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
        boolean hasNoUndo = step.kind() == StepKind.RUN && undo == null;
        if (hasNoUndo || !taken.test(place)) {
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
        return new Origin(
                done.run(),
                state.index(),
                state.change().orElse(null),
                state.position().orElse(Position.UNKNOWN));
    }

    /**
     * What a step takes back. Its ledger and its change id are the ones at hand while it is taken back.
     *
     * @param run the run that did it
     * @param step its place there
     * @param change what was changed; null for an action
     * @param left where the run left it, as far as it knew
     */
    record Origin(RunId run, int step, @Nullable Change change, Position left) {

        /** The change that takes it back. */
        Change reversed() {
            if (change == null) {
                throw new IllegalStateException("Step " + step + " of run " + run + " changed no target");
            }
            return change.reversed();
        }
    }
}
