package dev.rollback.testkit.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long the service takes, and how it writes times: as text with a zone, not as instants. */
final class LambdaTimes {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss'+0000'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    Duration creation = Duration.ofSeconds(5);
    Duration update = Duration.ofSeconds(3);
    Duration provisioning = Duration.ofMinutes(2);

    static String millis(Instant time) {
        return MILLIS.format(time);
    }

    static String seconds(Instant time) {
        return SECONDS.format(time);
    }
}
