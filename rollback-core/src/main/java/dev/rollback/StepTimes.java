package dev.rollback;

import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.Verification;
import dev.rollback.target.Assessment;
import dev.rollback.target.Assessment.Expected;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * How long each step is expected to take: as a drill measured it, else as its target estimates it.
 *
 * @param cautious whether the longest counts of what was measured and estimated, as deadlines want it
 */
record StepTimes(Practised practised, boolean cautious) {

    /** Until it serves, or until it has settled; with what is verified then. */
    Duration takes(PlannedStep step, StepPreview preview, Function<Expected, Duration> until) {
        Duration pause = step.options().pause();
        return work(step, preview, until)
                .plus(pause == null ? Duration.ZERO : pause)
                .plus(verified(step, StepTimes::isAfter));
    }

    private Duration work(PlannedStep step, StepPreview preview, Function<Expected, Duration> until) {
        Duration estimated = estimated(step, preview, until);
        if (preview.isThere()) {
            return estimated;
        }
        return practised
                .times(step.name())
                .map(times -> until.apply(cautious ? times.longest() : times.last()))
                .map(measured -> cautious ? longer(measured, estimated) : measured)
                .orElse(estimated);
    }

    /** What was measured holds the pauses between weights and what is verified before the step serves; what a target estimates does not. */
    private static Duration estimated(PlannedStep step, StepPreview preview, Function<Expected, Duration> until) {
        Assessment assessment = preview.assessment();
        Duration verified = verified(step, proof -> !isAfter(proof));
        if (assessment == null || preview.isThere()) {
            return verified;
        }
        return until.apply(assessment.expected()).plus(pauses(step)).plus(verified);
    }

    static Duration pauses(PlannedStep step) {
        Rollout rollout = step.options().rollout();
        return rollout == null ? Duration.ZERO : rollout.pauses();
    }

    private static boolean isAfter(Proof proof) {
        return proof.moment() == Proof.Moment.SERVING;
    }

    private static Duration verified(PlannedStep step, Predicate<Proof> which) {
        Duration sum = Duration.ZERO;
        for (PlannedStep.Check check : step.checks()) {
            if (which.test(check.proof())) {
                Verification hold = check.proof().verification();
                sum = sum.plus(longer(hold.forAtLeast(), hold.every().multipliedBy(hold.times() - 1L)));
            }
        }
        return sum;
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
