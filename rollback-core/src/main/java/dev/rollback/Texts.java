package dev.rollback;

import dev.rollback.run.Verification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** How times are written for people: one way everywhere. */
final class Texts {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);

    private Texts() {}

    /** For example {@code 2026-11-20 12:08:01 UTC}. */
    static String instant(Instant instant) {
        return TIME.format(instant) + " UTC";
    }

    /** For example {@code 2026-11-20}. */
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    /** For example {@code 12:08:01}. */
    static String clock(Instant instant) {
        return CLOCK.format(instant);
    }

    /** The two largest units, for example {@code 30 d}, {@code 1 h 5 min}, {@code 90 s} as {@code 1 min 30 s}, {@code 40 ms}. */
    static String duration(Duration duration) {
        if (duration.isNegative()) {
            return "-" + duration(duration.negated());
        }
        long seconds = duration.toSeconds();
        if (seconds == 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.toDays() > 0) {
            return two(duration.toDays(), "d", duration.toHoursPart(), "h");
        }
        if (duration.toHours() > 0) {
            return two(duration.toHours(), "h", duration.toMinutesPart(), "min");
        }
        return duration.toMinutes() > 0
                ? two(duration.toMinutes(), "min", duration.toSecondsPart(), "s")
                : seconds + " s";
    }

    /** What somebody else says, as a sentence of its own; what says nothing is named by its kind. */
    static String sentence(Throwable failure) {
        String message = failure.getMessage();
        return sentence(message == null || message.isBlank() ? failure.toString() : message);
    }

    /** With a full stop at the end. */
    static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    /** For example {@code 3 times in a row, every 10 s, within 5 min}. */
    static String verification(Verification hold) {
        String times = hold.times() == 1 ? "once" : hold.times() + " times in a row";
        String lasting = hold.forAtLeast().isZero() ? "" : " and for " + duration(hold.forAtLeast());
        return times + lasting + ", every " + duration(hold.every()) + ", within " + duration(hold.within());
    }

    private static String two(long large, String largeUnit, int small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
