package dev.rollback.aws.s3;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Times as S3 keeps them, in whole seconds, and as people read them. */
final class Instants {

    private Instants() {}

    /** The time that a text names, in whole seconds; empty if it names none. */
    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(whole(Instant.parse(text)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    static Instant whole(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS);
    }

    /** For example {@code 4 d 3 h}, {@code 12 min}, {@code 40 s}. */
    static String text(Duration duration) {
        if (duration.toDays() > 0) {
            return two(duration.toDays() + " d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours() + " h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0
                ? two(duration.toMinutes() + " min", duration.toSecondsPart(), "s")
                : duration.toSeconds() + " s";
    }

    private static String two(String large, int small, String unit) {
        return small == 0 ? large : large + " " + small + " " + unit;
    }
}
