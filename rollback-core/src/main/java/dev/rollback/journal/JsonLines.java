package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Lines of JSON, each with its checksum in front. */
final class JsonLines {

    /** How lines are written. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .rootValueSeparator((String) null)
            .build();

    private final byte[] bytes;
    private final JsonObjects objects;

    JsonLines(byte[] bytes) {
        this.bytes = bytes;
        this.objects = new JsonObjects(bytes);
    }

    /** A JSON object that begins with the number of its format. */
    static byte[] object(int format, Consumer<JsonOut> content) {
        LineBuffer buffer = new LineBuffer();
        write(buffer, format, content);
        return buffer.bytes();
    }

    /** The same as a line. */
    static byte[] line(int format, Consumer<JsonOut> content) {
        LineBuffer buffer = new LineBuffer();
        buffer.beginLine();
        write(buffer, format, content);
        buffer.endLine();
        return buffer.bytes();
    }

    private static void write(LineBuffer buffer, int format, Consumer<JsonOut> content) {
        try (JsonOut out = new JsonOut(JSON.createGenerator(buffer, JsonEncoding.UTF8))) {
            content.accept(out.begin().number("format", format));
            out.end().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int length() {
        return bytes.length;
    }

    /** Where the line that begins here ends: at its line feed, or where the bytes do. */
    int end(int from) {
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    /** What speaks against the line between these places being as it was written. */
    @Nullable
    String damage(int from, int end) {
        int body = from + Checksum.HEAD;
        if (end == bytes.length) {
            return "its " + (end - from) + " bytes have no line end, so it was cut off while it was written";
        }
        if (body > end || !Checksum.isAt(bytes, from)) {
            return "it does not begin with a checksum of 8 hexadecimal digits";
        }
        int expected = Checksum.read(bytes, from);
        int actual = Checksum.of(bytes, body, end - body);
        return expected == actual
                ? null
                : "its checksum is " + Checksum.text(expected) + ", but that of its content is " + Checksum.text(actual)
                        + ", so it was damaged or changed";
    }

    /**
     * What the line between these places says, which is as it was written.
     *
     * @param where names its place in messages, asked only for these
     * @throws JournalException when it is no JSON object
     */
    Fields fields(Object where, int from, int end) {
        return objects.read(where, from + Checksum.HEAD, end);
    }
}
