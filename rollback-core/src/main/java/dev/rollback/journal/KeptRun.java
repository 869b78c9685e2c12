package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.SelectiveVisitor;
import dev.rollback.target.Position;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Folds the events of a run into its summary. */
final class KeptRun extends SelectiveVisitor<KeptRun> {

    private final RunEvent.RunStarted started;
    private final Map<Integer, RunSummary.Planned> planned = new TreeMap<>();
    private RunSummary.@Nullable End end;

    private KeptRun(RunEvent.RunStarted started) {
        this.started = started;
    }

    /**
     * The first event of a run.
     *
     * @throws IllegalArgumentException when it is another one
     */
    static RunEvent.RunStarted beginning(RunId run, RunEvent first) {
        if (first instanceof RunEvent.RunStarted started && started.run().equals(run)) {
            return started;
        }
        throw new IllegalArgumentException("Run " + run + " begins with " + first
                + ": expected RunStarted of that run. Append the events in the order in which they happened.");
    }

    static KeptRun of(RunEvent.RunStarted started) {
        return new KeptRun(started);
    }

    /** The fold over all events of a run. */
    static KeptRun of(List<RunEvent> events) {
        KeptRun run = new KeptRun((RunEvent.RunStarted) events.get(0));
        events.forEach(event -> event.accept(run));
        return run;
    }

    RunSummary summary() {
        return new RunSummary(
                started.run(),
                started.at(),
                new RunSummary.About(
                        started.outline().plan(),
                        started.outline().reason(),
                        started.outline().undoes().orElse(null)),
                end,
                List.copyOf(planned.values()),
                started.outline().freeze().orElse(null));
    }

    boolean isEnded() {
        return end != null;
    }

    @Override
    protected KeptRun otherwise(RunEvent event) {
        return this;
    }

    @Override
    public KeptRun changePlanned(RunEvent.ChangePlanned event) {
        planned.put(event.step(), new RunSummary.Planned(event.at(), event.change(), Position.UNKNOWN, null));
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
        planned.computeIfPresent(
                step,
                (index, before) -> new RunSummary.Planned(before.at(), before.change(), position, before.failure()));
        return this;
    }

    @Override
    public KeptRun stepFailed(RunEvent.StepFailed event) {
        RunSummary.Failure failure = new RunSummary.Failure(event.kind(), event.reason());
        planned.computeIfPresent(
                event.step(),
                (index, before) -> new RunSummary.Planned(before.at(), before.change(), before.position(), failure));
        return this;
    }

    @Override
    public KeptRun runEnded(RunEvent.RunEnded event) {
        end = new RunSummary.End(event.at(), event.outcome());
        return this;
    }
}
