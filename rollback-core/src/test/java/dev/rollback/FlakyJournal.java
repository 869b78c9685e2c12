package dev.rollback;

import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.FailedTry;
import dev.rollback.journal.ForwardingJournal;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Practice;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Request;
import dev.rollback.journal.Retention;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A journal in memory that a test can take away for a while. */
final class FlakyJournal extends ForwardingJournal {

    final InMemoryJournal kept = new InMemoryJournal();
    int refused;
    int appends;

    @Nullable
    RuntimeException failure;

    /** What keeps it from remembering drills. */
    @Nullable
    RuntimeException unkept;

    /** What keeps it from being asked what people said. */
    @Nullable
    RuntimeException deaf;

    /** The runs that take no append. */
    Predicate<RunId> shut = run -> false;

    /** The runs that another process has open. */
    Predicate<RunId> held = run -> false;

    /** What happens right before an append. */
    Consumer<RunId> before = run -> {};

    /** The runs that were read, one by one. */
    final List<RunId> reads = new ArrayList<>();

    /** The runs that cannot be read, and why. */
    Function<RunId, @Nullable RuntimeException> unreadable = run -> null;

    static JournalException full() {
        return JournalException.unavailable("memory", new IllegalStateException("disk full"));
    }

    /** All events of the newest run, as kept. */
    List<RunEvent> events() {
        return kept.runs().isEmpty() ? new ArrayList<>() : kept.read(kept.runs().get(0));
    }

    <E extends RunEvent> List<E> events(Class<E> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private void failIfAway() {
        if (failure != null) {
            refused++;
            throw failure;
        }
    }

    @Override
    protected Journal journal() {
        return kept;
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> events) {
        before.accept(run);
        failIfAway();
        if (shut.test(run)) {
            refused++;
            throw full();
        }
        if (held.test(run)) {
            refused++;
            throw JournalException.held(run, "memory", "process 4711 on this machine, since 2026-11-20T12:00:20Z");
        }
        kept.append(run, expected, events);
        appends++;
    }

    @Override
    public List<RunEvent> read(RunId run) {
        failIfUnreadable(run);
        reads.add(run);
        return kept.read(run);
    }

    @Override
    public List<Request> asked(RunId run) {
        if (deaf != null) {
            throw deaf;
        }
        return kept.asked(run);
    }

    private void failIfUnreadable(RunId run) {
        RuntimeException why = unreadable.apply(run);
        if (why != null) {
            throw why;
        }
    }

    @Override
    public RunSummary summary(RunId run) {
        failIfUnreadable(run);
        return kept.summary(run);
    }

    @Override
    public Optional<Quarantine> quarantine(TargetId target, String content) {
        failIfAway();
        return kept.quarantine(target, content);
    }

    @Override
    public Optional<FailedTry> failed(TargetId target, String content) {
        failIfAway();
        return kept.failed(target, content);
    }

    @Override
    public Optional<RunSummary> lastChange(TargetId target) {
        failIfAway();
        return kept.lastChange(target);
    }

    @Override
    public void lift(Lifted lifted) {
        failIfAway();
        kept.lift(lifted);
    }

    @Override
    public Pruned prune(Retention retention, Instant now) {
        failIfAway();
        return kept.prune(retention, now);
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        failIfAway();
        return kept.ledger(run, step);
    }

    @Override
    public void keep(Checkpoint checkpoint) {
        failIfAway();
        kept.keep(checkpoint);
    }

    @Override
    public void keep(Practice.Drilled drill) {
        failIfAway();
        if (unkept != null) {
            throw unkept;
        }
        kept.keep(drill);
    }

    @Override
    public boolean isDurable() {
        return false;
    }
}
