package dev.rollback.target;

import java.util.List;
import java.util.stream.Stream;

/**
 * Records of one step that are too many for a {@link Memo}: a line for each item that it looked at, put off or changed. Kept beside the events of the run
 * and never folded into its state. Append-only: a chunk that is done again after a crash stands in it twice, so the last line of an item counts. No
 * secrets. Thread-safe.
 */
public interface Ledger {

    /**
     * Appends lines, all of them or none, and returns once they are as durable as the journal.
     *
     * @param lines without line breaks
     * @throws IllegalArgumentException when a line holds a line break
     * @throws TargetException of kind {@code TRANSIENT} when the journal is away
     */
    void append(List<String> lines);

    /**
     * All lines so far, oldest first, read as the stream is consumed; to be closed.
     *
     * @throws TargetException of kind {@code TRANSIENT} when the journal is away
     */
    Stream<String> lines();
}
