package dev.rollback.benchmarks;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FailedTry;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Practice;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Retention;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Request;
import dev.rollback.journal.RunSummary;
import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A journal in memory that encodes all and keeps the last run, so that rounds do not fill the heap. */
final class LastRunJournal implements Journal {

    private final Leases leases = new InProcessLeases();

    private volatile InMemoryJournal last = new InMemoryJournal();

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        if (expected == 0) {
            last = new InMemoryJournal();
        }
        last.append(run, expected, events);
    }

    @Override
    public List<RunEvent> read(RunId run) {
        return last.read(run);
    }

    @Override
    public List<RunId> runs() {
        return last.runs();
    }

    @Override
    public RunSummary summary(RunId run) {
        return last.summary(run);
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return last.quarantine(target, content);
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        return last.failed(target, content);
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        return last.lastChange(target);
    }

    @Override
    public List<Freeze> freezes(Instant now) {
        return last.freezes(now);
    }

    @Override
    public void lift(Lifted lifted) {
        last.lift(lifted);
    }

    @Override
    public Pruned prune(Retention retention, Instant now) {
        return last.prune(retention, now);
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        return last.ledger(run, step);
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
    public void keep(Checkpoint checkpoint) {
        
        last.keep(checkpoint);
    }

    @Override
    public Checkpoint checkpoint(String id) {
        return last.checkpoint(id);
    }

    @Override
    public List<Checkpoint> checkpoints() {
        return last.checkpoints();
    }

    @Override
    public void keep(Practice.Drilled drill) {
        last.keep(drill);
    }

    @Override
    public List<Practice.Drilled> drills() {
        return last.drills();
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public boolean isDurable() {
        return last.isDurable();
    }

    @Override
    public String describe() {
        return last.describe();
    }

    @Override
    public void close() {
        last.close();
    }
}
