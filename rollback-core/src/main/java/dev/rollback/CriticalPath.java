package dev.rollback;

import dev.rollback.target.Assessment.Expected;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** How long a plan takes along the longest way through its steps, when all is well. */
final class CriticalPath {

    private final List<PlannedStep> steps;
    private final List<StepPreview> previews;
    private final StepTimes times;
    private final Duration[] begins;

    private CriticalPath(RollbackPlan plan, List<StepPreview> previews, StepTimes times) {
        this.steps = plan.steps();
        this.previews = previews;
        this.times = times;
        this.begins = new Duration[steps.size()];
        Arrays.fill(begins, Duration.ZERO);
    }

    /** Until the last step serves, or until the last has settled. */
    static Duration of(
            RollbackPlan plan, List<StepPreview> previews, StepTimes times, Function<Expected, Duration> until) {
        return new CriticalPath(plan, previews, times).walk(until);
    }

    private Duration walk(Function<Expected, Duration> until) {
        Duration longest = Duration.ZERO;
        for (int place : StepOrder.of(steps).places()) {
            begins[place] = begins(steps.get(place).wiring());
            longest = max(longest, ends(place, until));
        }
        return longest;
    }

    /** A step begins once all before it serve, and have settled where it waits for that. */
    private Duration begins(PlannedStep.Wiring wiring) {
        Duration latest = Duration.ZERO;
        for (int before : wiring.after()) {
            latest = max(latest, ends(before, Expected::serving));
        }
        for (int before : wiring.afterSettled()) {
            latest = max(latest, ends(before, Expected::settled));
        }
        return latest;
    }

    private Duration ends(int place, Function<Expected, Duration> until) {
        return begins[place].plus(times.takes(steps.get(place), previews.get(place), until));
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
