package dev.rollback.examples.killed;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a process is killed, counted over all processes of a run from when the run begins.
 *
 * @param kind at what
 * @param number at which of those, from 1; for a time, how many milliseconds of an
 *     undisturbed run; a process is killed after a share of them, because it has only a part of the run to live
 * @param seed of what is left to chance: how soon an append is cut off, how much of its line is left
 */
record KillPoint(Kind kind, int number, long seed) {

    /** At what. */
    enum Kind {
        /** An append is about to be made. */
        BEFORE_APPEND,
        /** An append is being made. */
        WITHIN_APPEND,
        /** An append is on the disk, and the engine does not know yet. */
        AFTER_APPEND,
        /** As before, and a part of what was appended is not on the disk after all. */
        TORN_APPEND,
        /** A call that changes something is about to have its effect. */
        BEFORE_WRITE,
        /** A call that changes something has had its effect, and nobody was told. */
        AFTER_WRITE,
        BEFORE_CALL,
        AFTER_CALL,
        /** Whatever is under way by then. */
        AT_TIME
    }

    /** So many, spread evenly over all that an undisturbed run did; how much that is varies a little with the threads, so the very end is left out. */
    static List<KillPoint> spread(Kind kind, int count, Counts lived) {
        List<KillPoint> points = new ArrayList<>();
        int last = Math.max(1, lived.of(kind) * 95 / 100);
        for (int i = 0; i < count; i++) {
            points.add(new KillPoint(
                    kind,
                    1 + (last - 1) * i / Math.max(1, count - 1),
                    kind.name().hashCode() * 1_000L + i));
        }
        return points;
    }

    /** Whether it has come, once there were so many; a point that others kept from coming comes late. */
    boolean isReached(Kind what, Counts so) {
        return kind == what && so.of(what) >= number;
    }

    @Override
    public String toString() {
        return kind + " " + number + " (seed " + seed + ")";
    }
}
