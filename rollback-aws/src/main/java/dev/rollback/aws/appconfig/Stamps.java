package dev.rollback.aws.appconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;

/**
 * The times that AppConfig writes into feature flags when it stores them, {@code _createdAt} and {@code _updatedAt}. They tell nothing of what users get: the
 * same flags stored twice differ in them alone. Source: AppConfig User Guide, "Understanding the type reference for AWS.AppConfig.FeatureFlags".
 */
final class Stamps {

    private static final Set<String> NAMES = Set.of("_createdAt", "_updatedAt");
    private static final JsonFactory JSON = new JsonFactory();

    private Stamps() {}

    /** Feature flags without their times and blanks; what is no JSON comes back as it is. */
    static byte[] without(byte[] flags) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream(flags.length);
        try (JsonParser parser = JSON.createParser(flags);
                JsonGenerator to = JSON.createGenerator(plain)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME && NAMES.contains(parser.currentName())) {
                    parser.nextToken();
                    parser.skipChildren();
                } else {
                    to.copyCurrentEventExact(parser);
                }
            }
        } catch (IOException e) {
            return flags;
        }
        return plain.toByteArray();
    }
}
