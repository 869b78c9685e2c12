package dev.rollback.aws.s3;

import java.time.Instant;

/**
 * Writes that follow each other closely: a deployment, as a rule.
 *
 * @param first when the first of them was stored
 * @param last when the last of them was
 * @param count how many there were, and of what kind
 */
record Burst(Instant first, Instant last, Count count) {

    /**
     * Writes by their kind.
     *
     * @param writes all of them
     * @param markers delete markers among them
     * @param unchanged versions that hold the same bytes as the one right below them
     * @param restored versions that hold the bytes of an earlier one than the one right below them
     * @param withdrawn markers on what was added by the writes right before this burst
     */
    record Count(long writes, long markers, long unchanged, long restored, long withdrawn) {

        static final Count NONE = new Count(0, 0, 0, 0, 0);

        long changes() {
            return writes - unchanged;
        }

        /** Most of what changed went back to what was before, and so did most of the data that was written. */
        boolean isRollback() {
            long data = changes() - markers;
            return 2 * (restored + withdrawn) > changes() && (data == 0 || 2 * restored > data);
        }

        /** For example {@code 482 writes}. */
        String told() {
            return writes == 1 ? "one write" : writes + " writes";
        }

        Count plus(Count other) {
            return new Count(
                    writes + other.writes,
                    markers + other.markers,
                    unchanged + other.unchanged,
                    restored + other.restored,
                    withdrawn + other.withdrawn);
        }
    }

    boolean isRollback() {
        return count.isRollback();
    }

    /** The last whole second before it. */
    Instant before() {
        return first.minusSeconds(1);
    }

    /** For example {@code 482 writes from 2026-11-20T11:38:00Z to 2026-11-20T11:40:12Z}. */
    @Override
    public String toString() {
        return first.equals(last) ? count.told() + " at " + first : count.told() + " from " + first + " to " + last;
    }
}
