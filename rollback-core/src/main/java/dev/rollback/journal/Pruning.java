package dev.rollback.journal;

import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** Finds the runs that a retention lets go. */
final class Pruning {

    private final List<RunSummary> newestFirst;
    private final Retention retention;
    private final Instant now;
    private final Function<RunId, List<RunEvent>> events;
    private final SortedMap<RunId, String> kept = new TreeMap<>();

    /**
     * For the runs of a journal.
     *
     * @param events reads a run that has not ended, to tell which one it takes back
     */
    Pruning(List<RunSummary> newestFirst, Retention retention, Instant now, Function<RunId, List<RunEvent>> events) {
        this.events = events;
        this.newestFirst = newestFirst;
        this.retention = retention;
        this.now = now;
    }

    /** Removes a run, or says why not. */
    interface Removal {
        /** Why it stays; empty if it is gone. */
        String remove(RunSummary run);
    }

    Pruned by(Removal removal) {
        List<RunId> removed = new ArrayList<>();
        List<RunSummary> due = due();
        for (int i = due.size() - 1; i >= 0; i--) {
            RunSummary run = due.get(i);
            String why = removal.remove(run);
            if (why.isEmpty()) {
                removed.add(run.run());
            } else {
                kept.put(run.run(), why);
            }
        }
        return new Pruned(removed, kept);
    }

    /** Why a run is needed that has ended: one that has not goes on with it. */
    private Optional<String> need(RunId run) {
        return newestFirst.stream()
                .filter(other -> !other.isEnded())
                .map(RunSummary::run)
                .filter(other -> run.isBackOf(other)
                        || takesBack(other).filter(run::equals).isPresent())
                .findFirst()
                .map(other -> "run " + other + " needs it, which has not ended");
    }

    private Optional<RunId> takesBack(RunId run) {
        return ((RunEvent.RunStarted) events.apply(run).get(0)).outline().undoes();
    }

    private List<RunSummary> due() {
        List<RunSummary> due = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            RunSummary run = newestFirst.get(i);
            RunSummary.End end = run.end();
            boolean isOld = (end == null ? run.startedAt() : end.at())
                    .plus(retention.time())
                    .isBefore(now);
            if (isOld && end == null) {
                kept.put(run.run(), "it has not ended");
            } else if (isOld && i < retention.atLeast()) {
                kept.put(run.run(), "it is among the newest " + retention.atLeast());
            } else if (isOld) {
                need(run.run()).ifPresentOrElse(why -> kept.put(run.run(), why), () -> due.add(run));
            }
        }
        return due;
    }
}
