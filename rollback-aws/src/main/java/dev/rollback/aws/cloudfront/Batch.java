package dev.rollback.aws.cloudfront;

import java.util.ArrayList;
import java.util.List;

/**
 * One invalidation of several that cover all paths. Individual paths and wildcards are limited apart, so they are asked for apart: one kind for which there is no
 * room at the moment does not hold up the other. Smaller than what may be in progress at once, so that they fit beside what others invalidate.
 *
 * @param number from 1; part of the caller reference
 * @param paths what it invalidates
 */
record Batch(int number, List<String> paths) {

    private static final int INDIVIDUAL = 1_000;
    private static final int WILDCARDS = 5;

    Batch {
        paths = List.copyOf(paths);
    }

    /** The batches for all paths, wildcards first: they cover most. */
    static List<Batch> of(Coverage coverage) {
        List<Batch> batches = new ArrayList<>();
        cut(coverage.wildcards(), WILDCARDS, batches);
        cut(coverage.individual(), INDIVIDUAL, batches);
        return batches;
    }

    private static void cut(List<String> paths, int size, List<Batch> batches) {
        for (int from = 0; from < paths.size(); from += size) {
            batches.add(new Batch(batches.size() + 1, paths.subList(from, Math.min(paths.size(), from + size))));
        }
    }
}
