package dev.rollback;

import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What became of one step. Immutable.
 *
 * @param name the step
 * @param kind what it does
 * @param phase how far it got
 * @param move from where to where, for a step that rolls a target back
 * @param times when it got how far
 * @param attempts how often its target or action was called
 * @param seen what was seen of it
 */
public record StepReport(
        String name, StepKind kind, StepState.Phase phase, Move move, Times times, int attempts, Seen seen) {

    /**
     * From where to where.
     *
     * @param change what was planned; null for a step without a target, and for a refused run
     * @param serving what serves now, as seen when the step settled; null before
     * @param position where the target stands; null while that is open
     */
    public record Move(
            @Nullable Change change,
            @Nullable Version serving,
            @Nullable Position position) {}

    /**
     * When a step got how far; null for what has not happened.
     *
     * @param started when it began
     * @param served when users got the wanted version
     * @param over when nothing went on any more
     */
    public record Times(
            @Nullable Instant started,
            @Nullable Instant served,
            @Nullable Instant over) {

        /** From its begin to its end, if it has both. */
        public Optional<Duration> took() {
            return started == null || over == null ? Optional.empty() : Optional.of(Duration.between(started, over));
        }

        /** From its begin until users got the wanted version, if it came to that. */
        public Optional<Duration> untilServed() {
            return started == null || served == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(started, served));
        }
    }

    /**
     * What was seen of a step.
     *
     * @param evidence what was seen last, or why it is over, for people
     * @param verifications what its verifications came to
     */
    public record Seen(String evidence, List<Verified> verifications) {
        /** Copies the list. */
        public Seen {
            verifications = List.copyOf(verifications);
        }
    }

    /**
     * What a verification came to.
     *
     * @param name what was looked at
     * @param verdict whether it passed
     * @param evidence what was seen last
     */
    public record Verified(String name, Verdict verdict, String evidence) {}

    /** What was planned, for a step that rolls a target back. */
    public Optional<Change> change() {
        return Optional.ofNullable(move.change());
    }

    /** What serves now, once the step has settled. */
    public Optional<Version> serving() {
        return Optional.ofNullable(move.serving());
    }

    /** Where the target stands, once that is known. */
    public Optional<Position> position() {
        return Optional.ofNullable(move.position());
    }
}
