package dev.rollback.aws.appconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** What may be kept of a configuration beside its digest: feature flags that hold nothing but names, booleans and numbers, which are no secrets. */
final class Kept {

    private static final int LONGEST = 4096;
    private static final Set<String> TEXTS = Set.of("version", "name", "type");
    private static final JsonFactory JSON = new JsonFactory();

    private Kept() {}

    /** The flags without the times that AppConfig writes into them; empty when there is a text among them that may be a secret, or when they are long. */
    static Optional<String> of(byte[] flags) {
        byte[] plain = Stamps.without(flags);
        try {
            return plain.length <= LONGEST && isPlain(plain)
                    ? Optional.of(new String(plain, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isPlain(byte[] flags) throws IOException {
        String section = "";
        try (JsonParser parser = JSON.createParser(flags)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean top = parser.getParsingContext().getParent() != null
                        && parser.getParsingContext().getParent().inRoot();
                section = token == JsonToken.FIELD_NAME && top ? parser.currentName() : section;
                if (token == JsonToken.VALUE_STRING && !isName(section, parser.currentName())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Values of flags are no names, whatever their attributes are called. */
    private static boolean isName(String section, String field) {
        return !section.equals("values") && TEXTS.contains(field);
    }
}
