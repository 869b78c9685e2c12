package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.StepState;
import dev.rollback.target.Pinnable;
import dev.rollback.target.Target;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what a checkpoint needs from being deleted, by a run of its own, and notes in the checkpoint what could not be kept. */
final class Pinning {

    private final RollbackEngine engine;
    private final Checkpoint checkpoint;
    private final List<Target> targets;

    Pinning(RollbackEngine engine, Checkpoint checkpoint, List<Target> targets) {
        this.engine = engine;
        this.checkpoint = checkpoint;
        this.targets = targets;
    }

    /** The checkpoint, with a warning for each target that could not be pinned. */
    Checkpoint carryOut() {
        Optional<RollbackPlan> plan = plan();
        return plan.isEmpty() ? checkpoint : noted(engine.execute(plan.get()));
    }

    private Optional<RollbackPlan> plan() {
        RollbackPlan.Builder plan = RollbackPlan.named("pin " + checkpoint.id())
                .reason("what a rollback will need is kept")
                .onFailure(FailurePolicy.CONTINUE);
        List<Target> pinned =
                targets.stream().filter(Pinnable.class::isInstance).distinct().toList();
        if (pinned.isEmpty()) {
            return Optional.empty();
        }
        plan.inParallel(group -> pinned.forEach(target -> {
            Version version = checkpoint.of(target.id()).orElseThrow();
            group.run(target.id().toString(), ((Pinnable) target).pinning(version, checkpoint.id()));
        }));
        return Optional.of(plan.build());
    }

    private Checkpoint noted(RollbackReport report) {
        List<String> warnings = new ArrayList<>(checkpoint.warnings());
        for (StepReport step : report.steps()) {
            if (step.phase() != StepState.Phase.SETTLED) {
                warnings.add(step.name() + " is not pinned: " + step.seen().evidence());
            }
        }
        return new Checkpoint(checkpoint.id(), checkpoint.at(), checkpoint.captured(), warnings, checkpoint.notes());
    }
}
