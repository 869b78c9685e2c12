package dev.rollback.aws.s3;

import dev.rollback.target.Attempt;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * How a target goes about it. Immutable.
 *
 * @param removeAfter how long what is not wanted any more stays once users get the wanted state
 * @param invalidatedBy the step whose end that time counts from; null if it counts from serving
 * @param entryPoints what is copied last
 * @param atOnce how many keys are under way at once
 * @param restoring how archived versions are restored first; null if they are not
 * @param manifest a captured state; null if there is none
 */
record Settings(
        Duration removeAfter,
        @Nullable String invalidatedBy,
        EntryPoints entryPoints,
        int atOnce,
        @Nullable Tier restoring,
        @Nullable Manifest manifest) {

    static final Settings DEFAULT = new Settings(Duration.ofMinutes(10), null, EntryPoints.PAGES, 64, null, null);

    /**
     * Checks the time.
     *
     * @throws IllegalArgumentException when it is negative or more than a day
     */
    Settings removeAfter(Duration time, Span span) {
        if (time.isNegative() || time.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("Removing from " + span + " after " + time
                    + ": expected zero to a day. Choose the time for which caches may still refer to what goes.");
        }
        return new Settings(time, invalidatedBy, entryPoints, atOnce, restoring, manifest);
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when it is empty
     */
    Settings invalidatedBy(String step, Span span) {
        if (step.isBlank()) {
            throw new IllegalArgumentException(
                    "The step that invalidates the caches of " + span
                            + " has no name: expected the name of a step of the plan, such as cdn. Leave it out if there is none.");
        }
        return new Settings(removeAfter, step, entryPoints, atOnce, restoring, manifest);
    }

    Settings entryPoints(EntryPoints patterns) {
        return new Settings(removeAfter, invalidatedBy, patterns, atOnce, restoring, manifest);
    }

    /**
     * Checks the number.
     *
     * @throws IllegalArgumentException when it is not 1 to {@value Attempt#MOST_AT_ONCE}
     */
    Settings atOnce(int keys, Span span) {
        if (keys < 1 || keys > Attempt.MOST_AT_ONCE) {
            throw new IllegalArgumentException("Working on " + keys + " keys of " + span + " at once: expected 1 to "
                    + Attempt.MOST_AT_ONCE + ". 64 suits most buckets.");
        }
        return new Settings(removeAfter, invalidatedBy, entryPoints, keys, restoring, manifest);
    }

    Settings restoring(Tier tier) {
        return new Settings(removeAfter, invalidatedBy, entryPoints, atOnce, tier, manifest);
    }

    Settings manifest(Manifest captured) {
        return new Settings(removeAfter, invalidatedBy, entryPoints, atOnce, restoring, captured);
    }
}
