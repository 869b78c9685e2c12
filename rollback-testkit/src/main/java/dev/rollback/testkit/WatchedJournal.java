package dev.rollback.testkit;

import dev.rollback.journal.ForwardingJournal;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The journal of a rehearsal: keeps what any journal would keep, and tells what is durable. */
final class WatchedJournal extends ForwardingJournal {
    private final InMemoryJournal kept;
    private final Trace trace;
    private final Watches watches;
    private final Upsets upsets;
    private final Map<RunId, EventLine> lines = new TreeMap<>();
    private final List<RunEvent> events = new ArrayList<>();
    private final Map<TargetId, Integer> settled = new TreeMap<>();
    private final Map<Integer, TargetId> targets = new TreeMap<>();
    private final Map<RunId, List<RunEvent>> eventsByRun = new TreeMap<>();

    WatchedJournal(InMemoryJournal kept, Trace trace, Watches watches, Upsets upsets) {
        this.kept = kept;
        this.trace = trace;
        this.watches = watches;
        this.upsets = upsets;
    }

    @Override
    protected Journal journal() {
        return kept;
    }

    @Override
    public void append(RunId run, long expected, List<RunEvent> more) {
        appending(run, expected, upsets.dieBeforeAppend());
        kept.append(run, expected, more);
        events.addAll(more);
        eventsByRun.computeIfAbsent(run, begun -> new ArrayList<>()).addAll(more);
        EventLine line = lines.computeIfAbsent(run, begun -> new EventLine());
        for (RunEvent event : more) {
            if (event instanceof RunEvent.RunStarted started) {
                line.started(started.outline());
            }
            trace.add("run", () -> event.accept(line));
            note(event);
        }
        watches.journaled(more);
        appending(run, expected, upsets.dieAfterAppend());
    }

    /** To a process that is dead it looks as if another one drove the run: it does nothing more, and does not even complain. */
    private static void appending(RunId run, long expected, boolean dead) {
        if (dead) {
            throw JournalException.overtaken(run, expected, expected);
        }
    }

    private void note(RunEvent event) {
        if (event instanceof RunEvent.ChangePlanned planned) {
            targets.put(planned.step(), planned.change().target());
        } else if (event instanceof RunEvent.StepSettled done && targets.containsKey(done.step())) {
            settled.putIfAbsent(targets.get(done.step()), upsets.calls());
        }
    }

    /** After which call a target was said to be done with; empty for one that was not. */
    Optional<Integer> settled(TargetId target) {
        return Optional.ofNullable(settled.get(target));
    }

    /** What was appended, in order. */
    List<RunEvent> events() {
        return events;
    }

    /** The same, run by run. */
    List<List<RunEvent>> eventsByRun() {
        return List.copyOf(eventsByRun.values());
    }

    /** The bytes of a run, as a durable journal would hold them. */
    byte[] bytes(RunId run) {
        return kept.bytes(run);
    }

    @Override
    public Ledger ledger(RunId run, int step) {
        return new OfTheLiving(kept.ledger(run, step), upsets);
    }

    /** A ledger to which a process that is dead writes nothing, whatever it had in hand. */
    private record OfTheLiving(Ledger kept, Upsets upsets) implements Ledger {

        @Override
        public void append(List<String> lines) {
            upsets.requireAlive();
            kept.append(lines);
        }

        @Override
        public Stream<String> lines() {
            return kept.lines();
        }
    }
}
