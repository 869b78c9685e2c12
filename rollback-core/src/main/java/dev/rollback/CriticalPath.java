package dev.rollback;

import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.Verification;
import dev.rollback.target.Assessment;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** How long a plan takes along the longest way through its steps. */
final class CriticalPath {

    private CriticalPath() {}

    static Duration of(RollbackPlan plan, List<StepPreview> previews, Function<Assessment.Expected, Duration> until) {
        List<PlannedStep> steps = plan.steps();
        Duration[] serving = new Duration[steps.size()];
        Duration longest = Duration.ZERO;
        for (int i = 0; i < steps.size(); i++) {
            Duration begins = begins(i, steps, previews, serving);
            longest = max(longest, begins.plus(takes(steps.get(i), previews.get(i), until)));
        }
        return longest;
    }

    /** When a step begins: once all before it serve. Names may point forward, so what is not known yet is worked out on the way. */
    private static Duration begins(int step, List<PlannedStep> steps, List<StepPreview> previews, Duration[] serving) {
        Duration begins = Duration.ZERO;
        for (int before : steps.get(step).wiring().after()) {
            begins = max(begins, serves(before, steps, previews, serving));
        }
        for (int before : steps.get(step).wiring().afterSettled()) {
            Duration start = begins(before, steps, previews, serving);
            begins = max(
                    begins, start.plus(takes(steps.get(before), previews.get(before), Assessment.Expected::settled)));
        }
        return begins;
    }

    private static Duration serves(int step, List<PlannedStep> steps, List<StepPreview> previews, Duration[] serving) {
        Duration known = serving[step];
        if (known == null) {
            known = begins(step, steps, previews, serving)
                    .plus(takes(steps.get(step), previews.get(step), Assessment.Expected::serving));
            serving[step] = known;
        }
        return known;
    }

    private static Duration takes(
            PlannedStep step, StepPreview preview, Function<Assessment.Expected, Duration> until) {
        Duration pause = step.options().pause();
        Rollout rollout = step.options().rollout();
        Assessment assessment = preview.assessment();
        Duration takes = pause == null ? Duration.ZERO : pause;
        if (assessment != null && !preview.isThere()) {
            takes = takes.plus(until.apply(assessment.expected()));
            takes = rollout == null ? takes : takes.plus(rollout.pauses());
        }
        return takes.plus(verified(step.proofs()));
    }

    /** What the verifications take when all is well. */
    private static Duration verified(List<Proof> proofs) {
        Duration sum = Duration.ZERO;
        for (Proof proof : proofs) {
            Verification hold = proof.verification();
            sum = sum.plus(max(hold.forAtLeast(), hold.every().multipliedBy(hold.times() - 1L)));
        }
        return sum;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
