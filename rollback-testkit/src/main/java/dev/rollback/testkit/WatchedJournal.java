package dev.rollback.testkit;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.Quarantine;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.TargetId;
import java.util.List;
import java.util.Optional;

/** The journal of a rehearsal: keeps what any journal would keep, and tells what is durable. */
final class WatchedJournal implements Journal {
    private final InMemoryJournal kept;
    private final Trace trace;
    private final Watches watches;
    private final EventLine line = new EventLine();

    WatchedJournal(InMemoryJournal kept, Trace trace, Watches watches) {
        this.kept = kept;
        this.trace = trace;
        this.watches = watches;
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        kept.append(run, expected, events);
        for (RunEvent event : events) {
            if (event instanceof RunEvent.RunStarted started) {
                line.started(started.outline());
            }
            trace.add("run", () -> event.accept(line));
        }
        watches.journaled(events);
    }

    @Override
    public List<RunEvent> read(RunId run) {
        return kept.read(run);
    }

    @Override
    public List<RunId> runs() {
        return kept.runs();
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return kept.quarantine(target, content);
    }

    @Override
    public boolean isDurable() {
        return kept.isDurable();
    }

    @Override
    public String describe() {
        return kept.describe();
    }

    @Override
    public void close() {
        kept.close();
    }
}
