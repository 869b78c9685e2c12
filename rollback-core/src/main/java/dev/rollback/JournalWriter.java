package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.ArrayList;
import java.util.List;

/** Appends the events of one run, and keeps those that the journal did not take until it takes them. On the loop. */
final class JournalWriter {

    private final Journal journal;
    private final RunId run;
    private final List<RunEvent> pending = new ArrayList<>();
    private long count;

    JournalWriter(Journal journal, RunId run) {
        this.journal = journal;
        this.run = run;
    }

    /** Makes these events durable, and those before that were not; in one append. */
    void append(List<RunEvent> events) {
        for (RunEvent event : events) {
            if (event.isKept()) {
                pending.add(event);
            }
        }
        if (!pending.isEmpty()) {
            journal.append(run, count, List.copyOf(pending));
            count += pending.size();
            pending.clear();
        }
    }

    /** Whether some events are not durable yet. */
    boolean isBehind() {
        return !pending.isEmpty();
    }
}
