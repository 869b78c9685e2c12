package dev.rollback.aws.appconfig;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;

/**
 * What changes between two contents, by name. Of values only booleans and numbers are shown; a text may be a secret.
 *
 * @param names what changes
 * @param lines the same for people
 */
record ConfigurationDiff(List<String> names, List<String> lines) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SHOWN = 20;

    static ConfigurationDiff between(
            Place place, GetHostedConfigurationVersionResponse from, GetHostedConfigurationVersionResponse to) {
        try {
            SortedMap<String, String> before = leaves(from, place.hasFlags());
            SortedMap<String, String> after = leaves(to, place.hasFlags());
            return of(place.hasFlags() ? "flag " : "key ", before, after);
        } catch (IOException e) {
            int one = from.content().asByteArrayUnsafe().length;
            int other = to.content().asByteArrayUnsafe().length;
            return new ConfigurationDiff(List.of(), List.of("content of " + one + " -> " + other + " bytes"));
        }
    }

    private static ConfigurationDiff of(
            String what, SortedMap<String, String> before, SortedMap<String, String> after) {
        TreeSet<String> all = new TreeSet<>(before.keySet());
        all.addAll(after.keySet());
        TreeSet<String> names = new TreeSet<>();
        List<String> lines = new ArrayList<>();
        for (String leaf : all) {
            String one = before.get(leaf);
            String other = after.get(leaf);
            if (!Objects.equals(one, other)) {
                names.add(leaf.contains(".") ? leaf.substring(0, leaf.indexOf('.')) : leaf);
                lines.add(what + leaf + " " + shown(one) + " -> " + shown(other));
            }
        }
        int more = lines.size() - SHOWN;
        List<String> most = more > 0 ? new ArrayList<>(lines.subList(0, SHOWN)) : lines;
        if (more > 0) {
            most.add("and " + more + " more");
        }
        return new ConfigurationDiff(List.copyOf(names), most);
    }

    private static String shown(@Nullable String value) {
        if (value == null) {
            return "none";
        }
        return value.startsWith("\"") ? "(text)" : value;
    }

    /** The values of flags, attribute by attribute; of a freeform object the values of its keys, two levels deep. */
    private static SortedMap<String, String> leaves(GetHostedConfigurationVersionResponse version, boolean flags)
            throws IOException {
        SortedMap<String, String> leaves = new TreeMap<>();
        try (JsonParser parser = JSON.createParser(version.content().asByteArrayUnsafe())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                if (flags && !name.equals("values")) {
                    parser.skipChildren();
                } else {
                    read(parser, flags ? "" : name, flags ? 2 : 1, leaves);
                }
            }
        }
        return leaves;
    }

    private static void read(JsonParser parser, String path, int deep, SortedMap<String, String> leaves)
            throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT || deep == 0) {
            leaves.put(path, value(parser));
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            read(parser, path.isEmpty() ? name : path + "." + name, deep - 1, leaves);
        }
    }

    /** A text in quotes, by its digest; anything else as it stands; what has an inside by what is inside. */
    private static String value(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.VALUE_STRING) {
            return "\"" + parser.getText().hashCode();
        }
        if (!token.isStructStart()) {
            return parser.getText();
        }
        StringBuilder inside = new StringBuilder("\"");
        int depth = 1;
        while (depth > 0) {
            JsonToken next = parser.nextToken();
            depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
            inside.append(next.isScalarValue() || next == JsonToken.FIELD_NAME ? parser.getText() : next.asString());
        }
        return "\"" + inside.toString().hashCode();
    }
}
