package dev.rollback.run;

import java.time.Duration;

/**
 * How often and how long a probe must be healthy. It passes when it was seen healthy {@code times} times in a row and for {@code forAtLeast}, one look
 * each {@code every}; it fails when that has not come about {@code within}. Immutable.
 *
 * @param times how many healthy looks in a row; at least 1; by default 3
 * @param forAtLeast for how long without a break; by default zero
 * @param every the time between two looks; by default 10 seconds
 * @param within the time for all of it; by default 5 minutes, that much longer where half of it is needed for the rest
 */
public record Verification(int times, Duration forAtLeast, Duration every, Duration within) {

    private static final Verification DEFAULT =
            new Verification(3, Duration.ZERO, Duration.ofSeconds(10), Duration.ofMinutes(5));

    /** Checks the ranges. */
    public Verification {
        if (times < 1) {
            throw new IllegalArgumentException("A verification of " + times + " times in a row: expected at least 1.");
        }
        if (forAtLeast.isNegative()) {
            throw new IllegalArgumentException(
                    "A verification for at least " + forAtLeast + ": expected zero or more.");
        }
        requirePositive("every", every);
        requirePositive("within", within);
        Duration least =
                forAtLeast.compareTo(every.multipliedBy(times - 1L)) > 0 ? forAtLeast : every.multipliedBy(times - 1L);
        if (within.compareTo(least) < 0) {
            throw new IllegalArgumentException("A verification within " + within + " cannot pass: " + times
                    + " looks, one every " + every + ", for at least " + forAtLeast + " take " + least
                    + ". Allow more time with within(...).");
        }
    }

    private static void requirePositive(String what, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(
                    "A verification " + what + " " + value + ": expected a time above zero.");
        }
    }

    /** Three healthy looks in a row, one every 10 seconds, within 5 minutes. */
    public static Verification byDefault() {
        return DEFAULT;
    }

    /** Collects a verification; what is not said stays at its default. Not thread-safe. */
    public static final class Builder {
        private int times = DEFAULT.times;
        private Duration forAtLeast = DEFAULT.forAtLeast;
        private Duration every = DEFAULT.every;
        private Duration within = Duration.ZERO;

        /** Starts from the defaults. */
        public Builder() {}

        /** It must be healthy that often in a row. */
        public Builder times(int inARow) {
            this.times = inARow;
            return this;
        }

        /** It must stay healthy for that long. */
        public Builder forAtLeast(Duration duration) {
            this.forAtLeast = duration;
            return this;
        }

        /** One look each so often. */
        public Builder every(Duration interval) {
            this.every = interval;
            return this;
        }

        /** All of it within that time. */
        public Builder within(Duration limit) {
            this.within = limit;
            return this;
        }

        /**
         * Ends the verification.
         *
         * @throws IllegalArgumentException when a value is out of range, or the whole cannot pass
         */
        public Verification build() {
            return new Verification(times, forAtLeast, every, within.isZero() ? enough() : within);
        }

        /** The default, or that much more than is needed when it would be tight. */
        private Duration enough() {
            Duration streak = every.multipliedBy(Math.max(0, times - 1L));
            Duration needed = forAtLeast.compareTo(streak) > 0 ? forAtLeast : streak;
            boolean tight = needed.multipliedBy(2).compareTo(DEFAULT.within) > 0;
            return tight ? needed.plus(DEFAULT.within) : DEFAULT.within;
        }
    }
}
