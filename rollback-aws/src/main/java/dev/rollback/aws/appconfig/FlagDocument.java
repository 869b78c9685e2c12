package dev.rollback.aws.appconfig;

import dev.rollback.aws.appconfig.JsonSpan.Member;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A set of feature flags as AppConfig keeps it: what the flags are under {@code flags}, whether each is on and what its attributes are under {@code
 * values}. Source: AppConfig User Guide, "Understanding the type reference for AWS.AppConfig.FeatureFlags". Changes keep every other character. Immutable.
 */
final class FlagDocument {

    static final String ENABLED = "enabled";

    private final String text;
    private final JsonSpan root;

    private FlagDocument(String text, JsonSpan root) {
        this.text = text;
        this.root = root;
    }

    /** @throws IOException when it is no set of flags */
    static FlagDocument of(String text) throws IOException {
        JsonSpan root = JsonSpan.read(text);
        if (root.member("flags").isEmpty()) {
            throw new IOException("it has no flags");
        }
        return new FlagDocument(text, root);
    }

    List<String> flags() {
        return root.at("flags")
                .map(flags -> List.copyOf(flags.members().keySet()))
                .orElse(List.of());
    }

    boolean defines(String flag) {
        return root.at("flags", flag).isPresent();
    }

    List<String> attributes(String flag) {
        return root.at("flags", flag, "attributes")
                .map(all -> List.copyOf(all.members().keySet()))
                .orElse(List.of());
    }

    /** The constraints of an attribute; empty if it has none. */
    Optional<JsonSpan> constraints(String flag, String attribute) {
        return root.at("flags", flag, "attributes", attribute, "constraints");
    }

    /** What a flag has for its switch or an attribute; empty if nothing. */
    Optional<JsonSpan> value(String flag, String member) {
        return root.at("values", flag, member);
    }

    /** The same as it is written. */
    Optional<FlagValue> written(String flag, String member) {
        return value(flag, member).map(value -> FlagValue.raw(written(value)));
    }

    /**
     * A variant of a flag, which some clients get by its rule.
     *
     * @param enabled whether it is on
     */
    record Variant(String name, JsonSpan enabled) {}

    /** The variants of a flag, the default last; none of a flag that is the same for all clients. */
    List<Variant> variants(String flag) {
        List<Variant> variants = new ArrayList<>();
        for (JsonSpan one : value(flag, "_variants").map(JsonSpan::items).orElse(List.of())) {
            String name = one.member("name").map(JsonSpan::text).orElse("");
            one.member(ENABLED).ifPresent(enabled -> variants.add(new Variant(name, enabled)));
        }
        return variants;
    }

    // changes

    /** This set as it is. */
    Edited unchanged() {
        return new Edited(this, List.of());
    }

    /**
     * A set after some changes. Immutable.
     *
     * @param lines the changes for people, without texts, which may be secrets
     */
    record Edited(FlagDocument document, List<String> lines) {
        Edited {
            lines = List.copyOf(lines);
        }

        boolean isUnchanged() {
            return lines.isEmpty();
        }

        /** With one more change. */
        Edited then(UnaryOperator<Edited> change) {
            Edited next = change.apply(document.unchanged());
            List<String> all = new ArrayList<>(lines);
            all.addAll(next.lines());
            return new Edited(next.document(), all);
        }
    }

    /** As it is written. */
    String text() {
        return text;
    }

    private Edited spliced(String line, int start, int end, String with) {
        String edited = text.substring(0, start) + with + text.substring(end);
        try {
            return new Edited(of(edited), List.of("flag " + line));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String written(JsonSpan value) {
        return text.substring(value.start(), value.end());
    }

    /** Turns the variants of a flag that have these names on or off; one that is not named stays as it is. */
    Edited setVariants(String flag, Map<String, FlagValue> enabled) {
        Edited edited = unchanged();
        for (int i = 0; i < variants(flag).size(); i++) {
            int place = i;
            FlagValue value = enabled.get(variants(flag).get(i).name());
            if (value != null) {
                edited = edited.then(now -> now.document().setVariant(flag, place, value));
            }
        }
        return edited;
    }

    private Edited setVariant(String flag, int place, FlagValue value) {
        Variant variant = variants(flag).get(place);
        return replace(flag + " variant \"" + variant.name() + "\" enabled", variant.enabled(), value);
    }

    /** Gives a flag these values, of its switch or its attributes. */
    Edited set(String flag, Map<String, FlagValue> members) {
        Edited edited = unchanged();
        for (Map.Entry<String, FlagValue> member : members.entrySet()) {
            edited = edited.then(now -> now.document().set(flag, member.getKey(), member.getValue()));
        }
        return edited;
    }

    private Edited set(String flag, String name, FlagValue value) {
        String what = flag + "." + name;
        return value(flag, name).map(old -> replace(what, old, value)).orElseGet(() -> add(flag, name, value));
    }

    private Edited replace(String what, JsonSpan old, FlagValue value) {
        boolean same = old.says(value.value()) || written(old).equals(value.json());
        return same
                ? unchanged()
                : spliced(
                        what + " " + FlagValue.shown(old) + " -> " + value.shown(),
                        old.start(),
                        old.end(),
                        value.json());
    }

    private Edited add(String flag, String name, FlagValue value) {
        String line = flag + "." + name + " none -> " + value.shown();
        String member = named(name, value.json());
        Optional<JsonSpan> ofFlag = root.at("values", flag);
        Optional<JsonSpan> ofAll = root.at("values");
        return ofFlag.map(object -> append(line, object, member))
                .or(() -> ofAll.map(object -> append(line, object, named(flag, "{" + member + "}"))))
                .orElseGet(() -> append(line, root, named("values", "{" + named(flag, "{" + member + "}") + "}")));
    }

    private static String named(String name, String json) {
        return FlagValue.quoted(name) + ":" + json;
    }

    private Edited append(String line, JsonSpan object, String member) {
        int end = object.members().values().stream()
                .mapToInt(last -> last.value().end())
                .max()
                .orElse(object.start() + 1);
        return spliced(line, end, end, (object.members().isEmpty() ? "" : ",") + member);
    }

    /** Takes a value away that a flag has. */
    Edited without(String flag, String name) {
        List<Map.Entry<String, Member>> members = root.at("values", flag)
                .map(value -> List.copyOf(value.members().entrySet()))
                .orElse(List.of());
        for (int i = 0; i < members.size(); i++) {
            if (members.get(i).getKey().equals(name)) {
                return remove(flag, members, i);
            }
        }
        return unchanged();
    }

    /** With the comma before it, or after it if it is the first. */
    private Edited remove(String flag, List<Map.Entry<String, Member>> members, int place) {
        Member old = members.get(place).getValue();
        boolean first = place == 0;
        boolean last = place == members.size() - 1;
        int start =
                first ? old.start() : members.get(place - 1).getValue().value().end();
        int end =
                first && !last ? members.get(1).getValue().start() : old.value().end();
        String line = flag + "." + members.get(place).getKey() + " " + FlagValue.shown(old.value()) + " -> none";
        return spliced(line, start, end, "");
    }
}
