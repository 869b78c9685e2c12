package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Proof;
import dev.rollback.run.Verdict;
import dev.rollback.run.Verification;
import dev.rollback.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/** Runs a deployment on the caller's thread between a checkpoint and what the plan verifies, and rolls back when either speaks against it. */
final class Protection<T> {

    private final RollbackEngine engine;
    private final RollbackPlan plan;
    private final Callable<T> deployment;

    Protection(RollbackEngine engine, RollbackPlan plan, Callable<T> deployment) {
        this.engine = engine;
        this.plan = plan;
        this.deployment = deployment;
    }

    Protected<T> carryOut() {
        Checkpoint before = engine.capture(targets());
        T result;
        try {
            result = deployment.call();
        } catch (Exception | Error e) {
            return new Protected<>(before, null, e, Verdict.UNKNOWN, afterwards(e, before));
        }
        Verdict verdict = verify();
        RollbackReport rollback =
                verdict == Verdict.NOT_HELPED ? back(before, "the deployment did not pass its verification") : null;
        return new Protected<>(before, result, null, verdict, rollback);
    }

    private Target[] targets() {
        return plan.steps().stream()
                .flatMap(step -> step.target().stream())
                .distinct()
                .toArray(Target[]::new);
    }

    /** Whoever interrupted the deployment does not interrupt the rollback. What was thrown may hold secrets, so it is only called by its name. */
    private RollbackReport afterwards(Throwable failure, Checkpoint before) {
        boolean interrupted = Thread.interrupted() || failure instanceof InterruptedException;
        try {
            return back(
                    before, "the deployment failed with " + failure.getClass().getName());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RollbackReport back(Checkpoint before, String why) {
        String reason = plan.reason().isEmpty() ? why : plan.reason() + "; " + why;
        return engine.execute(plan.to(before, reason));
    }

    private Verdict verify() {
        Optional<RollbackPlan> verification = verification();
        return verification.isEmpty()
                ? Verdict.UNKNOWN
                : engine.execute(verification.get()).verdict();
    }

    /** All that the plan verifies once a step serves, side by side. */
    private Optional<RollbackPlan> verification() {
        List<Consumer> steps = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (PlannedStep step : plan.steps()) {
            for (PlannedStep.Check check : step.checks()) {
                if (check.proof().moment() == Proof.Moment.SERVING) {
                    String name = name(step.name(), check, names);
                    steps.add(group -> group.verify(name, check.probe(), hold -> like(check.proof(), hold)));
                }
            }
        }
        return steps.isEmpty() ? Optional.empty() : Optional.of(plan(steps));
    }

    private RollbackPlan plan(List<Consumer> steps) {
        return RollbackPlan.named(plan.name() + ", deployed")
                .reason("whether what was deployed is well")
                .onFailure(FailurePolicy.CONTINUE)
                .inParallel(group -> steps.forEach(step -> step.accept(group)))
                .build();
    }

    /** Writes a step. */
    private interface Consumer {
        void accept(RollbackPlan.Group group);
    }

    private static String name(String step, PlannedStep.Check check, Set<String> names) {
        String name = check.proof().name().equals(step)
                ? step
                : step + ": " + check.proof().name();
        String free = name;
        for (int i = 2; !names.add(free); i++) {
            free = name + " (" + i + ")";
        }
        return free;
    }

    private static void like(Proof proof, Verification.Builder hold) {
        Verification wanted = proof.verification();
        hold.times(wanted.times()).every(wanted.every()).within(wanted.within());
        if (!wanted.forAtLeast().isZero()) {
            hold.forAtLeast(wanted.forAtLeast());
        }
    }
}
