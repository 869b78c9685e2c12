package dev.rollback.benchmarks;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FailedTry;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Practice;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Request;
import dev.rollback.journal.Retention;
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

/** A journal that keeps nothing, so that what is measured is the engine. */
final class ForgetfulJournal implements Journal {

    private final Leases leases = new InProcessLeases();

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {}

    @Override
    public List<RunEvent> read(RunId run) {
        throw JournalException.unknownRun(run, describe());
    }

    @Override
    public List<RunId> runs() {
        return List.of();
    }

    @Override
    public RunSummary summary(RunId run) {
        throw JournalException.unknownRun(run, describe());
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return Optional.empty();
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        return Optional.empty();
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        return Optional.empty();
    }

    @Override
    public List<Freeze> freezes(Instant now) {
        return List.of();
    }

    @Override
    public void lift(Lifted lifted) {
        throw new UnsupportedOperationException("nothing is quarantined here");
    }

    @Override
    public Pruned prune(Retention retention, Instant now) {
        throw new UnsupportedOperationException("nothing is kept here");
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        throw new UnsupportedOperationException("nothing here keeps records");
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
    public void keep(Checkpoint checkpoint) {}

    @Override
    public Checkpoint checkpoint(String id) {
        throw JournalException.unknownCheckpoint(id, describe());
    }

    @Override
    public List<Checkpoint> checkpoints() {
        return List.of();
    }

    @Override
    public void keep(Practice.Drilled drill) {}

    @Override
    public List<Practice.Drilled> drills() {
        return List.of();
    }

    @Override
    public Leases leases() {
        return leases;
    }

    @Override
    public boolean isDurable() {
        return false;
    }

    @Override
    public String describe() {
        return "nowhere";
    }

    @Override
    public void close() {}
}
