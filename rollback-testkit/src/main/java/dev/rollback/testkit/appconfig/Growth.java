package dev.rollback.testkit.appconfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.GrowthType;

/**
 * How a deployment reaches all clients.
 *
 * <p>Linear: the growth factor more at each of equal intervals, nothing at the beginning and all at the end. Exponential: the growth factor, then twice
 * as much at each step. Source: User Guide, "Working with deployment strategies". When the steps of exponential growth are taken is not documented: here
 * they are spread evenly.
 */
final class Growth {
    private static final double ALL = 100;

    private Growth() {}

    /** From a moment on, so many percent. */
    record Step(Instant at, float percent) {}

    /** The steps of a deployment that begins at a moment and takes a time, the last one being all. */
    static Deque<Step> steps(DeploymentStrategy strategy, Instant start, Duration time) {
        int count = count(strategy);
        Deque<Step> steps = new ArrayDeque<>();
        for (int i = 1; i <= count; i++) {
            Instant at = start.plus(time.multipliedBy(i).dividedBy(count));
            steps.add(new Step(at, percent(strategy, i)));
        }
        return steps;
    }

    private static int count(DeploymentStrategy strategy) {
        double factor = strategy.growthFactor();
        int steps = 1;
        while (reached(strategy, factor, steps) < ALL) {
            steps++;
        }
        return steps;
    }

    private static float percent(DeploymentStrategy strategy, int step) {
        return (float) Math.min(ALL, reached(strategy, strategy.growthFactor(), step));
    }

    private static double reached(DeploymentStrategy strategy, double factor, int step) {
        return strategy.growthType() == GrowthType.EXPONENTIAL ? factor * Math.pow(2, step - 1) : factor * step;
    }
}
