package dev.rollback.aws.s3;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A line of JSON: one object of texts, without line breaks whatever the texts hold. Keeps the order of its fields. */
final class Line {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> fields;

    private Line(Map<String, String> fields) {
        this.fields = fields;
    }

    static Line empty() {
        return new Line(new LinkedHashMap<>());
    }

    /** Adds a field; null is left out. */
    Line with(String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
        return this;
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException when it is not one object of texts and numbers; says what it is
     */
    static Line parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            Map<String, String> fields = read(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows the object");
            }
            return new Line(fields);
        } catch (IOException e) {
            throw new IllegalArgumentException("it is no JSON: " + firstLine(e), e);
        }
    }

    private static Map<String, String> read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("it does not begin an object");
        }
        Map<String, String> fields = new LinkedHashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (!json.nextToken().isScalarValue()) {
                throw new IllegalArgumentException("field \"" + name + "\" is not a text");
            }
            fields.put(name, json.getText());
        }
        return fields;
    }

    private static String firstLine(IOException failure) {
        return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Nullable
    String orNull(String name) {
        return fields.get(name);
    }

    /**
     * A field that has to be there.
     *
     * @throws IllegalArgumentException when it is not
     */
    String need(String name) {
        return get(name).orElseThrow(() -> new IllegalArgumentException("it has no \"" + name + "\""));
    }

    /** The text, without a line break at its end. */
    @Override
    public String toString() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, String> field : fields.entrySet()) {
                json.writeStringField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
