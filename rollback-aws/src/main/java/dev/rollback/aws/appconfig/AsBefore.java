package dev.rollback.aws.appconfig;

import dev.rollback.target.Finding;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a flag was in an earlier set, in all that a change has set; what else has changed since stays.
 *
 * @param changed what was set
 * @param before the earlier set
 */
record AsBefore(FlagSettings changed, FlagDocument before) implements Wanted {

    @Override
    public String flag() {
        return changed.flag();
    }

    @Override
    public Outcome in(FlagDocument document, String where) {
        boolean had = !before.variants(flag()).isEmpty();
        boolean has = !document.variants(flag()).isEmpty();
        if (!document.defines(flag())) {
            return refused(
                    document,
                    "NO_SUCH_FLAG",
                    "Flag " + flag() + " is not in " + where + " any more: expected it there.");
        }
        if (had != has) {
            return refused(
                    document,
                    "FLAG_HAS_VARIANTS",
                    "Flag " + flag() + " in " + where + " has " + (has ? "" : "no ") + "variants: expected it with"
                            + (had ? "" : "out") + " them, as before the change.");
        }
        return new Outcome(List.of(), has ? variants(document) : members(document));
    }

    private static Outcome refused(FlagDocument document, String code, String text) {
        Finding refusal = Finding.hard(code, text, "Find out who changed it, and set it by hand.");
        return new Outcome(List.of(refusal), document.unchanged());
    }

    private FlagDocument.Edited members(FlagDocument document) {
        FlagDocument.Edited edited = document.unchanged();
        for (String name : changed.members().keySet()) {
            Map<String, FlagValue> old = new LinkedHashMap<>();
            before.written(flag(), name).ifPresent(value -> old.put(name, value));
            edited = edited.then(now -> old.isEmpty()
                    ? now.document().without(flag(), name)
                    : now.document().set(flag(), old));
        }
        return edited;
    }

    /** Variants are told by their names; one that is new stays as it is. */
    private FlagDocument.Edited variants(FlagDocument document) {
        Map<String, FlagValue> old = new LinkedHashMap<>();
        before.variants(flag())
                .forEach(variant ->
                        old.put(variant.name(), FlagValue.raw(variant.enabled().text())));
        return document.setVariants(flag(), old);
    }
}
