package dev.rollback.testkit;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * All conditions that an exploration is about. They are visited in an order in which what has been visited by any time is spread evenly over all of them.
 *
 * @param title what is explored, for people
 * @param size how many there are
 * @param most how many of them are visited at the most
 * @param at the conditions of that number, from 0
 */
record Space(String title, long size, long most, LongFunction<Conditions> at) {
    private static final double GOLDEN = 0.6180339887498949;

    static Space of(String title, List<Conditions> all) {
        return new Space(title, all.size(), all.size(), number -> all.get((int) number));
    }

    /** Those to visit, in parallel, as long as there is time; what there is no time for is not even made, for there may be millions. */
    Stream<Conditions> visits(BooleanSupplier hasTime) {
        long step = step();
        return LongStream.range(0, Math.min(size, most))
                .parallel()
                .filter(visit -> hasTime.getAsBoolean())
                .mapToObj(visit -> at.apply(visit * step % size));
    }

    /** Near the golden part of the size, and without a divisor in common with it, so that each number is met once. */
    private long step() {
        long step = Math.max(1, (long) (size * GOLDEN));
        while (divisor(step, size) > 1) {
            step++;
        }
        return step;
    }

    private static long divisor(long one, long other) {
        return other == 0 ? one : divisor(other, one % other);
    }
}
