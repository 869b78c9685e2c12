package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What has been taken back of a run by now, and by which runs. Read from the journal. */
final class TakenBack {

    private final Set<Integer> steps = new TreeSet<>();
    private final Set<RunId> by = new TreeSet<>();
    private final Set<RunId> open = new TreeSet<>();

    private TakenBack() {}

    /** Reads the runs that took it back, and no other. */
    static TakenBack of(Journal journal, RunId done) {
        TakenBack taken = new TakenBack();
        for (RunId run : journal.runs()) {
            if (!run.equals(done) && journal.summary(run).undoes(done)) {
                taken.add(RunState.replay(journal.read(run)));
            }
        }
        return taken;
    }

    /** How the run is called that takes it back next. Found before what has been taken back is looked for, nobody else can begin in between. */
    static RunId next(Journal journal, RunId done) {
        Set<RunId> before = new TreeSet<>(journal.runs());
        int nth = 1;
        while (before.contains(done.undo(nth))) {
            nth++;
        }
        return done.undo(nth);
    }

    private void add(RunState run) {
        int last = run.steps().size() - 1;
        for (StepState step : run.steps()) {
            if (step.outline().kind() != StepKind.JOIN && step.phase() == StepState.Phase.SETTLED) {
                steps.add(last - step.index());
                by.add(run.run());
            }
        }
        if (!run.isEnded()) {
            open.add(run.run());
        }
    }

    /** The places of the steps that have been taken back. */
    Set<Integer> steps() {
        return steps;
    }

    /** One that is not over. */
    Optional<RunId> open() {
        return open.stream().findFirst();
    }

    /** Whether any of it is taken back or being so. */
    boolean isAny(Set<Integer> wanted) {
        return !open.isEmpty() || wanted.stream().anyMatch(steps::contains);
    }

    /** Those that took something back or do so now, for people; empty if there are none. */
    String names() {
        Set<RunId> all = new TreeSet<>(by);
        all.addAll(open);
        return String.join(", ", all.stream().map(RunId::value).toList());
    }
}
