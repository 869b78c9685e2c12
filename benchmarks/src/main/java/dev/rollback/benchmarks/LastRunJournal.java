package dev.rollback.benchmarks;

import dev.rollback.journal.ForwardingJournal;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.Request;
import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.util.List;

/** A journal in memory that encodes all and keeps the last run, so that rounds do not fill the heap. */
final class LastRunJournal extends ForwardingJournal {

    private final Leases leases = new InProcessLeases();

    private volatile InMemoryJournal last = new InMemoryJournal();

    @Override
    protected Journal journal() {
        return last;
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        if (expected == 0) {
            last = new InMemoryJournal();
        }
        last.append(run, expected, events);
    }

    @Override
    public void ask(RunId run, Request request) {
        throw new UnsupportedOperationException("nobody asks anything of a benchmark");
    }

    @Override
    public List<Request> asked(RunId run) {
        return List.of();
    }

    @Override
    public Leases leases() {
        return leases;
    }
}
