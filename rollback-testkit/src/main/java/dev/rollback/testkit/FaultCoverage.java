package dev.rollback.testkit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Which operations met which faults, and how often. Immutable once it is handed out.
 *
 * <p>What has to be covered is every fault that can befall an operation of the plain run. A stale read can only befall what is asked twice.
 */
public final class FaultCoverage {
    private static final int COLUMNS = 11;

    private final SortedMap<String, Row> rows = new TreeMap<>();

    FaultCoverage() {}

    private static final class Row {
        private final Map<FaultKind, Integer> hits = new EnumMap<>(FaultKind.class);
        private final List<FaultKind> wanted = new ArrayList<>();

        boolean has(FaultKind kind) {
            return hits.containsKey(kind) || wanted.contains(kind);
        }

        String cell(FaultKind kind) {
            return has(kind) ? String.valueOf(hits.getOrDefault(kind, 0)) : ".";
        }
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

    /**
     * The tables: an operation a line, a fault a column, so many columns as fit on a screen; a dot where a fault cannot befall an operation.
     * Operations that none of the faults of a table can befall are left out of it, and so are tables without a line.
     */
    @Override
    public String toString() {
        List<FaultKind> kinds = List.of(FaultKind.values());
        StringBuilder text = new StringBuilder();
        for (int first = 0; first < kinds.size(); first += COLUMNS) {
            table(text, kinds.subList(first, Math.min(kinds.size(), first + COLUMNS)));
        }
        return text.toString();
    }

    private void table(StringBuilder text, List<FaultKind> kinds) {
        List<String> lines = new ArrayList<>();
        rows.forEach((operation, row) -> {
            if (kinds.stream().anyMatch(row::has)) {
                lines.add(line(operation, kinds, row::cell));
            }
        });
        if (!lines.isEmpty()) {
            text.append(line("operation", kinds, FaultKind::heading));
            lines.forEach(text::append);
        }
    }

    private static String line(String first, List<FaultKind> kinds, Function<FaultKind, String> cell) {
        StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-36s", first));
        kinds.forEach(kind -> line.append(String.format(Locale.ROOT, " %9s", cell.apply(kind))));
        return line.append('\n').toString();
    }
}
