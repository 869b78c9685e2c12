package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.appconfig.Json.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;

/**
 * As much of JSON Schema as scenes need: type, enum, properties, required, additionalProperties (true or false), items, minimum, maximum, pattern,
 * minLength, maxLength. Any other word that restricts something is refused, so that nothing passes unchecked.
 */
final class JsonSchema {
    private static final List<String> REMARKS =
            List.of("$schema", "$id", "title", "description", "default", "examples");

    private final Json schema;

    private JsonSchema(Json schema) {
        this.schema = schema;
    }

    static JsonSchema of(String text) {
        return new JsonSchema(Json.read(text).orElseThrow(() -> unsupported("a text that is no JSON")));
    }

    List<InvalidConfigurationDetail> violations(String content) {
        List<InvalidConfigurationDetail> found = new ArrayList<>();
        Optional<Json> value = Json.read(content);
        if (value.isEmpty()) {
            found.add(detail("type", "$", "the configuration is no JSON"));
        }
        value.ifPresent(json -> check(schema, json, "$", found));
        return List.copyOf(found);
    }

    private static void check(Json schema, Json value, String at, List<InvalidConfigurationDetail> found) {
        schema.members().forEach((word, rule) -> check(word, rule, new Place(schema, value, at, found)));
    }

    /** What a word of a schema is applied to. */
    private record Place(Json schema, Json value, String at, List<InvalidConfigurationDetail> found) {

        void unless(boolean holds, String word, String reason) {
            if (!holds) {
                found.add(detail(word, at, at + " " + reason));
            }
        }

        boolean is(Kind kind) {
            return value.kind() == kind;
        }
    }

    private static void check(String word, Json rule, Place place) {
        switch (word) {
            case "type" -> place.unless(hasType(place.value(), rule), word, "is not of type " + rule.text());
            case "enum" ->
                place.unless(rule.items().contains(place.value()), word, "is none of the values that are allowed");
            case "properties" -> properties(rule, place);
            case "required" -> required(rule, place);
            case "additionalProperties" -> additional(rule, place);
            case "items" -> items(rule, place);
            case "minimum" -> place.unless(compare(place, rule) >= 0, word, "is below the minimum of " + rule.text());
            case "maximum" -> place.unless(compare(place, rule) <= 0, word, "is above the maximum of " + rule.text());
            case "pattern" -> place.unless(matches(place, rule), word, "does not match " + rule.text());
            case "minLength" -> place.unless(length(place, rule) >= 0, word, "is shorter than " + rule.text());
            case "maxLength" -> place.unless(length(place, rule) <= 0, word, "is longer than " + rule.text());
            default -> refuseUnless(REMARKS.contains(word), word);
        }
    }

    private static boolean hasType(Json value, Json rule) {
        if (rule.kind() == Kind.ARRAY) {
            return rule.items().stream().anyMatch(type -> hasType(value, type));
        }
        return value.isOfType(rule.text());
    }

    private static void properties(Json rule, Place place) {
        rule.members()
                .forEach((name, schema) -> place.value()
                        .member(name)
                        .ifPresent(member -> check(schema, member, place.at() + "." + name, place.found())));
    }

    private static void required(Json rule, Place place) {
        for (Json name : rule.items()) {
            boolean there = place.value().member(name.text()).isPresent();
            place.unless(!place.is(Kind.OBJECT) || there, "required", "lacks " + name.text());
        }
    }

    private static void additional(Json rule, Place place) {
        refuseUnless(rule.kind() == Kind.BOOLEAN, "additionalProperties with a schema");
        List<String> known = place.schema().member("properties").stream()
                .flatMap(properties -> properties.members().keySet().stream())
                .toList();
        for (String name : place.value().members().keySet()) {
            place.unless(rule.isTrue() || known.contains(name), "additionalProperties", "has an unknown " + name);
        }
    }

    private static void items(Json rule, Place place) {
        for (int i = 0; i < place.value().items().size(); i++) {
            check(rule, place.value().items().get(i), place.at() + "[" + i + "]", place.found());
        }
    }

    private static int compare(Place place, Json rule) {
        return place.is(Kind.NUMBER) ? place.value().number().compareTo(rule.number()) : 0;
    }

    private static boolean matches(Place place, Json rule) {
        return !place.is(Kind.STRING)
                || Pattern.compile(rule.text()).matcher(place.value().text()).find();
    }

    private static int length(Place place, Json rule) {
        return place.is(Kind.STRING) ? new BigDecimal(place.value().text().length()).compareTo(rule.number()) : 0;
    }

    private static void refuseUnless(boolean known, String word) {
        if (!known) {
            throw unsupported(word);
        }
    }

    private static UnsupportedOperationException unsupported(String what) {
        return new UnsupportedOperationException(
                "The JSON schema of a validator holds " + what
                        + ", which is not faked: expected type, enum, properties, required, additionalProperties, items, minimum,"
                        + " maximum, pattern, minLength or maxLength. Say the rule with one of these, or with a Lambda validator.");
    }

    private static InvalidConfigurationDetail detail(String word, String at, String reason) {
        return InvalidConfigurationDetail.builder()
                .type("JSON_SCHEMA")
                .constraint(word)
                .location(at)
                .reason(reason)
                .build();
    }
}
