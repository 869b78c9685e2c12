package dev.rollback.aws.cloudfront;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is asked of CloudFront to cover the paths of a caller: each once, none that another covers, in an order that does not depend on the caller's, and
 * no more than may be in progress at once.
 *
 * @param individual paths of single files
 * @param wildcards paths that end with a wildcard
 * @param given how many different paths the caller gave
 * @param folders the wildcards that stand for more paths than may be in progress at once; empty unless that was necessary
 */
record Coverage(List<String> individual, List<String> wildcards, int given, List<String> folders) {

    /** Individual paths of one distribution that CloudFront has in progress at once. Developer Guide, "Concurrent invalidation request maximum". */
    static final int MOST_INDIVIDUAL = 3_000;

    /** Paths with a wildcard that it has in progress beside them. */
    static final int MOST_WILDCARDS = 15;

    Coverage {
        individual = List.copyOf(individual);
        wildcards = List.copyOf(wildcards);
        folders = List.copyOf(folders);
    }

    /** Covers encoded paths. More than may be in progress at once are covered by the wildcards of their folders. */
    static Coverage of(Collection<String> paths) {
        SortedSet<String> different = new TreeSet<>(paths);
        int given = different.size();
        List<String> folders = Widening.of(exact(different, given, List.of()));
        different.addAll(folders);
        return exact(different, given, folders);
    }

    private static Coverage exact(SortedSet<String> paths, int given, List<String> folders) {
        NavigableSet<String> prefixes = broadest(paths);
        List<String> individual = paths.stream()
                .filter(path -> !InvalidationPath.isWildcard(path))
                .filter(path -> !isCovered(path, prefixes))
                .toList();
        List<String> wildcards =
                prefixes.stream().map(InvalidationPath::wildcard).toList();
        return new Coverage(individual, wildcards, given, folders);
    }

    /** What stands before the wildcards, but for those that another covers: these follow it right away in this order. */
    private static NavigableSet<String> broadest(Collection<String> paths) {
        NavigableSet<String> all = new TreeSet<>();
        paths.stream()
                .filter(InvalidationPath::isWildcard)
                .map(InvalidationPath::prefix)
                .forEach(all::add);
        NavigableSet<String> broadest = new TreeSet<>();
        for (String prefix : all) {
            if (broadest.isEmpty() || !prefix.startsWith(broadest.last())) {
                broadest.add(prefix);
            }
        }
        return broadest;
    }

    /** Of prefixes none of which covers another, only the last one before a path may cover it. */
    private static boolean isCovered(String path, NavigableSet<String> prefixes) {
        String prefix = prefixes.floor(path);
        return prefix != null && path.startsWith(prefix);
    }

    /** How many paths CloudFront counts. */
    int size() {
        return individual.size() + wildcards.size();
    }

    /** What is sent, wildcards first. */
    List<String> all() {
        List<String> all = new ArrayList<>(wildcards);
        all.addAll(individual);
        return all;
    }
}
