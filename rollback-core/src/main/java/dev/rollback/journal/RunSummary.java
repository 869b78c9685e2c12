package dev.rollback.journal;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Position;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a journal knows of a run without reading all of its events. Immutable.
 *
 * @param run its id
 * @param startedAt when it began
 * @param about what it was for
 * @param end how it ended; null while it has not
 * @param changes what it set out to change, in the order of the plan
 * @param freeze how long after its end nobody shall deploy again what it rolled away from; null if nobody said
 */
public record RunSummary(
        RunId run,
        Instant startedAt,
        About about,
        @Nullable End end,
        List<Planned> changes,
        @Nullable Duration freeze) {

    static final Comparator<RunSummary> OLDEST_FIRST =
            Comparator.comparing(RunSummary::startedAt).thenComparing(RunSummary::run);

    /** Copies the changes. */
    public RunSummary {
        changes = List.copyOf(changes);
    }

    /**
     * What a run was for.
     *
     * @param plan the name of its plan
     * @param reason why the plan was carried out; may be empty
     * @param undoes the run that it takes back; null if it takes none back
     */
    public record About(
            String plan, String reason, @Nullable RunId undoes) {}

    /** The name of its plan. */
    public String plan() {
        return about.plan();
    }

    /** Why the plan was carried out; may be empty. */
    public String reason() {
        return about.reason();
    }

    /** Whether it takes that run back. */
    public boolean undoes(RunId other) {
        return other.equals(about.undoes());
    }

    /**
     * The end of a run.
     *
     * @param at when
     * @param outcome how
     */
    public record End(Instant at, Outcome outcome) {}

    /**
     * A change that was planned.
     *
     * @param at when
     * @param change from what to what
     * @param position where its target was last found
     * @param failure why it failed; null if it did not
     */
    public record Planned(
            Instant at,
            Change change,
            Position position,
            @Nullable Failure failure) {}

    /**
     * Why a change failed.
     *
     * @param kind whose fault it was
     * @param reason what was known
     */
    public record Failure(FailureKind kind, String reason) {}

    /** Whether it is over. */
    public boolean isEnded() {
        return end != null;
    }
}
