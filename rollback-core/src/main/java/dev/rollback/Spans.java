package dev.rollback;

import java.time.Duration;
import java.util.Optional;

/** What may be said for a span of time: more than none, and not for ever. */
final class Spans {

    private static final Duration LONGEST = Duration.ofDays(365);

    private Spans() {}

    /** What is wrong with a span, if anything is. */
    static Optional<String> fault(String what, Duration span) {
        if (span.isZero() || span.isNegative()) {
            return Optional.of(what + " " + span + ": expected a time above zero");
        }
        return span.compareTo(LONGEST) > 0
                ? Optional.of(what + " " + span + ": expected " + LONGEST.toDays()
                        + " days at the most, no wait is without an end")
                : Optional.empty();
    }
}
