package dev.rollback.run;

import dev.rollback.target.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The state of one run: what its events come to. Built by {@link #of} from the first event and moved by {@link #apply} with each further one; nothing
 * else changes what it says. Integer-indexed and mutable, owned by one thread at a time.
 */
public final class RunState {

    private final RunId run;
    private final Outline outline;
    private final StepState[] steps;
    private final Graph graph;
    private final Fold fold = new Fold(this);
    final Agenda agenda;
    final Timers timers = new Timers();
    final Clocks clocks;

    long startedAt;
    long deadlineAt;

    @Nullable
    String cancelledBy;

    PersonEvent.@Nullable GlassBroken glassBroken;

    @Nullable
    RunId restoredBy;

    boolean timedOut;
    boolean refused;
    int concluded;

    /** What was put back has been heard of in this turn, which is the last. */
    boolean restored;

    final Set<String> halted = new TreeSet<>();

    /** Who asked to cancel it in vain, and why: each is told once. */
    final List<PersonEvent.CancelRefused> refusedCancels = new ArrayList<>();

    RunEvent.@Nullable RunEnded ended;

    private RunState(RunEvent.RunStarted started) {
        this.run = started.run();
        this.outline = started.outline();
        this.steps = new StepState[outline.steps().size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new StepState(i, outline.steps().get(i));
        }
        this.clocks = new Clocks(this, started.at());
        this.graph = Graph.of(outline);
        this.agenda = new Agenda(steps.length);
        for (StepState step : steps) {
            step.unmet = graph.unmet(step.index);
            if (step.unmet == 0) {
                agenda.add(step);
            }
        }
    }

    /** Begins the state of a run. */
    public static RunState of(RunEvent.RunStarted started) {
        RunState state = new RunState(started);
        state.apply(started);
        return state;
    }

    /** Rebuilds the state of a run from its events. */
    public static RunState replay(List<RunEvent> events) {
        if (events.isEmpty() || !(events.get(0) instanceof RunEvent.RunStarted started)) {
            throw new IllegalArgumentException("The first event of a run has to be RunStarted, got "
                    + (events.isEmpty() ? "none" : events.get(0)) + ".");
        }
        RunState state = of(started);
        events.subList(1, events.size()).forEach(state::apply);
        state.noteConcluded();
        return state;
    }

    /** Folds one event in. */
    public void apply(RunEvent event) {
        event.accept(fold);
    }

    /** The run. */
    public RunId run() {
        return run;
    }

    /** What shall be done. */
    public Outline outline() {
        return outline;
    }

    /** One step, by its place in the outline. */
    public StepState step(int index) {
        return steps[index];
    }

    /** All steps, joins included. */
    public List<StepState> steps() {
        return Collections.unmodifiableList(Arrays.asList(steps));
    }

    /** When the run began. */
    public Instant startedAt() {
        return Instant.ofEpochMilli(startedAt);
    }

    /** When the run's time is over. */
    public Instant deadline() {
        return Instant.ofEpochMilli(deadlineAt);
    }

    /** Whether the run is over. */
    public boolean isEnded() {
        return ended != null;
    }

    /** How the run ended, once it has. */
    public Optional<Outcome> outcome() {
        return Optional.ofNullable(ended).map(RunEvent.RunEnded::outcome);
    }

    /** What the verifications said, once the run has ended. */
    public Optional<Verdict> verdict() {
        return Optional.ofNullable(ended).map(RunEvent.RunEnded::verdict);
    }

    /** Whether somebody cancelled it. */
    public boolean isCancelled() {
        return cancelledBy != null;
    }

    /** Who broke the glass and why, if somebody did: no step waits for an approval any more. */
    public Optional<PersonEvent.GlassBroken> glassBroken() {
        return Optional.ofNullable(glassBroken);
    }

    /** Whether a change failed and everything is put back once what runs has ended. */
    public boolean isRestoreDue() {
        return restoredBy != null;
    }

    /**
     * The run that puts everything back, once that is all that is left to do. Its driver carries it out, or goes on with it, and answers with one
     * {@link Signal.Restored}.
     */
    public Optional<RunId> restoring() {
        boolean open = restoredBy != null && ended == null && !restored && concluded == steps.length;
        return open && steps().stream().anyMatch(StepState::canBePutBack)
                ? Optional.ofNullable(restoredBy)
                : Optional.empty();
    }

    /** The changes of the steps that roll targets back. */
    public List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (StepState step : steps) {
            step.change().ifPresent(changes::add);
        }
        return changes;
    }

    /** Whether this is the run that puts back because another one failed, and not because somebody asked. */
    public boolean isPuttingBack() {
        return outline.undoes().filter(run::isBackOf).isPresent();
    }

    /** Whether nothing new may start. */
    boolean isClosing() {
        return cancelledBy != null || timedOut || refused;
    }

    /** Why nothing new may start, for people. */
    String closingReason() {
        if (refused) {
            return "the run was refused";
        }
        return cancelledBy != null ? "cancelled by " + cancelledBy : "the time of the run is over";
    }

    /** Whether somebody has been told that it is not cancelled. */
    boolean hasRefused(Signal.Cancel asked) {
        return refusedCancels.stream()
                .anyMatch(told -> told.who().equals(asked.who()) && told.why().equals(asked.why()));
    }

    int size() {
        return steps.length;
    }

    Graph graph() {
        return graph;
    }

    /**
     * Takes up a run whose driver went away. What was under way when the events ended is unknown, so all of it is due at once; a verification
     * begins again, because nobody looked meanwhile.
     */
    void resume() {
        for (StepState step : steps) {
            step.resume();
            agenda.add(step);
        }
        noteConcluded();
    }

    /** Nothing is under way just now, so what has been heard of every step is all that there will be. */
    private void noteConcluded() {
        for (StepState step : steps) {
            noteIfConcluded(step, startedAt);
        }
    }

    void noteIfConcluded(StepState step, long now) {
        if (!step.concludedNoted && step.isConcluded(now)) {
            step.concludedNoted = true;
            concluded++;
        }
    }
}
