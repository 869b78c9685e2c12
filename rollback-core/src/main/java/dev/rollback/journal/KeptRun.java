package dev.rollback.journal;

import dev.rollback.run.Position;
import dev.rollback.run.RunEvent;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.Change;
import java.util.Map;
import java.util.TreeMap;

/**
 * What has to be known of a run to say at its end what it rolled away from: the changes of those steps whose targets came to serve what they
 * should.
 */
final class KeptRun extends SelectiveVisitor<KeptRun> {

    private final RunEvent.RunStarted started;
    private final QuarantineIndex index;
    private final Map<Integer, Change> planned = new TreeMap<>();
    private final Map<Integer, Change> arrived = new TreeMap<>();

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
        planned.put(event.step(), event.change());
        return this;
    }

    @Override
    public KeptRun stepSettled(RunEvent.StepSettled event) {
        return arrive(event.step());
    }

    @Override
    public KeptRun stepStands(RunEvent.StepStands event) {
        return event.position() == Position.TO ? arrive(event.step()) : this;
    }

    private KeptRun arrive(int step) {
        Change change = planned.get(step);
        if (change != null) {
            arrived.put(step, change);
        }
        return this;
    }

    @Override
    public KeptRun runEnded(RunEvent.RunEnded event) {
        arrived.values()
                .forEach(change -> index.lift(change.target(), change.to().content()));
        arrived.values().stream().filter(change -> !change.isEmpty()).forEach(change -> rolledAway(event, change));
        return this;
    }

    private void rolledAway(RunEvent.RunEnded ended, Change change) {
        Quarantine why = new Quarantine(
                started.run(),
                ended.at(),
                change.from().title(),
                started.outline().reason());
        index.put(change.target(), change.from().content(), why);
    }
}
