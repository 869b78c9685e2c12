package dev.rollback.aws.s3;

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

    Settings removeAfter(Duration time) {
        return new Settings(time, invalidatedBy, entryPoints, atOnce, restoring, manifest);
    }

    Settings invalidatedBy(String step) {
        return new Settings(removeAfter, step, entryPoints, atOnce, restoring, manifest);
    }

    Settings entryPoints(EntryPoints patterns) {
        return new Settings(removeAfter, invalidatedBy, patterns, atOnce, restoring, manifest);
    }

    Settings atOnce(int keys) {
        return new Settings(removeAfter, invalidatedBy, entryPoints, keys, restoring, manifest);
    }

    Settings restoring(Tier tier) {
        return new Settings(removeAfter, invalidatedBy, entryPoints, atOnce, tier, manifest);
    }

    Settings manifest(Manifest captured) {
        return new Settings(removeAfter, invalidatedBy, entryPoints, atOnce, restoring, captured);
    }
}
