package dev.rollback.aws.rds;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.Optional;

/** Takes a cut-over back: two renames the other way round, by resource id. What was written on the restored database stays there. */
final class TakingBack {

    private static final Duration WHILE_RENAMING = Duration.ofSeconds(15);

    private final Fleet fleet;
    private final Change change;
    private final Attempt attempt;
    private final String name;
    private final Names names;

    TakingBack(Fleet fleet, Change change, Attempt attempt, String name) {
        this.fleet = fleet;
        this.change = change;
        this.attempt = attempt;
        this.name = name;
        this.names = Names.of(name, change.takesBack().orElse(change.id()));
    }

    Progress step() {
        String wanted = RdsSnapshot.resource(change.to());
        Optional<Database> old = fleet.withResource(attempt, wanted);
        if (old.isEmpty()) {
            return Progress.failed(
                    FailureKind.CONFLICT,
                    "The database " + wanted + " is gone: expected it to take " + name + " back.");
        }
        if (old.get().id().equals(name)) {
            return old.get().status().isUsable()
                    ? Progress.settled(change.to(), name + " is " + wanted + " again" + left())
                    : waits(name + " is " + old.get().status());
        }
        Optional<Database> named = fleet.named(attempt, name);
        if (named.isEmpty()) {
            return renamed(old.get(), name);
        }
        boolean ours = change.takesBack()
                .filter(id -> id.equals(named.get().tags().get(RdsCalls.CHANGE)))
                .isPresent();
        return ours ? renamed(named.get(), names.restored()) : foreign(named.get());
    }

    /** The restored one is kept, whatever was written to it. */
    private String left() {
        return fleet.named(attempt, names.restored())
                .map(restored ->
                        "; " + restored.id() + " (" + restored.resource() + ") is left, and costs until you delete it")
                .orElse("");
    }

    private Progress foreign(Database found) {
        return Progress.failed(
                FailureKind.CONFLICT,
                name + " is " + found.resource() + ", which this change did not put there. It is left alone.");
    }

    private Progress renamed(Database database, String to) {
        if (database.status().isUsable() && !database.isChanging()) {
            try {
                fleet.rename(attempt, database, to);
            } catch (TargetException e) {
                if (!RdsCalls.isThere(e) && !RdsCalls.isBusy(e)) {
                    throw e;
                }
            }
        }
        return waits("renames " + database.id() + " to " + to);
    }

    private Progress waits(String why) {
        return Progress.pending(why, 0.5, Memo.empty(), WHILE_RENAMING);
    }
}
