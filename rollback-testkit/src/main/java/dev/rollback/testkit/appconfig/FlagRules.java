package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.appconfig.Json.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;

/**
 * What AppConfig holds feature flags to when a version of them is made. Source: User Guide, "Understanding the type reference for
 * AWS.AppConfig.FeatureFlags" and "Creating multi-variant feature flags".
 */
final class FlagRules {
    private static final String NAME = "[a-z][a-zA-Z\\d_-]{0,63}";
    private static final List<String> STAMPS = List.of("_createdAt", "_updatedAt");
    private static final List<String> DEFINITION =
            List.of("name", "description", "_createdAt", "_updatedAt", "_deprecation", "attributes");

    private final List<InvalidConfigurationDetail> found = new ArrayList<>();

    private FlagRules() {}

    /** What is wrong with the flags in a text; nothing if they are well formed. */
    static List<InvalidConfigurationDetail> violations(String content) {
        FlagRules rules = new FlagRules();
        rules.check(Json.read(content).orElse(null));
        return List.copyOf(rules.found);
    }

    private void check(@Nullable Json set) {
        if (set == null || set.kind() != Kind.OBJECT) {
            unless(false, "$", "type", "is no JSON object");
            return;
        }
        unless(
                set.member("version").filter(one -> one.text().equals("1")).isPresent(),
                "$.version",
                "enum",
                "is not 1");
        set.members()
                .keySet()
                .forEach(name -> unless(
                        List.of("version", "flags", "values").contains(name),
                        "$." + name,
                        "additionalProperties",
                        "is unknown"));
        Map<String, Json> flags = members(set.member("flags"));
        flags.forEach(this::definition);
        members(set.member("values")).forEach((name, value) -> value(name, flags.get(name), value));
    }

    private static Map<String, Json> members(Optional<Json> object) {
        return object.map(Json::members).orElseGet(LinkedHashMap::new);
    }

    private void definition(String name, Json flag) {
        String at = "$.flags." + name;
        unless(name.matches(NAME), at, "pattern", "is no name of a flag");
        flag.members()
                .keySet()
                .forEach(member ->
                        unless(DEFINITION.contains(member), at + "." + member, "additionalProperties", "is unknown"));
        members(flag.member("attributes"))
                .keySet()
                .forEach(attribute -> unless(
                        attribute.matches(NAME),
                        at + ".attributes." + attribute,
                        "pattern",
                        "is no name of an attribute"));
    }

    private void value(String name, @Nullable Json flag, Json value) {
        String at = "$.values." + name;
        unless(flag != null, at, "flags", "has no flag of that name");
        Map<String, Json> attributes = flag == null ? new LinkedHashMap<>() : members(flag.member("attributes"));
        Optional<Json> variants = value.member("_variants");
        if (variants.isPresent()) {
            variants(at, variants.get().items(), attributes);
        } else {
            unless(isBoolean(value.member("enabled")), at + ".enabled", "type", "is no boolean");
            attributes(at, attributeValues(value), attributes);
        }
    }

    private static Map<String, Json> attributeValues(Json value) {
        Map<String, Json> values = new LinkedHashMap<>(value.members());
        values.remove("enabled");
        values.keySet().removeAll(STAMPS);
        return values;
    }

    private static boolean isBoolean(Optional<Json> value) {
        return value.filter(json -> json.kind() == Kind.BOOLEAN).isPresent();
    }

    private void variants(String at, List<Json> variants, Map<String, Json> attributes) {
        for (int i = 0; i < variants.size(); i++) {
            Json variant = variants.get(i);
            String place = at + "._variants[" + i + "]";
            boolean last = i == variants.size() - 1;
            unless(variant.member("name").isPresent(), place + ".name", "required", "is missing");
            unless(isBoolean(variant.member("enabled")), place + ".enabled", "type", "is no boolean");
            unless(
                    last != variant.member("rule").isPresent(),
                    place + ".rule",
                    "rule",
                    "is to be in all variants but the last, the default");
            attributes(place, members(variant.member("attributeValues")), attributes);
        }
    }

    private void attributes(String at, Map<String, Json> values, Map<String, Json> defined) {
        values.forEach((name, value) -> {
            Json attribute = defined.get(name);
            unless(attribute != null, at + "." + name, "additionalProperties", "is no attribute of the flag");
            if (attribute != null) {
                attribute.member("constraints").ifPresent(rules -> constrain(at + "." + name, rules, value));
            }
        });
        defined.forEach((name, attribute) ->
                unless(!isRequired(attribute) || values.containsKey(name), at + "." + name, "required", "is missing"));
    }

    private static boolean isRequired(Json attribute) {
        return attribute
                .member("constraints")
                .flatMap(rules -> rules.member("required"))
                .filter(Json::isTrue)
                .isPresent();
    }

    private void constrain(String at, Json rules, Json value) {
        String type = rules.member("type").map(Json::text).orElse("");
        unless(value.isOfType(type), at, "type", "is not of type " + type);
        if (value.kind() == Kind.ARRAY) {
            rules.member("elements")
                    .ifPresent(element -> value.items().forEach(item -> constrain(at + "[]", element, item)));
        }
        rules.member("enum")
                .ifPresent(all ->
                        unless(all.items().contains(value), at, "enum", "is none of the values that are allowed"));
        rules.member("pattern")
                .ifPresent(pattern -> unless(
                        Pattern.compile(pattern.text()).matcher(value.text()).find(), at, "pattern", "does not match"));
        range(at, rules, value);
    }

    private void range(String at, Json rules, Json value) {
        if (value.kind() == Kind.NUMBER) {
            rules.member("minimum")
                    .ifPresent(least -> unless(
                            value.number().compareTo(least.number()) >= 0, at, "minimum", "is below " + least.text()));
            rules.member("maximum")
                    .ifPresent(most -> unless(
                            value.number().compareTo(most.number()) <= 0, at, "maximum", "is above " + most.text()));
        }
    }

    private void unless(boolean holds, String at, String constraint, String what) {
        if (!holds) {
            found.add(InvalidConfigurationDetail.builder()
                    .type("FEATURE_FLAGS")
                    .constraint(constraint)
                    .location(at)
                    .reason(at + " " + what)
                    .build());
        }
    }

    /** The flags as the service keeps them: with the times at which each flag and value was made, where they are missing. */
    static String stamped(String content, String time) {
        Json set = Json.read(content).orElseThrow();
        Map<String, Json> members = new LinkedHashMap<>(set.members());
        members.replaceAll((name, member) -> member.kind() == Kind.OBJECT ? stampedEach(member, time) : member);
        return Json.object(members).write();
    }

    private static Json stampedEach(Json flags, String time) {
        Map<String, Json> stamped = new LinkedHashMap<>(flags.members());
        stamped.replaceAll((name, flag) -> stampedOne(flag, time));
        return Json.object(stamped);
    }

    private static Json stampedOne(Json flag, String time) {
        Map<String, Json> members = new LinkedHashMap<>(flag.members());
        STAMPS.forEach(stamp -> members.putIfAbsent(stamp, Json.string(time)));
        return Json.object(members);
    }
}
