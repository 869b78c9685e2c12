package dev.rollback;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What may be said of a drill: {@code engine.drill(account, plan, drill -> drill.alsoIn(another))}. Not thread-safe. */
public final class DrillOptions {

    private final SortedSet<String> accounts = new TreeSet<>();
    private final SortedMap<String, String> overrides = new TreeMap<>();

    DrillOptions(String account) {
        alsoIn(account);
    }

    /** Names one more account in which the drill may change targets; or a whole scope, for AWS {@code region/account}. */
    public DrillOptions alsoIn(String account) {
        if (account.isBlank()) {
            throw new IllegalArgumentException(
                    "A drill in \"" + account
                            + "\": expected the account in which it may change targets, so that it is never one of production.");
        }
        accounts.add(account);
        return this;
    }

    /**
     * Overrides a soft blocker of rolling back or of putting back, as {@link RollbackPlan.Builder#override} does for a plan; a database that took over a name is put back
     * only like that ({@code WRITES_SINCE_CUT_OVER}).
     *
     * @param code the blocker's code, or {@value Preview#ALL}
     * @param reason why; journaled and reported
     */
    public DrillOptions override(String code, String reason) {
        overrides.put(code, reason);
        return this;
    }

    /** Whether targets of this scope may be changed. */
    boolean allows(String scope) {
        return accounts.stream().anyMatch(account -> scope.equals(account) || scope.endsWith("/" + account));
    }

    String where() {
        return String.join(", ", accounts);
    }

    Preview overridden(Preview preview) {
        Preview all = preview;
        for (Map.Entry<String, String> override : overrides.entrySet()) {
            all = all.override(override.getKey(), override.getValue());
        }
        return all;
    }
}
