package dev.rollback.journal;

import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What runs say of versions, by target and content: which of them they rolled away from, and which they could not bring back; and which run changed a target last. A version is quarantined
 * from the moment at which a change is planned: a run that a crash cut off never ends, and what it was leaving must not be chosen because the half-made change superseded it. Only where a
 * target is found at the end to stand where it stood, or where somebody lifts it, is that taken back.
 */
final class VersionIndex {

    private record Key(TargetId target, String content) {}

    private record Moment(Instant at, Runnable what) {}

    private final Map<Key, Quarantine> quarantines = new LinkedHashMap<>();
    private final Map<Key, FailedTry> failures = new LinkedHashMap<>();
    private final Map<Key, Freeze> freezes = new LinkedHashMap<>();
    private final Map<TargetId, RunSummary> last = new TreeMap<>();

    /** What these runs, and what people said of them, come to, taken in the order of their times. */
    static VersionIndex of(Collection<RunSummary> runs, Collection<Lifted> lifted) {
        VersionIndex index = new VersionIndex();
        List<Moment> moments = new ArrayList<>();
        for (RunSummary run : runs.stream().sorted(RunSummary.OLDEST_FIRST).toList()) {
            run.changes().forEach(change -> moments.add(new Moment(change.at(), () -> index.planned(run, change))));
            RunSummary.End end = run.end();
            if (end != null) {
                moments.add(new Moment(end.at(), () -> index.ended(run, end)));
            }
        }
        lifted.forEach(said ->
                moments.add(new Moment(said.at(), () -> index.forget(new Key(said.target(), said.content())))));
        moments.sort(Comparator.comparing(Moment::at));
        moments.forEach(moment -> moment.what().run());
        return index;
    }

    private void forget(Key version) {
        quarantines.remove(version);
        freezes.remove(version);
    }

    private void planned(RunSummary run, RunSummary.Planned planned) {
        Change change = planned.change();
        if (!change.isEmpty()) {
            last.put(change.target(), run);
        }
        if (leaves(change)) {
            quarantines.putIfAbsent(left(change), quarantine(run, change, planned.at()));
        }
        RunSummary.Failure failure = planned.failure();
        if (failure != null) {
            failures.put(reached(change), new FailedTry(run.run(), planned.at(), failure.kind(), failure.reason()));
        }
    }

    private void ended(RunSummary run, RunSummary.End end) {
        for (RunSummary.Planned planned : run.changes()) {
            switch (planned.position()) {
                case TO -> arrived(run, planned, end.at());
                case FROM -> withdraw(run.run(), planned.change().target());
                case BETWEEN, UNKNOWN -> {
                    // It was leaving, and may have left.
                }
            }
        }
    }

    private void arrived(RunSummary run, RunSummary.Planned planned, Instant at) {
        Change change = planned.change();
        forget(reached(change));
        if (planned.failure() == null) {
            failures.remove(reached(change));
        }
        if (leaves(change)) {
            quarantines.put(left(change), quarantine(run, change, at));
            freeze(run, change, at);
        }
    }

    private void freeze(RunSummary run, Change change, Instant at) {
        Duration lasting = run.freeze();
        if (lasting != null) {
            freezes.put(
                    left(change),
                    new Freeze(
                            change.target(),
                            change.from().title(),
                            change.from().content(),
                            run.run(),
                            run.reason(),
                            at,
                            at.plus(lasting)));
        }
    }

    /** Those that are not over, the newest first. */
    List<Freeze> freezes(Instant now) {
        return freezes.values().stream()
                .filter(freeze -> freeze.until().isAfter(now))
                .sorted(Comparator.comparing(Freeze::since).reversed().thenComparing(Freeze::target))
                .toList();
    }

    /** What is taken back was no bad version. */
    private static boolean leaves(Change change) {
        return !change.isEmpty() && change.takesBack().isEmpty();
    }

    /** What this run said of a target holds no more. */
    private void withdraw(RunId run, TargetId target) {
        quarantines
                .entrySet()
                .removeIf(entry -> entry.getKey().target().equals(target)
                        && entry.getValue().run().equals(run));
    }

    private static Key left(Change change) {
        return new Key(change.target(), change.from().content());
    }

    private static Key reached(Change change) {
        return new Key(change.target(), change.to().content());
    }

    private static Quarantine quarantine(RunSummary run, Change change, Instant at) {
        return new Quarantine(run.run(), at, change.from().title(), run.reason());
    }

    Optional<Quarantine> quarantine(TargetId target, String content) {
        return Optional.ofNullable(quarantines.get(new Key(target, content)));
    }

    Optional<FailedTry> failed(TargetId target, String content) {
        return Optional.ofNullable(failures.get(new Key(target, content)));
    }

    Optional<RunSummary> lastChange(TargetId target) {
        return Optional.ofNullable(last.get(target));
    }
}
