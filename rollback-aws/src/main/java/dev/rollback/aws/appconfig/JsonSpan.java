package dev.rollback.aws.appconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A value in a JSON text, and where it stands there, so that one value can be changed and every other character kept. Immutable.
 *
 * @param kind which kind of value
 * @param start where its first character is
 * @param end where the first character after it is
 * @param text of a text what it says, of a number, boolean or null what is written; else empty
 * @param inside what is in it
 */
record JsonSpan(Kind kind, int start, int end, String text, Inside inside) {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The kinds, by the names that constraints of attributes have for them. */
    enum Kind {
        OBJECT("object"),
        ARRAY("array"),
        STRING("string"),
        NUMBER("number"),
        BOOLEAN("boolean"),
        NULL("null");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * What is in an object or array.
     *
     * @param members of an object, in order
     * @param items of an array
     */
    record Inside(Map<String, Member> members, List<JsonSpan> items) {
        static final Inside NOTHING = new Inside(new LinkedHashMap<>(), List.of());

        Inside {
            members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
            items = List.copyOf(items);
        }
    }

    /**
     * A member of an object.
     *
     * @param start where its name begins
     */
    record Member(int start, JsonSpan value) {}

    /**
     * Reads a text that holds one value.
     *
     * @throws IOException when it is no JSON, or an object names a member twice
     */
    static JsonSpan read(String text) throws IOException {
        try (JsonParser parser = JSON.createParser(text)) {
            parser.nextToken();
            JsonSpan value = value(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return value;
        }
    }

    private static JsonSpan value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new IOException("no value");
        }
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> scalar(Kind.STRING, parser);
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> scalar(Kind.NUMBER, parser);
            case VALUE_TRUE, VALUE_FALSE -> scalar(Kind.BOOLEAN, parser);
            default -> scalar(Kind.NULL, parser);
        };
    }

    private static JsonSpan scalar(Kind kind, JsonParser parser) throws IOException {
        int start = start(parser);
        String text = parser.getText();
        return new JsonSpan(kind, start, here(parser), text, Inside.NOTHING);
    }

    private static JsonSpan object(JsonParser parser) throws IOException {
        int start = start(parser);
        Map<String, Member> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            int named = start(parser);
            String name = parser.currentName();
            parser.nextToken();
            members.put(name, new Member(named, value(parser)));
        }
        return new JsonSpan(Kind.OBJECT, start, here(parser), "", new Inside(members, List.of()));
    }

    private static JsonSpan array(JsonParser parser) throws IOException {
        int start = start(parser);
        List<JsonSpan> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(value(parser));
        }
        return new JsonSpan(Kind.ARRAY, start, here(parser), "", new Inside(new LinkedHashMap<>(), items));
    }

    private static int start(JsonParser parser) {
        return Math.toIntExact(parser.currentTokenLocation().getCharOffset());
    }

    private static int here(JsonParser parser) {
        return Math.toIntExact(parser.currentLocation().getCharOffset());
    }

    // what it says

    Map<String, Member> members() {
        return inside.members();
    }

    List<JsonSpan> items() {
        return inside.items();
    }

    Optional<JsonSpan> member(String name) {
        return Optional.ofNullable(inside.members().get(name)).map(Member::value);
    }

    /** The value along these names; empty where one of them is missing. */
    Optional<JsonSpan> at(String... names) {
        Optional<JsonSpan> value = Optional.of(this);
        for (String name : names) {
            value = value.flatMap(one -> one.member(name));
        }
        return value;
    }

    boolean is(Kind other) {
        return kind == other;
    }

    BigDecimal number() {
        return new BigDecimal(text);
    }

    /** Whether two scalars say the same; numbers by their value, however they are written. */
    boolean says(JsonSpan other) {
        return switch (kind) {
            case OBJECT, ARRAY -> false;
            case NUMBER -> other.is(Kind.NUMBER) && number().compareTo(other.number()) == 0;
            default -> kind == other.kind && text.equals(other.text);
        };
    }
}
