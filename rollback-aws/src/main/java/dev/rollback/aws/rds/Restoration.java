package dev.rollback.aws.rds;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Brings a restore to its end, a step a call: restore and safety snapshot side by side, the settings, the gate, the cut-over. */
final class Restoration {

    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration WHILE_RESTORING = Duration.ofSeconds(30);

    /** A restored database leaves {@code available} again for a while, so it has to be seen so twice, this far apart. */
    private static final Duration STILL = Duration.ofSeconds(30);

    private static final String YES = "yes";
    private static final String SETTLED = "settings set";
    private static final String REBOOTED = "rebooted";
    private static final String QUIET = "quiet since";
    private static final String RESTORED = "restored";

    private final Fleet fleet;
    private final Change change;
    private final Plan plan;
    private final Attempt attempt;
    private final Names names;
    private final String source;

    Restoration(Fleet fleet, Change change, Plan plan, Attempt attempt, String name) {
        this.fleet = fleet;
        this.change = change;
        this.plan = plan;
        this.attempt = attempt;
        this.names = Names.of(name, change.id());
        this.source = RdsSnapshot.resource(change.from());
    }

    /** What there is of the databases that the change is about, whatever they are called now. */
    record Seen(Optional<Database> named, Optional<Database> old, Optional<Database> restored) {}

    Progress step() {
        Seen seen = look();
        try {
            return step(seen);
        } catch (TargetException e) {
            if (e.kind().isPassing() || seen.restored().isEmpty()) {
                throw e;
            }
            throw TargetException.of(e.kind(), e.getMessage() + whatIsLeft(seen), e);
        }
    }

    private Progress step(Seen seen) {
        Optional<Progress> foreign = foreign(seen);
        if (foreign.isPresent()) {
            return foreign.get();
        }
        Optional<Database> old = seen.old();
        Optional<Database> restored = seen.restored();
        if (restored.isPresent() && restored.get().id().equals(names.name())) {
            return arrived(restored.get());
        }
        if (old.isEmpty()) {
            return Progress.failed(
                    FailureKind.CONFLICT,
                    fleet.noun() + " " + names.name() + " (" + source
                            + ") is gone: somebody deleted it during this change."
                            + whatIsLeft(seen));
        }
        return restored.isEmpty() ? restore(old.get()) : prepare(old.get(), restored.get());
    }

    private static String whatIsLeft(Seen seen) {
        return seen.restored()
                .map(found -> " What was restored is there as " + found.id() + ", and costs.")
                .orElse("");
    }

    private Seen look() {
        Optional<Database> named = fleet.named(attempt, names.name());
        Optional<Database> old =
                named.filter(found -> found.resource().equals(source)).or(() -> fleet.withResource(attempt, source));
        return new Seen(named, old, restored(named));
    }

    private Optional<Database> restored(Optional<Database> named) {
        Optional<String> known = attempt.memo().get(RESTORED);
        if (named.filter(this::isOurs).isPresent()) {
            return named;
        }
        return known.flatMap(resource -> fleet.withResource(attempt, resource))
                .or(() -> fleet.named(attempt, names.restored()).filter(this::isOurs));
    }

    private boolean isOurs(Database database) {
        return change.id().equals(database.tags().get(RdsCalls.CHANGE));
    }

    private Optional<Progress> foreign(Seen seen) {
        return seen.named()
                .filter(found -> !found.resource().equals(source) && !isOurs(found))
                .map(found -> Progress.failed(
                        FailureKind.CONFLICT,
                        "Somebody else has put another database in the place of " + names.name() + ": expected "
                                + source
                                + ", found " + found.resource() + ". It is left alone. Find out who (CloudTrail event"
                                + " ModifyDBInstance or CreateDBInstance), agree on one, then plan again."
                                + whatIsLeft(seen)));
    }

    // restoring

    private Progress restore(Database old) {
        Optional<Order.From> from = RdsVersions.source(change.to(), fleet, attempt);
        if (from.isEmpty()) {
            return Progress.failed(
                    FailureKind.VERSION,
                    "Snapshot " + change.to().id() + " is not there any more. Nothing was changed.");
        }
        try {
            fleet.restore(attempt, new Order(old, names.restored(), from.get(), tags(old)));
        } catch (TargetException e) {
            return refused(e, "restore into " + names.restored());
        }
        return pending("restores " + change.to().title() + " into " + names.restored(), 0.02, attempt.memo(), SOON);
    }

    private SortedMap<String, String> tags(Database old) {
        SortedMap<String, String> tags = new TreeMap<>(old.tags());
        tags.put(RdsCalls.CHANGE, change.id());
        tags.put(RdsCalls.CONTENT, change.to().content());
        return tags;
    }

    /** What RDS refuses for good fails the step with its words; what is there already is looked at again. */
    private Progress refused(TargetException refusal, String what) {
        if (RdsCalls.isThere(refusal)) {
            Optional<Database> taken = fleet.named(attempt, names.restored());
            boolean foreign = taken.filter(found -> !isOurs(found)).isPresent();
            return foreign
                    ? Progress.failed(
                            FailureKind.CONFLICT,
                            "The name " + names.restored() + " is taken by " + fleet.noun() + " "
                                    + taken.get().resource() + ", which this change did not make. It is left alone.")
                    : pending("looks for what it has begun to " + what, 0.02, attempt.memo(), SOON);
        }
        if (refusal.kind() == Kind.INVALID) {
            return Progress.failed(FailureKind.ENVIRONMENT, "RDS refused to " + what + ": " + refusal.getMessage());
        }
        throw refusal;
    }

    private Progress prepare(Database old, Database restored) {
        Memo memo = attempt.memo().with(RESTORED, restored.resource());
        boolean renamed = !old.id().equals(names.name());
        Optional<String> part = fleet.complete(attempt, old, restored);
        if (part.isPresent()) {
            return pending(part.get(), 0.6, memo.with(QUIET, ""), SOON);
        }
        Optional<Progress> safety = renamed ? Optional.empty() : safety(old, memo);
        Optional<Progress> readiness = ready(restored, memo);
        if (safety.isPresent() && !(readiness.orElse(null) instanceof Progress.Failed)) {
            return safety.get();
        }
        return readiness.orElseGet(() -> configure(old, restored, memo));
    }

    /** The database as it is, kept beside the restore. It stays itself, too, so what keeps a snapshot from being taken must not hold the rollback up. */
    private Optional<Progress> safety(Database old, Memo memo) {
        if (memo.get(CutOver.NO_SAFETY).isPresent()) {
            return Optional.empty();
        }
        Optional<Taken> taken = fleet.snapshot(attempt, names.safety());
        if (taken.isPresent()) {
            return taken.get().isReady() ? Optional.empty() : Optional.of(whileTaken(taken.get(), memo));
        }
        if (!old.status().isUsable()) {
            return Optional.of(
                    old.status().isFailure()
                            ? withoutSafety(old.id() + " is " + old.status(), memo)
                            : pending(
                                    "waits for the safety snapshot: " + old.id() + " is " + old.status(),
                                    0.05,
                                    memo,
                                    WHILE_RESTORING));
        }
        SortedMap<String, String> tags = new TreeMap<>();
        tags.put(RdsCalls.CHANGE, change.id());
        try {
            fleet.takeSnapshot(attempt, old, names.safety(), tags);
        } catch (TargetException e) {
            if (RdsCalls.isFull(e)) {
                return Optional.of(withoutSafety("there are as many manual snapshots as the account may have", memo));
            }
            if (!RdsCalls.isThere(e) && !RdsCalls.isBusy(e)) {
                throw e;
            }
        }
        return Optional.of(pending("takes the safety snapshot " + names.safety(), 0.05, memo, SOON));
    }

    private static Progress withoutSafety(String why, Memo memo) {
        return pending("takes no safety snapshot: " + why, 0.05, memo.with(CutOver.NO_SAFETY, why), SOON);
    }

    private Progress whileTaken(Taken taken, Memo memo) {
        if (taken.status().isFailure()) {
            return Progress.failed(
                    FailureKind.ENVIRONMENT,
                    "The safety snapshot " + taken.id() + " is " + taken.status()
                            + ": expected it available. Nothing was cut over; the restored database is left as "
                            + names.restored() + ", and costs.");
        }
        String why =
                "takes the safety snapshot " + taken.id() + ", " + taken.about().percent() + " %";
        return pending(why, 0.05 + taken.about().percent() * 0.004, memo, WHILE_RESTORING);
    }

    /** Empty when the restored database is available and stays so. */
    private Optional<Progress> ready(Database restored, Memo memo) {
        if (restored.status().isFailure()) {
            FailureKind kind = restored.status().isOfTheVersion() ? FailureKind.VERSION : FailureKind.ENVIRONMENT;
            return Optional.of(Progress.failed(
                    kind,
                    restored.id() + " ended in " + restored.status() + ": expected it available. " + names.name()
                            + " is as it was; " + restored.id() + " is left for you to look at, and costs."));
        }
        if (!restored.status().isUsable() || restored.isChanging()) {
            String why =
                    restored.id() + " is " + restored.status() + (restored.isChanging() ? ", changes pending" : "");
            return Optional.of(pending(why, shareOf(restored), memo.with(QUIET, ""), WHILE_RESTORING));
        }
        Optional<Instant> since =
                memo.get(QUIET).filter(text -> !text.isEmpty()).map(Instant::parse);
        if (since.isEmpty() || attempt.now().isBefore(since.get().plus(STILL))) {
            Instant first = since.orElse(attempt.now());
            String why = restored.id() + " is available; looks whether it stays so";
            return Optional.of(pending(why, 0.7, memo.with(QUIET, first.toString()), STILL));
        }
        return Optional.empty();
    }

    private static double shareOf(Database restored) {
        return switch (restored.status().text()) {
            case "creating" -> 0.3;
            case "backing-up" -> 0.5;
            default -> 0.6;
        };
    }

    // settings

    private Progress configure(Database old, Database restored, Memo memo) {
        List<String> differences = Difference.between(old, restored);
        if (!differences.isEmpty() && memo.get(SETTLED).isEmpty()) {
            fleet.settle(attempt, old, restored);
            return pending(
                    "sets what a restore cannot be told: " + String.join("; ", differences),
                    0.75,
                    memo.with(SETTLED, YES).with(QUIET, ""),
                    WHILE_RESTORING);
        }
        if (restored.needsReboot() && memo.get(REBOOTED).isEmpty()) {
            fleet.reboot(attempt, restored);
            return pending(
                    "reboots " + restored.id() + " for its parameters",
                    0.8,
                    memo.with(REBOOTED, YES).with(QUIET, ""),
                    WHILE_RESTORING);
        }
        if (!differences.isEmpty()) {
            return Progress.failed(
                    FailureKind.ENVIRONMENT,
                    restored.id() + " is not the same database as " + names.name() + ": "
                            + String.join("; ", differences)
                            + ". Nothing was cut over; set it right and cut over by hand, or roll back again.");
        }
        return new CutOver(fleet, change, plan, attempt, names).step(old, restored, memo);
    }

    private Progress arrived(Database restored) {
        Memo memo = attempt.memo().with(RESTORED, restored.resource());
        return ready(restored, memo).orElseGet(() -> CutOver.settled(change, names, restored, attempt));
    }

    static Progress pending(String why, double share, Memo memo, Duration again) {
        return Progress.pending(why, share, memo, again);
    }
}
