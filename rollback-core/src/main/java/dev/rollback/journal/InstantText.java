package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Month;
import java.time.Year;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Writes and reads times as {@code 2026-11-20T12:00:00.000Z}, many times faster than the JDK does: several stand in every record. */
final class InstantText {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int SECONDS_PER_DAY = 86_400;
    /** The first and the last day of the years of four digits. */
    private static final long FIRST_DAY = LocalDate.of(0, 1, 1).toEpochDay();

    private static final long LAST_DAY = LocalDate.of(9999, 12, 31).toEpochDay();

    private static final String FORM = "0000-00-00T00:00:00.000Z";

    private final byte[] text = FORM.getBytes(StandardCharsets.US_ASCII);
    private long day = Long.MIN_VALUE;

    void write(Instant instant, JsonGenerator json) throws IOException {
        if (isUsual(instant)) {
            set(instant);
            json.writeRawUTF8String(text, 0, text.length);
        } else {
            json.writeString(instant.toString());
        }
    }

    /** Whether it has whole milliseconds and a year of four digits. */
    private static boolean isUsual(Instant instant) {
        long epochDay = Math.floorDiv(instant.getEpochSecond(), (long) SECONDS_PER_DAY);
        return epochDay >= FIRST_DAY && epochDay <= LAST_DAY && instant.getNano() % NANOS_PER_MILLI == 0;
    }

    private void set(Instant instant) {
        long epochDay = Math.floorDiv(instant.getEpochSecond(), (long) SECONDS_PER_DAY);
        if (epochDay != day) {
            date(epochDay);
        }
        int second = Math.floorMod(instant.getEpochSecond(), SECONDS_PER_DAY);
        digits(second / 3600, 11, 2);
        digits(second / 60 % 60, 14, 2);
        digits(second % 60, 17, 2);
        digits(instant.getNano() / NANOS_PER_MILLI, 20, 3);
    }

    /** A time as it is written here. */
    static String text(Instant instant) {
        if (!isUsual(instant)) {
            return instant.toString();
        }
        InstantText text = new InstantText();
        text.set(instant);
        return new String(text.text, StandardCharsets.US_ASCII);
    }

    /**
     * Reads a time, in whatever form the JDK does.
     *
     * @throws DateTimeParseException when it is none
     */
    static Instant parse(String text) {
        Instant usual = parse(text.toCharArray(), 0, text.length());
        return usual == null ? Instant.parse(text) : usual;
    }

    /** Reads a time; null when it is written in another form than {@link #text} gives it, or there is no such time. */
    static @Nullable Instant parse(char[] text, int from, int length) {
        if (length != FORM.length() || !hasMarks(text, from)) {
            return null;
        }
        int day = number(text, from + 8, 2);
        int month = number(text, from + 5, 2);
        int year = number(text, from, 4);
        int second = second(text, from);
        int milli = number(text, from + 20, 3);
        boolean exists = (year | second | milli) >= 0
                && month >= 1
                && month <= 12
                && day >= 1
                && day <= Month.of(month).length(Year.isLeap(year));
        return exists
                ? Instant.ofEpochSecond(
                        LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + second,
                        (long) milli * NANOS_PER_MILLI)
                : null;
    }

    private static boolean hasMarks(char[] text, int from) {
        return text[from + 4] == '-'
                && text[from + 7] == '-'
                && text[from + 10] == 'T'
                && text[from + 13] == ':'
                && text[from + 16] == ':'
                && text[from + 19] == '.'
                && text[from + 23] == 'Z';
    }

    /** The second of the day; negative when there is no such one. */
    private static int second(char[] text, int from) {
        int hour = number(text, from + 11, 2);
        int minute = number(text, from + 14, 2);
        int second = number(text, from + 17, 2);
        boolean exists = (hour | minute | second) >= 0 && hour <= 23 && minute <= 59 && second <= 59;
        return exists ? hour * 3600 + minute * 60 + second : -1;
    }

    /** The number that stands there; negative when something else than digits does. */
    private static int number(char[] text, int from, int count) {
        int number = 0;
        int sign = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text[i] - '0';
            sign |= digit | 9 - digit;
            number = 10 * number + digit;
        }
        return sign < 0 ? -1 : number;
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
