package dev.rollback.aws.appconfig;

import dev.rollback.target.Finding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the user wants of a flag: its switch, attributes or both. Immutable.
 *
 * @param flag the flag's key
 * @param members the values wanted, by attribute; of the switch under {@code enabled}
 */
record FlagSettings(String flag, Map<String, FlagValue> members) implements Wanted {

    private static final String NAME = "[a-z][a-zA-Z\\d_-]{0,63}";
    private static final int CANDIDATES = 20;

    FlagSettings {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
        if (!flag.matches(NAME)) {
            throw new IllegalArgumentException(
                    "\"" + flag + "\" is not the key of a feature flag: expected a small letter"
                            + " and up to 63 letters, digits, dashes and underscores. Copy the key from the flag's page, not its name.");
        }
    }

    static FlagSettings of(String flag) {
        return new FlagSettings(flag, new LinkedHashMap<>());
    }

    FlagSettings enabled(boolean on) {
        return and(FlagDocument.ENABLED, FlagValue.of(on));
    }

    FlagSettings attribute(String name, FlagValue value) {
        if (!name.matches(NAME) || name.equals(FlagDocument.ENABLED)) {
            throw new IllegalArgumentException("\"" + name + "\" is not the key of an attribute of flag " + flag
                    + ": expected a small letter and up to 63 letters, digits, dashes and underscores, and not \"enabled\","
                    + " which disable() and enable() set. Copy the key from the flag's page.");
        }
        return and(name, value);
    }

    private FlagSettings and(String name, FlagValue value) {
        FlagValue old = members.get(name);
        if (old != null) {
            throw new IllegalArgumentException("Flag " + flag + " is given " + name + " twice, " + old.shown() + " and "
                    + value.shown() + ": expected one value. Leave one out.");
        }
        Map<String, FlagValue> more = new LinkedHashMap<>(members);
        more.put(name, value);
        return new FlagSettings(flag, more);
    }

    /** For people: {@code turn flag checkout off, set percentage to 0}. */
    String describe() {
        return members.entrySet().stream()
                .map(one -> one.getKey().equals(FlagDocument.ENABLED)
                        ? "turn it " + (turnsOff() ? "off" : "on")
                        : "set " + one.getKey() + " to " + one.getValue().shown())
                .collect(Collectors.joining(", "));
    }

    private boolean turnsOff() {
        return Optional.ofNullable(members.get(FlagDocument.ENABLED))
                .filter(value -> value.json().equals("false"))
                .isPresent();
    }

    @Override
    public Outcome in(FlagDocument document, String where) {
        if (!document.defines(flag)) {
            return new Outcome(List.of(noSuchFlag(document, where)), document.unchanged());
        }
        List<FlagDocument.Variant> variants = document.variants(flag);
        return variants.isEmpty() ? inPlain(document, where) : inVariants(document, where, variants);
    }

    private Finding noSuchFlag(FlagDocument document, String where) {
        return Finding.hard(
                "NO_SUCH_FLAG",
                "There is no flag " + flag + " in " + where + ": expected one of " + some(document.flags()) + ".",
                "Name the flag by its key.");
    }

    private Outcome inPlain(FlagDocument document, String where) {
        List<Finding> refusals = members.entrySet().stream()
                .filter(one -> !one.getKey().equals(FlagDocument.ENABLED))
                .flatMap(one -> objection(document, where, one.getKey(), one.getValue()).stream())
                .toList();
        return new Outcome(refusals, refusals.isEmpty() ? document.set(flag, members) : document.unchanged());
    }

    private Optional<Finding> objection(FlagDocument document, String where, String name, FlagValue value) {
        if (!document.attributes(flag).contains(name)) {
            return Optional.of(Finding.hard(
                    "NO_SUCH_ATTRIBUTE",
                    "Flag " + flag + " in " + where + " has no attribute " + name + ": expected one of "
                            + some(document.attributes(flag)) + ".",
                    "Name the attribute by its key."));
        }
        return document.constraints(flag, name)
                .flatMap(rules -> new FlagConstraints(rules).objection(value))
                .map(objection -> Finding.hard(
                        "ATTRIBUTE_REFUSED",
                        "Attribute " + name + " of flag " + flag + " in " + where + " does not take the value: "
                                + objection + ".",
                        "Give a value within the attribute's constraints."));
    }

    /** Off is off for all. What else is meant for which of the variants only a person knows. */
    private Outcome inVariants(FlagDocument document, String where, List<FlagDocument.Variant> variants) {
        if (!turnsOff() || members.size() > 1) {
            return new Outcome(List.of(variants(where, variants)), document.unchanged());
        }
        Map<String, FlagValue> off = new LinkedHashMap<>();
        variants.forEach(variant -> off.put(variant.name(), FlagValue.of(false)));
        return new Outcome(List.of(), document.setVariants(flag, off));
    }

    private Finding variants(String where, List<FlagDocument.Variant> variants) {
        List<String> names = variants.stream().map(FlagDocument.Variant::name).toList();
        return Finding.hard(
                "FLAG_HAS_VARIANTS",
                "Flag " + flag + " in " + where + " has variants, " + some(names)
                        + ", of which each client gets one by rule: expected nothing but disable(), got \"" + describe()
                        + "\".",
                "Turn it off for all with disable(), or roll the profile back with appConfig(…).");
    }

    private static String some(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(CANDIDATES, names.size())));
        if (names.size() > CANDIDATES) {
            shown.add("and " + (names.size() - CANDIDATES) + " more");
        }
        return shown.isEmpty() ? "none that are there" : String.join(", ", shown);
    }
}
