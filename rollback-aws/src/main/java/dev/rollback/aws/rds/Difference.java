package dev.rollback.aws.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** What keeps two databases from being the same but for their data. */
final class Difference {

    private Difference() {}

    /** A line each, as {@code Multi-AZ true -> none}. */
    static List<String> between(Database wanted, Database actual) {
        SortedMap<String, String> want = wanted.settings();
        SortedMap<String, String> have = actual.settings();
        TreeSet<String> names = new TreeSet<>(want.keySet());
        names.addAll(have.keySet());
        List<String> lines = new ArrayList<>();
        for (String name : names) {
            String one = want.getOrDefault(name, "none");
            String other = have.getOrDefault(name, "none");
            if (!one.equals(other)) {
                lines.add(name + " " + other + " instead of " + one);
            }
        }
        return lines;
    }
}
