package dev.rollback.testkit.appconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON value, read whole. Equal if the values are, numbers by their value.
 *
 * @param kind which kind of value
 * @param text of a text, else the value as it is written
 * @param members of an object, in order
 * @param items of an array
 */
record Json(Kind kind, String text, Map<String, Json> members, List<Json> items) {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** The kinds, as JSON Schema calls them. */
    enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        BOOLEAN,
        NULL
    }

    Json {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        items = List.copyOf(items);
    }

    /** The value that a text holds; empty if it is no JSON. */
    static Optional<Json> read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() == null) {
                return Optional.empty();
            }
            Json value = value(parser);
            return parser.nextToken() == null ? Optional.of(value) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Json object(Map<String, Json> members) {
        return new Json(Kind.OBJECT, "an object", members, List.of());
    }

    static Json string(String text) {
        return leaf(Kind.STRING, text);
    }

    private static Json value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> leaf(Kind.STRING, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser.getDecimalValue());
            case VALUE_TRUE, VALUE_FALSE -> leaf(Kind.BOOLEAN, parser.getText());
            case VALUE_NULL -> leaf(Kind.NULL, "null");
            default -> throw new UncheckedIOException(new IOException("no value: " + parser.currentToken()));
        };
    }

    private static Json object(JsonParser parser) throws IOException {
        Map<String, Json> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, value(parser));
        }
        return object(members);
    }

    private static Json array(JsonParser parser) throws IOException {
        List<Json> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new Json(Kind.ARRAY, "an array", new LinkedHashMap<>(), items);
    }

    private static Json number(BigDecimal value) {
        return leaf(Kind.NUMBER, value.stripTrailingZeros().toPlainString());
    }

    private static Json leaf(Kind kind, String text) {
        return new Json(kind, text, new LinkedHashMap<>(), List.of());
    }

    Optional<Json> member(String name) {
        return Optional.ofNullable(members.get(name));
    }

    BigDecimal number() {
        return new BigDecimal(text);
    }

    boolean isTrue() {
        return kind == Kind.BOOLEAN && text.equals("true");
    }

    /** Whether it is of a type as schemas name it; {@code integer} is a number without a fraction. */
    boolean isOfType(String type) {
        return type.equals("integer")
                ? kind == Kind.NUMBER && number().stripTrailingZeros().scale() <= 0
                : kind.name().toLowerCase(Locale.ROOT).equals(type);
    }

    /** The value as text, without blanks. */
    String write() {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(generator);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private void write(JsonGenerator generator) throws IOException {
        switch (kind) {
            case OBJECT -> writeMembers(generator);
            case ARRAY -> writeItems(generator);
            case STRING -> generator.writeString(text);
            case NUMBER -> generator.writeNumber(text);
            case BOOLEAN -> generator.writeBoolean(isTrue());
            case NULL -> generator.writeNull();
        }
    }

    private void writeMembers(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (Map.Entry<String, Json> member : members.entrySet()) {
            generator.writeFieldName(member.getKey());
            member.getValue().write(generator);
        }
        generator.writeEndObject();
    }

    private void writeItems(JsonGenerator generator) throws IOException {
        generator.writeStartArray();
        for (Json item : items) {
            item.write(generator);
        }
        generator.writeEndArray();
    }
}
