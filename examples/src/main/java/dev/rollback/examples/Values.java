package dev.rollback.examples;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;

/** Reads the values of options. Each refuses what it cannot read by an exception that the caller puts into words. */
final class Values {

    private static final Duration LONGEST = Duration.ofDays(30);
    private static final Duration LONGEST_GRACE = Duration.ofDays(1);

    private Values() {}

    static String text(String value) {
        return value;
    }

    static String code(String value) {
        if (!value.matches("all|[A-Z][A-Z0-9_]*")) {
            throw new IllegalArgumentException(value);
        }
        return value;
    }

    /** ISO-8601 as in {@code PT10M}, or short as in {@code 10m}; above zero. */
    static Duration time(String value) {
        Duration time = upTo(LONGEST, value);
        if (time.isZero()) {
            throw new IllegalArgumentException(value);
        }
        return time;
    }

    /** The same, up to a day, and zero. */
    static Duration grace(String value) {
        return upTo(LONGEST_GRACE, value);
    }

    private static Duration upTo(Duration most, String value) {
        boolean isShort = value.matches("\\d{1,9}[smh]");
        Duration time = Duration.parse(isShort ? "PT" + value : value);
        if (time.isNegative() || time.compareTo(most) > 0) {
            throw new IllegalArgumentException(value);
        }
        return time;
    }

    static Integer people(String value) {
        if (!value.matches("[1-9]\\d?")) {
            throw new IllegalArgumentException(value);
        }
        return Integer.valueOf(value);
    }

    static Path file(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(value, e);
        }
    }
}
