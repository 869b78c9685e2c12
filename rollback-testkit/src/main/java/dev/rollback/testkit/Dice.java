package dev.rollback.testkit;

import java.time.Duration;

/** Seeded chance, the same on any JVM: SplitMix64, written out so that no library version can change what a seed means. */
final class Dice {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    Dice(long seed) {
        this.state = mix(seed + GOLDEN_GAMMA);
    }

    /** Dice of their own for one purpose, so that throwing more of one kind does not change the others. */
    Dice of(String purpose) {
        return new Dice(state ^ mix(purpose.hashCode()));
    }

    long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** From 0 to one less than the bound. */
    int below(int bound) {
        return (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    boolean coin() {
        return next() < 0;
    }

    /** Whole milliseconds from one to the other, both counted in. */
    Duration between(Duration least, Duration most) {
        long span = most.minus(least).toMillis() + 1;
        return least.plusMillis(Math.floorMod(next() >>> 1, span));
    }

    private static long mix(long seed) {
        long z = (seed ^ (seed >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
