package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which operations met which faults, and how often. Immutable once it is handed out.
 *
 * <p>What has to be covered is every fault that can befall an operation of the plain run. A stale read can only befall what is asked twice.
 */
public final class FaultCoverage {
    private final SortedMap<String, Row> rows = new TreeMap<>();

    FaultCoverage() {}

    private static final class Row {
        private final Map<FaultKind, Integer> hits = new EnumMap<>(FaultKind.class);
        private final List<FaultKind> wanted = new ArrayList<>();
    }

    /** Says that this fault has to befall this operation. */
    void want(String operation, FaultKind kind) {
        row(operation).wanted.add(kind);
    }

    void hit(String operation, FaultKind kind) {
        row(operation).hits.merge(kind, 1, Integer::sum);
    }

    private Row row(String operation) {
        return rows.computeIfAbsent(operation, missing -> new Row());
    }

    /** How often this fault befell this operation. */
    public int hits(String operation, FaultKind kind) {
        Row row = rows.get(operation);
        return row == null ? 0 : row.hits.getOrDefault(kind, 0);
    }

    /** The operations that were called, in the order of their names. */
    public List<String> operations() {
        return List.copyOf(rows.keySet());
    }

    /** The pairs that have to be covered and are not, each as {@code operation kind}. */
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        rows.forEach((operation, row) -> row.wanted.stream()
                .filter(kind -> !row.hits.containsKey(kind))
                .forEach(kind -> missing.add(operation + " " + kind)));
        return List.copyOf(missing);
    }

    /** Whether nothing met any fault. */
    boolean isEmpty() {
        return rows.values().stream().allMatch(row -> row.hits.isEmpty());
    }

    /** Whether every pair that has to be covered is. */
    public boolean isComplete() {
        return missing().isEmpty();
    }

    /** The table: an operation a line, a fault a column; a dot where a fault cannot befall an operation. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, "%-36s", "operation"));
        for (FaultKind kind : FaultKind.values()) {
            text.append(String.format(Locale.ROOT, " %9s", heading(kind)));
        }
        text.append('\n');
        rows.forEach((operation, row) -> {
            text.append(String.format(Locale.ROOT, "%-36s", operation));
            for (FaultKind kind : FaultKind.values()) {
                text.append(String.format(Locale.ROOT, " %9s", cell(row, kind)));
            }
            text.append('\n');
        });
        return text.toString();
    }

    private static String cell(Row row, FaultKind kind) {
        int hits = row.hits.getOrDefault(kind, 0);
        return hits == 0 && !row.wanted.contains(kind) ? "." : String.valueOf(hits);
    }

    private static String heading(FaultKind kind) {
        return switch (kind) {
            case THROTTLE -> "throttle";
            case SERVER_ERROR -> "5xx";
            case LOST_RESPONSE -> "lost";
            case TIMEOUT -> "time-out";
            case CONNECTION_RESET -> "reset";
            case ACCESS_DENIED -> "denied";
            case EXPIRED_CREDENTIALS -> "expired";
            case CONFLICT -> "conflict";
            case STALE_READ -> "stale";
            case SLOW -> "slow";
        };
    }
}
