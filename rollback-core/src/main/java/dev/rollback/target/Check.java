package dev.rollback.target;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A condition that a plan makes of its changes before the first of them: {@code plan.require("no migration", check)}. It is looked at once the preview knows the changes, and again when a preview is
 * executed. What speaks against the changes is a finding with what to do about it; nothing found is passed. One that throws has not passed: that is a soft blocker, {@code UNCHECKED}.
 *
 * <p>Reads only. Called off the engine's loop; waits for nothing and opens no connections but through the {@link Look} and what it was built with. Thread-safe.
 */
@FunctionalInterface
public interface Check {

    /**
     * What speaks against these changes, or is worth knowing before them; empty if nothing is.
     *
     * @throws Exception when that cannot be found out; a {@link TargetException} of a passing kind is tried again
     */
    List<Finding> check(Planned planned, Look look) throws Exception;

    /** What it looks at, for people; empty if its name in the plan says it. Asks nobody. */
    default String describe() {
        return "";
    }

    /** Whether it tells if a database has been migrated since: what {@code migrationRisk(HIGH)} asks for. */
    default boolean isOnMigrations() {
        return false;
    }

    /** The permissions that it needs. */
    default List<Permission> permissions() {
        return List.of();
    }

    /**
     * What is about to be changed. Immutable.
     *
     * @param incidentStartedAt when the incident began; null if nobody said
     * @param moves the changes; none for a step whose target serves the wanted version already
     * @param permissions what the targets need, to look and to change
     */
    record Planned(@Nullable Instant incidentStartedAt, List<Move> moves, List<Permission> permissions) {
        /** Copies the lists. */
        public Planned {
            moves = List.copyOf(moves);
            permissions = List.copyOf(permissions);
        }

        /** When the first of the versions that are put back went live, which know nothing of what was changed since; empty if that is not known of one of them, or nothing is changed. */
        public Optional<Instant> wentLiveAt() {
            Instant earliest = null;
            for (Move move : moves) {
                Instant at = move.change().to().tenure().liveFrom().orElse(null);
                if (at == null) {
                    return Optional.empty();
                }
                earliest = earliest == null || at.isBefore(earliest) ? at : earliest;
            }
            return Optional.ofNullable(earliest);
        }
    }

    /**
     * One change.
     *
     * @param step the step that makes it
     * @param change from and to
     */
    record Move(String step, Change change) {}

    /**
     * The incident began at most so long after one of the versions that are rolled away from went live, and not before that: else it has another cause. {@code DEPLOYMENT_DOES_NOT_FIT} and {@code
     * DEPLOYMENT_TIME_UNKNOWN} are soft blockers; where one change fits and another does not, that is a warning.
     */
    static Check deploymentFits(Duration within) {
        return new DeploymentFits(positive("deploymentFits", within));
    }

    /** No version that is put back was superseded longer ago than that. {@code VERSION_OLD} and {@code VERSION_AGE_UNKNOWN} are soft blockers. */
    static Check notOlderThan(Duration age) {
        return new NotOlderThan(positive("notOlderThan", age));
    }

    /**
     * The version that a step puts back has run elsewhere, in staging say: that target serves, or has served, the same content or the same digests. {@code NOT_SEEN_ELSEWHERE} is a soft blocker.
     *
     * @param step the step of this plan
     * @param elsewhere the target of staging, built with clients of that account
     */
    static Check ranIn(String step, Target elsewhere) {
        return new RanElsewhere(step, elsewhere);
    }

    /**
     * A marker that the pipeline leaves says whether the release migrates a database: {@code none} passes, {@code MIGRATED} and {@code MIGRATION_UNKNOWN} are soft blockers. See {@link MigrationMarker} for
     * what it may say.
     *
     * @param where the marker's place, for people; no secrets
     * @param text reads it, for each look anew; may throw
     */
    static Check migrationMarker(String where, Supplier<String> text) {
        return new MigrationMarker(where, look -> text.get(), List.of());
    }

    /** As {@link #migrationMarker(String, Supplier)}, in a file that the pipeline leaves; the first kilobyte of it counts. */
    static Check migrationMarker(Path file) {
        return new MigrationMarker(file.toString(), look -> MigrationMarker.read(file), List.of());
    }

    private static Duration positive(String what, Duration span) {
        if (span.isZero() || span.isNegative()) {
            throw new IllegalArgumentException(
                    what + "(" + span + "): expected a time above zero, for example Duration.ofHours(2)");
        }
        return span;
    }
}
