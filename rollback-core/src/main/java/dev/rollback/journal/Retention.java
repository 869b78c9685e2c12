package dev.rollback.journal;

import java.time.Duration;

/**
 * Which runs of a journal are kept when it is pruned: those that have not ended, those that ended not so long ago, and the newest few whatever their age. Immutable.
 *
 * @param time how long a run is kept after its end
 * @param atLeast how many of the newest runs are kept whatever their age
 */
public record Retention(Duration time, int atLeast) {

    private static final int FEW = 20;

    /** Checks the ranges. */
    public Retention {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "Runs were to be kept for " + time + ": expected a time above zero, such as 90 days.");
        }
        if (atLeast < 0) {
            throw new IllegalArgumentException("At least " + atLeast + " runs were to be kept: expected zero or more.");
        }
    }

    /** Keeps runs so long after their end, and the newest {@value #FEW} whatever their age. */
    public static Retention of(Duration time) {
        return new Retention(time, FEW);
    }

    /** The same, with another number of newest runs that are kept whatever their age. */
    public Retention atLeast(int newest) {
        return new Retention(time, newest);
    }
}
