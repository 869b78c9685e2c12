package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the JSON objects that stand in some bytes, each between two places, with one parser for all of them: lines of a journal are short, and to make
 * a parser costs as much as to read some of their fields. For one thread.
 */
final class JsonObjects {

    /** The few names of fields are kept, because all lines have the same, and are the ones that the code asks for. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .build();

    private static final OutputStream NOWHERE = OutputStream.nullOutputStream();

    private final Range range;
    private final Texts texts = new Texts();
    private @Nullable JsonParser parser;

    JsonObjects(byte[] bytes) {
        this.range = new Range(bytes);
    }

    /** The bytes between two places, as a stream that ends there and can be set to others. */
    private static final class Range extends ByteArrayInputStream {

        Range(byte[] bytes) {
            super(bytes);
        }

        void set(int from, int end) {
            pos = from;
            count = end;
        }

        /** Whether there is nothing but blanks in the last bytes. */
        boolean isBlank(int last) {
            for (int i = count - last; i < count; i++) {
                if (buf[i] < 0 || buf[i] > ' ') {
                    return false;
                }
            }
            return true;
        }
    }

    /**
     * The one object between these places.
     *
     * @param where names its place in messages, asked only for these
     * @throws JournalException when there is none, or more than it
     */
    Fields read(Object where, int from, int end) {
        range.set(from, end);
        boolean read = false;
        try {
            Fields fields = read(where);
            read = true;
            return fields;
        } catch (JsonProcessingException e) {
            throw JournalException.corrupt(where.toString(), "it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!read) {
                parser = null; // it stands somewhere inside
            }
        }
    }

    private Fields read(Object where) throws IOException {
        JsonParser json = parser == null ? JSON.createParser(range) : parser;
        parser = json;
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw JournalException.corrupt(where.toString(), "it is not a JSON object");
        }
        Fields fields = object(where, json, Fields.USUAL);
        int rest = json.releaseBuffered(NOWHERE) + range.available();
        if (!range.isBlank(rest)) {
            throw JournalException.corrupt(where.toString(), "something stands behind its JSON object");
        }
        return fields;
    }

    private Fields object(Object where, JsonParser json, int usual) throws IOException {
        Fields fields = new Fields(where, usual);
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token != JsonToken.VALUE_NULL) {
                fields.put(name, value(where, json, token));
            }
        }
        return fields;
    }

    private Object value(Object where, JsonParser json, JsonToken token) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(where, json, Fields.USUAL_INSIDE);
            case START_ARRAY -> list(where, json);
            case VALUE_NUMBER_INT -> json.getLongValue();
            case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> text(json);
        };
    }

    /** No string is made of a time: most records have several. */
    private Object text(JsonParser json) throws IOException {
        char[] chars = json.getTextCharacters();
        Instant time = InstantText.parse(chars, json.getTextOffset(), json.getTextLength());
        return time == null ? texts.of(chars, json.getTextOffset(), json.getTextLength()) : time;
    }

    private List<Object> list(Object where, JsonParser json) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            values.add(value(where, json, token));
        }
        return values;
    }
}
