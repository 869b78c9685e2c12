package dev.rollback.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes JSON into memory. What is empty is left out where the reader takes its absence for empty. */
final class JsonOut implements AutoCloseable {

    private final JsonGenerator json;
    private final InstantText instants = new InstantText();

    JsonOut(JsonGenerator json) {
        this.json = json;
    }

    /** A piece of writing that fails only when memory does. */
    private interface Piece {
        void write() throws IOException;
    }

    private JsonOut put(Piece piece) {
        try {
            piece.write();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonOut begin() {
        return put(json::writeStartObject);
    }

    JsonOut begin(String name) {
        return put(() -> json.writeObjectFieldStart(name));
    }

    JsonOut end() {
        return put(json::writeEndObject);
    }

    JsonOut beginList(String name) {
        return put(() -> json.writeArrayFieldStart(name));
    }

    JsonOut endList() {
        return put(json::writeEndArray);
    }

    JsonOut flush() {
        return put(json::flush);
    }

    JsonOut text(String name, String value) {
        return put(() -> json.writeStringField(name, WholeText.of(value)));
    }

    JsonOut textIfAny(String name, String value) {
        return value.isEmpty() ? this : text(name, value);
    }

    JsonOut number(String name, long value) {
        return put(() -> json.writeNumberField(name, value));
    }

    JsonOut fraction(String name, double value) {
        return put(() -> json.writeNumberField(name, value));
    }

    JsonOut flag(String name, boolean value) {
        return put(() -> json.writeBooleanField(name, value));
    }

    JsonOut choice(String name, Enum<?> value) {
        return put(() -> json.writeStringField(name, value.name()));
    }

    JsonOut time(String name, Instant value) {
        return put(() -> {
            json.writeFieldName(name);
            instants.write(value, json);
        });
    }

    JsonOut duration(String name, Duration value) {
        return put(() -> json.writeStringField(name, value.toString()));
    }

    JsonOut durationIfAny(String name, Duration value) {
        return value.isZero() ? this : duration(name, value);
    }

    JsonOut numbersIfAny(String name, List<Integer> values) {
        if (values.isEmpty()) {
            return this;
        }
        beginList(name);
        values.forEach(value -> put(() -> json.writeNumber(value)));
        return endList();
    }

    JsonOut textsIfAny(String name, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        beginList(name);
        values.forEach(value -> put(() -> json.writeString(WholeText.of(value))));
        return endList();
    }

    JsonOut mapIfAny(String name, Map<String, String> values) {
        if (values.isEmpty()) {
            return this;
        }
        begin(name);
        values.forEach((key, value) -> text(WholeText.of(key), value));
        return end();
    }

    @Override
    public void close() {
        put(json::close);
    }
}
