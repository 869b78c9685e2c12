package dev.rollback.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a version served, and how that is known. Immutable.
 *
 * @param from when it went live, or null when only its place in an order is known
 * @param to when it was superseded, or null when it still serves or that is not known
 * @param source where this is known from, for people: {@code service deployment history}, {@code CloudTrail}, {@code order of versions}
 */
public record Tenure(@Nullable Instant from, @Nullable Instant to, String source) {

    /** A version of which only the order is known. */
    public static Tenure unknown(String source) {
        return new Tenure(null, null, source);
    }

    /** A version that is live since the given time. */
    public static Tenure since(Instant from, String source) {
        return new Tenure(from, null, source);
    }

    /** A version that was live between two times. */
    public static Tenure between(Instant from, Instant to, String source) {
        return new Tenure(from, to, source);
    }

    /** When it went live, if that is known. */
    public Optional<Instant> liveFrom() {
        return Optional.ofNullable(from);
    }

    /** When it was superseded, if it was and that is known. */
    public Optional<Instant> liveTo() {
        return Optional.ofNullable(to);
    }

    /** How long it served, if both ends are known. */
    public Optional<Duration> served() {
        return from == null || to == null ? Optional.empty() : Optional.of(Duration.between(from, to));
    }

    /** Whether it was live at the given time, as far as is known: its start counts in, its end does not. */
    public boolean covers(Instant at) {
        return from != null && !at.isBefore(from) && (to == null || at.isBefore(to));
    }
}
