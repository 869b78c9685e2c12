package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of pruning a journal. Immutable.
 *
 * @param removed the runs that are gone, the oldest first; what they said of versions is still known
 * @param kept the runs that are old enough and stayed, each with why
 */
public record Pruned(List<RunId> removed, SortedMap<RunId, String> kept) {

    /** Copies the collections. */
    public Pruned {
        removed = List.copyOf(removed);
        kept = Collections.unmodifiableSortedMap(new TreeMap<>(kept));
    }
}
