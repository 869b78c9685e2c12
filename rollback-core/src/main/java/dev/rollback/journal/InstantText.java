package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/** Writes times as {@code 2026-11-20T12:00:00.000Z}, many times faster than the JDK does: several stand in every record. */
final class InstantText {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    /** The first and the last day of the years of four digits. */
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private final byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    private long day = Long.MIN_VALUE;

    void write(Instant instant, JsonGenerator json) throws IOException {
        long epochDay = Math.floorDiv(instant.getEpochSecond(), (long) SECONDS_PER_DAY);
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY || instant.getNano() % NANOS_PER_MILLI != 0) {
            json.writeString(instant.toString());
            return;
        }
        if (epochDay != day) {
            date(epochDay);
        }
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        digits(second / 3600, 11, 2);
        digits(second / 60 % 60, 14, 2);
        digits(second % 60, 17, 2);
        digits(instant.getNano() / NANOS_PER_MILLI, 20, 3);
        json.writeRawUTF8String(text, 0, text.length);
    }

    private void date(long epochDay) {
        LocalDate date = LocalDate.ofEpochDay(epochDay);
        digits(date.getYear(), 0, 4);
        digits(date.getMonthValue(), 5, 2);
        digits(date.getDayOfMonth(), 8, 2);
        day = epochDay;
    }

    private void digits(int number, int from, int count) {
        int rest = number;
        for (int i = from + count - 1; i >= from; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
