package dev.rollback.journal;

import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What runs rolled away from, by target and content. That is so from the moment at which a change is planned: a run that a crash cut off never ends, and
 * what it was leaving must not be chosen because the half-made change superseded it. Only where a target is found at the end to stand where it stood is it
 * taken back.
 */
final class QuarantineIndex {

    private record Key(TargetId target, String content) {}

    private record Moment(Instant at, Runnable what) {}

    private final Map<Key, Quarantine> kept = new LinkedHashMap<>();

    /** What these runs come to, taken in the order of their times. */
    static QuarantineIndex of(Collection<RunSummary> runs) {
        QuarantineIndex index = new QuarantineIndex();
        List<Moment> moments = new ArrayList<>();
        for (RunSummary run : runs.stream().sorted(RunSummary.OLDEST_FIRST).toList()) {
            run.changes().forEach(change -> moments.add(new Moment(change.at(), () -> index.planned(run, change))));
            RunSummary.End end = run.end();
            if (end != null) {
                moments.add(new Moment(end.at(), () -> index.ended(run, end)));
            }
        }
        moments.sort(Comparator.comparing(Moment::at));
        moments.forEach(moment -> moment.what().run());
        return index;
    }

    /** A run planned this change. */
    void planned(RunSummary run, RunSummary.Planned planned) {
        Change change = planned.change();
        if (leaves(change)) {
            kept.putIfAbsent(left(change), quarantine(run, change, planned.at()));
        }
    }

    /** A run ended. */
    void ended(RunSummary run, RunSummary.End end) {
        for (RunSummary.Planned planned : run.changes()) {
            switch (planned.position()) {
                case TO -> arrived(run, planned.change(), end.at());
                case FROM -> withdraw(run.run(), planned.change().target());
                case BETWEEN, UNKNOWN -> {
                    // It was leaving, and may have left.
                }
            }
        }
    }

    private void arrived(RunSummary run, Change change, Instant at) {
        kept.remove(new Key(change.target(), change.to().content()));
        if (leaves(change)) {
            kept.put(left(change), quarantine(run, change, at));
        }
    }

    /** What is taken back was no bad version. */
    private static boolean leaves(Change change) {
        return !change.isEmpty() && change.takesBack().isEmpty();
    }

    /** What this run said of a target holds no more. */
    private void withdraw(RunId run, TargetId target) {
        kept.entrySet()
                .removeIf(entry -> entry.getKey().target().equals(target)
                        && entry.getValue().run().equals(run));
    }

    private static Key left(Change change) {
        return new Key(change.target(), change.from().content());
    }

    private static Quarantine quarantine(RunSummary run, Change change, Instant at) {
        return new Quarantine(run.run(), at, change.from().title(), run.reason());
    }

    Optional<Quarantine> find(TargetId target, String content) {
        return Optional.ofNullable(kept.get(new Key(target, content)));
    }
}
