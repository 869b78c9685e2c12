package dev.rollback.testkit;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FailedTry;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Request;
import dev.rollback.journal.Retention;
import dev.rollback.journal.RunSummary;
import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The journal of a rehearsal: keeps what any journal would keep, and tells what is durable. */
final class WatchedJournal implements Journal {
    private final InMemoryJournal kept;
    private final Trace trace;
    private final Watches watches;
    private final Map<RunId, EventLine> lines = new TreeMap<>();
    private final List<RunEvent> events = new ArrayList<>();

    WatchedJournal(InMemoryJournal kept, Trace trace, Watches watches) {
        this.kept = kept;
        this.trace = trace;
        this.watches = watches;
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> more) {
        kept.append(run, expected, more);
        events.addAll(more);
        EventLine line = lines.computeIfAbsent(run, begun -> new EventLine());
        for (RunEvent event : more) {
            if (event instanceof RunEvent.RunStarted started) {
                line.started(started.outline());
            }
            trace.add("run", () -> event.accept(line));
        }
        watches.journaled(more);
    }

    /** What was appended, in order. */
    List<RunEvent> events() {
        return events;
    }

    /** The bytes of a run, as a durable journal would hold them. */
    byte[] bytes(RunId run) {
        return kept.bytes(run);
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
    public RunSummary summary(RunId run) {
        return kept.summary(run);
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return kept.quarantine(target, content);
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        return kept.failed(target, content);
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        return kept.lastChange(target);
    }

    @Override
    public List<Freeze> freezes(Instant now) {
        return kept.freezes(now);
    }

    @Override
    public void lift(Lifted lifted) {
        kept.lift(lifted);
    }

    @Override
    public Pruned prune(Retention retention, Instant now) {
        return kept.prune(retention, now);
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        return kept.ledger(run, step);
    }

    @Override
    public void ask(RunId run, Request request) {
        kept.ask(run, request);
    }

    @Override
    public List<Request> asked(RunId run) {
        return kept.asked(run);
    }

    @Override
    public void keep(Checkpoint checkpoint) {

        kept.keep(checkpoint);
    }

    @Override
    public Checkpoint checkpoint(String id) {
        return kept.checkpoint(id);
    }

    @Override
    public List<Checkpoint> checkpoints() {
        return kept.checkpoints();
    }

    @Override
    public Leases leases() {
        return kept.leases();
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
