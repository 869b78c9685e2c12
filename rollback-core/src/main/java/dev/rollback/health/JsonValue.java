package dev.rollback.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.filter.FilteringParserDelegate;
import com.fasterxml.jackson.core.filter.JsonPointerBasedFilter;
import com.fasterxml.jackson.core.filter.TokenFilter.Inclusion;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What stands at one place of a JSON text. Read only as far as that place; of two members of one name the first counts.
 *
 * @param kind what it is
 * @param text a string as it is, a number or truth value as written, empty for the rest
 */
record JsonValue(Kind kind, String text) {

    private static final JsonFactory JSON = new JsonFactory();

    /** What can stand at a place. */
    enum Kind {
        STRING("text"),
        NUMBER("a number"),
        BOOLEAN("a truth value"),
        NULL("null"),
        OBJECT("an object"),
        ARRAY("an array"),
        ABSENT("nothing at that place"),
        NOT_JSON("a body that is not JSON");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    static JsonValue at(JsonPointer pointer, String json) {
        try (JsonParser parser = new FilteringParserDelegate(
                JSON.createParser(json), new JsonPointerBasedFilter(pointer), Inclusion.ONLY_INCLUDE_ALL, false)) {
            return of(parser.nextToken(), parser);
        } catch (IOException e) {
            return new JsonValue(Kind.NOT_JSON, "");
        }
    }

    private static JsonValue of(@Nullable JsonToken token, JsonParser parser) throws IOException {
        if (token == null) {
            return new JsonValue(Kind.ABSENT, "");
        }
        return switch (token) {
            case VALUE_STRING -> new JsonValue(Kind.STRING, parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonValue(Kind.NUMBER, parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new JsonValue(Kind.BOOLEAN, parser.getText());
            case VALUE_NULL -> new JsonValue(Kind.NULL, "");
            case START_OBJECT -> new JsonValue(Kind.OBJECT, "");
            case START_ARRAY -> new JsonValue(Kind.ARRAY, "");
            case FIELD_NAME, END_OBJECT, END_ARRAY, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
                new JsonValue(Kind.ABSENT, "");
        };
    }

    /** Its value, if it is a number of a size that can be compared. */
    Optional<BigDecimal> number() {
        try {
            return kind == Kind.NUMBER ? Optional.of(new BigDecimal(text)) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** For people. */
    String shown() {
        return switch (kind) {
            case STRING -> Shown.quoted(text);
            case NUMBER, BOOLEAN -> Shown.shortened(text);
            case NULL, OBJECT, ARRAY, ABSENT, NOT_JSON -> kind.words;
        };
    }
}
