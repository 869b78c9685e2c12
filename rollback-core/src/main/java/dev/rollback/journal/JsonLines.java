package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines of JSON, each with its checksum in front. */
final class JsonLines {

    /** How lines are written. */
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .rootValueSeparator((String) null)
            .build();

    /** How lines are read: the few names of fields are kept, because all lines have the same. */
    private static final JsonFactory READ = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private final byte[] bytes;

    JsonLines(byte[] bytes) {
        this.bytes = bytes;
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
        return object(where, bytes, from + Checksum.HEAD, end);
    }

    /**
     * The one JSON object between these places.
     *
     * @throws JournalException when it is none
     */
    static Fields object(Object where, byte[] bytes, int from, int end) {
        try (JsonParser parser = READ.createParser(bytes, from, end - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw JournalException.corrupt(where.toString(), "it is not a JSON object");
            }
            return object(where, parser);
        } catch (JsonProcessingException e) {
            throw JournalException.corrupt(where.toString(), "it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fields object(Object where, JsonParser parser) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                values.put(name, value(where, parser, token));
            }
        }
        return new Fields(where, values);
    }

    private static Object value(Object where, JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(where, parser);
            case START_ARRAY -> list(where, parser);
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> parser.getText();
        };
    }

    private static List<Object> list(Object where, JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(where, parser, token));
        }
        return values;
    }
}
