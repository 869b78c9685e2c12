package dev.rollback.journal;

import dev.rollback.lease.Leases;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A journal that asks another one for everything, to be extended by what does one thing differently: counts appends, fails on purpose, mirrors. As
 * thread-safe, and as durable, as the other one.
 */
public abstract class ForwardingJournal implements Journal {

    /** For those that extend it. */
    protected ForwardingJournal() {}

    /** The other journal. Asked at each call, so it may be another one each time. */
    protected abstract Journal journal();

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        journal().append(run, expected, events);
    }

    @Override
    public List<RunEvent> read(RunId run) {
        return journal().read(run);
    }

    @Override
    public List<RunId> runs() {
        return journal().runs();
    }

    @Override
    public RunSummary summary(RunId run) {
        return journal().summary(run);
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        return journal().quarantine(target, content);
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        return journal().failed(target, content);
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        return journal().lastChange(target);
    }

    @Override
    public List<Freeze> freezes(Instant now) {
        return journal().freezes(now);
    }

    @Override
    public void lift(Lifted lifted) {
        journal().lift(lifted);
    }

    @Override
    public Pruned prune(Retention retention, Instant now) {
        return journal().prune(retention, now);
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        return journal().ledger(run, step);
    }

    @Override
    public void ask(RunId run, Request request) {
        journal().ask(run, request);
    }

    @Override
    public List<Request> asked(RunId run) {
        return journal().asked(run);
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        journal().keep(checkpoint);
    }

    @Override
    public Checkpoint checkpoint(String id) {
        return journal().checkpoint(id);
    }

    @Override
    public List<Checkpoint> checkpoints() {
        return journal().checkpoints();
    }

    @Override
    public void keep(Practice.Drilled drill) {
        journal().keep(drill);
    }

    @Override
    public List<Practice.Drilled> drills() {
        return journal().drills();
    }

    @Override
    public Leases leases() {
        return journal().leases();
    }

    @Override
    public boolean isDurable() {
        return journal().isDurable();
    }

    @Override
    public String describe() {
        return journal().describe();
    }

    @Override
    public void close() {
        journal().close();
    }
}
