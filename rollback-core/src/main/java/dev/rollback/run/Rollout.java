package dev.rollback.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A gradual change: the shares of traffic that the wanted version gets one after the other, and the time between them:
 * {@code percent(50).then(100).every(ofMinutes(5))}. Immutable.
 *
 * @param weights in percent, growing, the last one 100
 * @param pause the time between two weights
 */
public record Rollout(List<Integer> weights, Duration pause) {

    private static final int ALL = 100;

    /** Checks the ranges. */
    public Rollout {
        weights = List.copyOf(weights);
        int before = 0;
        for (int weight : weights) {
            if (weight <= before || weight > ALL) {
                throw new IllegalArgumentException("A rollout by " + weights
                        + " percent: expected growing shares from 1 to 100, " + weight + " is none.");
            }
            before = weight;
        }
        if (pause.isNegative()) {
            throw new IllegalArgumentException("A rollout every " + pause + ": expected zero or more.");
        }
    }

    /** Begins with this share. */
    public static Rollout percent(int first) {
        return new Rollout(List.of(first), Duration.ofMinutes(5));
    }

    /** Goes on with that share. */
    public Rollout then(int next) {
        List<Integer> more = new ArrayList<>(weights);
        more.add(next);
        return new Rollout(more, pause);
    }

    /** The time between two shares; 5 minutes by default. */
    public Rollout every(Duration time) {
        return new Rollout(weights, time);
    }

    /** Whether its last share is everything. */
    public boolean isWhole() {
        return !weights.isEmpty() && weights.get(weights.size() - 1) == ALL;
    }

    /** How long its pauses take together. */
    public Duration pauses() {
        return pause.multipliedBy(Math.max(0, weights.size() - 1L));
    }
}
