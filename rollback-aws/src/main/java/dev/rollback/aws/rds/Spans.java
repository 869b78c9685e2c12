package dev.rollback.aws.rds;

import java.time.Duration;

/** Durations for people. */
final class Spans {

    private Spans() {}

    static String text(Duration span) {
        long days = span.toDays();
        if (days > 0) {
            return days + " d " + span.toHoursPart() + " h";
        }
        return span.toHours() > 0
                ? span.toHours() + " h " + span.toMinutesPart() + " min"
                : span.toMinutes() + " min " + span.toSecondsPart() + " s";
    }
}
