package dev.rollback;

import dev.rollback.health.Condition;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The probes of a condition, and what was seen of each. On the loop. */
final class WatchedProbes {

    private final Condition condition;
    private final Map<Condition.Failing, Watched> all = new LinkedHashMap<>();

    /** Those of this condition; two looks that are further apart than the gap say nothing of the time between. */
    WatchedProbes(Condition condition, Duration longestGap) {
        this.condition = condition;
        condition.leaves().forEach(failing -> all.put(failing, new Watched(failing, longestGap)));
    }

    Collection<Watched> each() {
        return Collections.unmodifiableCollection(all.values());
    }

    boolean isAny(Predicate<Watched> which) {
        return all.values().stream().anyMatch(which);
    }

    boolean isMet() {
        return condition.isMet(failing -> require(failing).isMet());
    }

    private Watched require(Condition.Failing failing) {
        Watched one = all.get(failing);
        if (one == null) {
            throw new IllegalStateException(
                    "A condition asked for " + failing.describe() + ", which is none of its leaves.");
        }
        return one;
    }

    void forget() {
        all.values().forEach(Watched::forget);
    }

    /** Which of them find things unwell. */
    String unwell() {
        return all.values().stream()
                .filter(Watched::isUnwell)
                .map(one -> one.failing().describe())
                .collect(Collectors.joining(", "));
    }

    /** What those saw last. */
    String evidence() {
        return evidence(Watched::isUnwell);
    }

    String evidence(Predicate<Watched> which) {
        return all.values().stream().filter(which).map(Watched::evidence).collect(Collectors.joining("; "));
    }
}
