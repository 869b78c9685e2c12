package dev.rollback;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names for runs and checkpoints: the time, for people, and a number that makes them differ. On the loop. */
final class Ids {

    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private Ids() {}

    static String next(Parts parts) {
        String tail = String.format(Locale.ROOT, "%08x", parts.random().nextInt());
        return STAMP.format(parts.time().instant()) + "-" + tail;
    }
}
