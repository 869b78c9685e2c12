package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to be known of a run to say what it rolls away from. That is so from the moment at which a change is planned: a run that a crash cut off
 * never ends, and what it was leaving must not be chosen because the half-made change superseded it. Only where a target is found at the end to stand
 * where it stood is it taken back.
 */
final class KeptRun extends SelectiveVisitor<KeptRun> {

    private final RunEvent.RunStarted started;
    private final QuarantineIndex index;
    private final Map<Integer, Change> planned = new TreeMap<>();
    private final Map<Integer, Position> positions = new TreeMap<>();

    KeptRun(RunEvent.RunStarted started, QuarantineIndex index) {
        this.started = started;
        this.index = index;
    }

    @Override
    protected KeptRun otherwise(RunEvent event) {
        return this;
    }

    @Override
    public KeptRun changePlanned(RunEvent.ChangePlanned event) {
        Change change = event.change();
        planned.put(event.step(), change);
        if (!change.isEmpty()) {
            index.putIfAbsent(change.target(), change.from().content(), quarantine(change, event.at()));
        }
        return this;
    }

    @Override
    public KeptRun stepSettled(RunEvent.StepSettled event) {
        return stands(event.step(), Position.TO);
    }

    @Override
    public KeptRun stepSkipped(RunEvent.StepSkipped event) {
        return stands(event.step(), Position.FROM);
    }

    @Override
    public KeptRun stepStands(RunEvent.StepStands event) {
        return stands(event.step(), event.position());
    }

    private KeptRun stands(int step, Position position) {
        positions.put(step, position);
        return this;
    }

    @Override
    public KeptRun runEnded(RunEvent.RunEnded event) {
        for (Map.Entry<Integer, Change> entry : planned.entrySet()) {
            switch (positions.getOrDefault(entry.getKey(), Position.UNKNOWN)) {
                case TO -> arrived(entry.getValue(), event);
                case FROM -> index.withdraw(started.run(), entry.getValue().target());
                case BETWEEN, UNKNOWN -> {
                    // It was leaving, and may have left.
                }
            }
        }
        return this;
    }

    private void arrived(Change change, RunEvent.RunEnded ended) {
        index.lift(change.target(), change.to().content());
        if (!change.isEmpty()) {
            index.put(change.target(), change.from().content(), quarantine(change, ended.at()));
        }
    }

    private Quarantine quarantine(Change change, Instant at) {
        return new Quarantine(
                started.run(), at, change.from().title(), started.outline().reason());
    }
}
