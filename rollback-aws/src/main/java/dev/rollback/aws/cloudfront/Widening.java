package dev.rollback.aws.cloudfront;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Finds the folders to invalidate as a whole where there are too many paths: the deepest that do, so that no more is fetched anew than has to be. */
final class Widening {

    private static final List<String> EVERYTHING = List.of("/*");

    private Widening() {}

    /** The wildcards to add so that what is left may be in progress at once; none if it may already. */
    static List<String> of(Coverage exact) {
        List<String> wildcards = exact.wildcards();
        if (wildcards.size() > Coverage.MOST_WILDCARDS) {
            return merged(wildcards, exact.individual());
        }
        return exact.individual().size() > Coverage.MOST_INDIVIDUAL
                ? folders(exact.individual(), Coverage.MOST_WILDCARDS - wildcards.size())
                : List.of();
    }

    /** Fewer wildcards for many: those of folders above them. With too many single files besides there is no room left to be choosy. */
    private static List<String> merged(List<String> wildcards, List<String> individual) {
        if (individual.size() > Coverage.MOST_INDIVIDUAL) {
            return EVERYTHING;
        }
        for (int depth = deepest(wildcards); depth > 0; depth--) {
            int at = depth;
            SortedSet<String> above = new TreeSet<>();
            wildcards.forEach(one ->
                    above.add(folder(one, at).map(InvalidationPath::wildcard).orElse(one)));
            if (above.size() <= Coverage.MOST_WILDCARDS) {
                return List.copyOf(above);
            }
        }
        return EVERYTHING;
    }

    private static List<String> folders(List<String> paths, int room) {
        for (int depth = deepest(paths); depth > 0; depth--) {
            List<String> largest = largest(paths, depth);
            if (!largest.isEmpty() && largest.size() <= room) {
                return largest.stream().map(InvalidationPath::wildcard).toList();
            }
        }
        return EVERYTHING;
    }

    /** The largest folders of that depth, as many as it takes; none if all of them are not enough. */
    private static List<String> largest(List<String> paths, int depth) {
        Map<String, Integer> sizes = new TreeMap<>();
        paths.forEach(path -> folder(path, depth).ifPresent(folder -> sizes.merge(folder, 1, Integer::sum)));
        Comparator<Map.Entry<String, Integer>> bySize = Map.Entry.comparingByValue(Comparator.reverseOrder());
        List<Map.Entry<String, Integer>> largestFirst =
                sizes.entrySet().stream().sorted(bySize).toList();
        List<String> taken = new ArrayList<>();
        int left = paths.size();
        for (Map.Entry<String, Integer> folder : largestFirst) {
            if (left > Coverage.MOST_INDIVIDUAL) {
                taken.add(folder.getKey());
                left -= folder.getValue();
            }
        }
        return left > Coverage.MOST_INDIVIDUAL ? List.of() : taken;
    }

    private static int deepest(Collection<String> paths) {
        return paths.stream().mapToInt(Widening::depth).max().orElse(0);
    }

    private static int depth(String path) {
        return (int) path.chars().filter(character -> character == '/').count() - 1;
    }

    /** The folder of that depth that a path lies in: {@code /a/b/} at depth 2; empty if it lies less deep. */
    private static Optional<String> folder(String path, int depth) {
        int end = 0;
        for (int level = 0; level < depth && end >= 0; level++) {
            end = path.indexOf('/', end + 1);
        }
        return end < 0 ? Optional.empty() : Optional.of(path.substring(0, end + 1));
    }
}
