package dev.rollback.aws.s3;

import dev.rollback.target.TargetException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest along a listing: both are sorted alike, so one line at a time is held. A manifest of another bucket or prefix and a malformed line are
 * refused with the number of the line. Not thread-safe.
 */
final class ManifestReader implements Wanted {

    static final String FORMAT = "1";

    /** Keys have at most 1,024 bytes, and escapes make six of one. */
    private static final int MOST_OF_A_LINE = 16 * 1024;

    private static final Goal ABSENT = new Goal() {
        @Override
        public boolean isMetBy(Entry entry) {
            return false;
        }

        @Override
        public boolean isNamed() {
            return false;
        }
    };

    private final String name;
    private final InputStream in;
    private final Span span;
    private final Instant captured;
    private long number;
    private long keys;
    private long position;
    private long lineStart;
    private boolean fromTheTop = true;
    private @Nullable Item next;
    private @Nullable String before;

    private record Item(String key, String version) {}

    /**
     * Where to go on reading.
     *
     * @param offset as {@link Scan#offset} told; 0 for the beginning
     * @param after the last key that is not asked for any more; null if all are
     */
    record Place(long offset, @Nullable String after) {
        static final Place TOP = new Place(0, null);
    }

    /**
     * Reads the first line, and skips to the place.
     *
     * @param in closed with this
     * @throws TargetException of kind {@code INVALID} when it is not a manifest of this bucket and prefix
     */
    ManifestReader(String name, InputStream in, Span span, Place place) {
        this.name = name;
        this.in = new BufferedInputStream(in);
        this.span = span;
        this.captured = header();
        if (place.offset() > position) {
            skipTo(place.offset());
        }
        advance();
        skipPast(place.after());
    }

    /** When it was captured. */
    Instant captured() {
        return captured;
    }

    private Instant header() {
        Line line = parsed(line());
        String format =
                line.get("manifest").orElseThrow(() -> malformed("it has no \"manifest\": this is no manifest"));
        if (!format.equals(FORMAT)) {
            throw malformed("its format is " + format + " and this version of the library knows " + FORMAT);
        }
        Span of = new Span(need(line, "bucket"), need(line, "prefix"), span.exact());
        if (!of.equals(span)) {
            throw malformed("it is of " + of + " and not of " + span);
        }
        try {
            return Instant.parse(need(line, "at"));
        } catch (DateTimeParseException e) {
            throw malformed("\"" + line.need("at") + "\" is no time");
        }
    }

    private void skipTo(long offset) {
        try {
            in.skipNBytes(offset - position);
            position = offset;
            fromTheTop = false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void skipPast(@Nullable String after) {
        while (after != null && next != null && Utf8Order.OF_KEYS.compare(next.key(), after) <= 0) {
            advance();
        }
    }

    private void advance() {
        lineStart = position;
        Line line = parsed(line());
        Optional<String> count = line.get("keys");
        if (count.isPresent()) {
            next = null;
            end(count.get());
            return;
        }
        String key = need(line, "key");
        if (before != null && Utf8Order.OF_KEYS.compare(before, key) >= 0) {
            throw malformed("\"" + key + "\" comes after \"" + before + "\": the keys are not sorted");
        }
        if (!span.includes(key)) {
            throw malformed("\"" + key + "\" is not in " + span);
        }
        before = key;
        keys++;
        next = new Item(key, need(line, "version"));
    }

    private void end(String count) {
        if (fromTheTop && !count.equals(Long.toString(keys))) {
            throw malformed("it says " + count + " keys and has " + keys);
        }
        if (!line().isEmpty()) {
            throw malformed("something follows its end");
        }
    }

    private String line() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            for (int one = in.read(); one >= 0; one = in.read()) {
                position++;
                if (one == '\n') {
                    number++;
                    return bytes.toString(StandardCharsets.UTF_8);
                }
                bytes.write(one);
                if (bytes.size() > MOST_OF_A_LINE) {
                    throw malformed("it is longer than " + MOST_OF_A_LINE + " bytes");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        number++;
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Line parsed(String text) {
        if (text.isEmpty()) {
            throw malformed("it ends too early: the last line, which says how many keys there are, is missing");
        }
        try {
            return Line.parse(text);
        } catch (IllegalArgumentException e) {
            throw malformed(String.valueOf(e.getMessage()));
        }
    }

    private String need(Line line, String field) {
        return line.get(field).orElseThrow(() -> malformed("it has no \"" + field + "\""));
    }

    private TargetException malformed(String what) {
        String where = fromTheTop ? "Line " + number : "A line from byte " + lineStart + " on";
        return TargetException.invalid(where + " of manifest " + name + " cannot be used: " + what
                + ". Expected a manifest of " + span + " as it was captured. Give the whole, unchanged text.");
    }

    @Override
    public Goal of(String key) {
        Item item = next;
        if (item == null || !item.key().equals(key)) {
            return ABSENT;
        }
        advance();
        return new Named(item.version());
    }

    @Override
    public Optional<String> missedBefore(@Nullable String key) {
        Item item = next;
        if (item == null || (key != null && Utf8Order.OF_KEYS.compare(item.key(), key) >= 0)) {
            return Optional.empty();
        }
        advance();
        return Optional.of(item.key());
    }

    @Override
    public long offset() {
        return next == null ? position : lineStart;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Manifest " + name + " could not be closed", e);
        }
    }
}
