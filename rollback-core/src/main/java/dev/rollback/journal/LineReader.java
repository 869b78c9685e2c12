package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of a run one after the other and checks that each is whole, undamaged and in its place. */
final class LineReader {

    private final JsonFactory json;
    private final byte[] bytes;
    private final String place;
    private int position;
    private long number;

    LineReader(JsonFactory json, byte[] bytes, String place) {
        this.json = json;
        this.bytes = bytes;
        this.place = place;
    }

    boolean hasNext() {
        return position < bytes.length;
    }

    Fields next() {
        number++;
        String where = place + ", line " + number;
        int end = lineEnd(where);
        checkSum(where, end);
        Fields fields = parse(where, position + Checksum.HEAD, end);
        position = end + 1;
        checkFormat(fields);
        checkNumber(fields);
        return fields;
    }

    private int lineEnd(String where) {
        int end = position;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (end == bytes.length) {
            throw JournalException.corrupt(
                    where,
                    "its " + (end - position) + " bytes have no line end, so it was cut off while it was written");
        }
        return end;
    }

    private void checkSum(String where, int end) {
        int body = position + Checksum.HEAD;
        if (body > end || !Checksum.isAt(bytes, position)) {
            throw JournalException.corrupt(where, "it does not begin with a checksum of 8 hexadecimal digits");
        }
        int expected = Checksum.read(bytes, position);
        int actual = Checksum.of(bytes, body, end - body);
        if (expected != actual) {
            throw JournalException.corrupt(
                    where,
                    "its checksum is " + Checksum.text(expected) + ", but that of its content is "
                            + Checksum.text(actual) + ", so it was damaged or changed");
        }
    }

    private void checkFormat(Fields fields) {
        if (number == 1) {
            int format = fields.number("format");
            if (format < 1 || format > EventCodec.FORMAT) {
                throw JournalException.newer(fields.where(), format, EventCodec.FORMAT);
            }
        }
    }

    private void checkNumber(Fields fields) {
        long seq = fields.bigNumber("seq");
        if (seq != number) {
            throw JournalException.corrupt(
                    fields.where(), "it has the number " + seq + ", expected " + number + ", so records are missing");
        }
        boolean first = fields.text("event").equals(EventKind.RUN_STARTED.text());
        if (first != (number == 1)) {
            throw JournalException.corrupt(
                    fields.where(),
                    "it is \"" + fields.text("event") + "\", expected \"" + EventKind.RUN_STARTED.text()
                            + "\" as the first record and nowhere else");
        }
    }

    private Fields parse(String where, int from, int end) {
        try (JsonParser parser = json.createParser(bytes, from, end - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw JournalException.corrupt(where, "it is not a JSON object");
            }
            return object(where, parser);
        } catch (JsonProcessingException e) {
            throw JournalException.corrupt(where, "it is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Fields object(String where, JsonParser parser) throws IOException {
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

    private static Object value(String where, JsonParser parser, JsonToken token) throws IOException {
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

    private static List<Object> list(String where, JsonParser parser) throws IOException {
        List<Object> values = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            values.add(value(where, parser, token));
        }
        return values;
    }
}
