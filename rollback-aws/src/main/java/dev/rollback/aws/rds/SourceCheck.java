package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What speaks against the snapshot or the point in time that is to be restored. */
final class SourceCheck {

    private final AwsScope scope;
    private final Fleet fleet;
    private final Look look;
    private final String name;

    SourceCheck(AwsScope scope, Fleet fleet, Look look, String name) {
        this.scope = scope;
        this.fleet = fleet;
        this.look = look;
        this.name = name;
    }

    List<Finding> findings(Change change, Database database) {
        Optional<Instant> time = RdsVersions.time(change.to().id());
        return time.isPresent() ? pointInTime(time.get(), database) : snapshot(change, database);
    }

    private List<Finding> pointInTime(Instant time, Database database) {
        if (time.isAfter(look.now())) {
            return List.of(Finding.hard(
                    "INSTANT_IN_FUTURE",
                    time + " is after now, " + look.now() + ".",
                    "Give a time before the data went bad."));
        }
        Optional<Instant> latest = database.latestRestorable();
        if (latest.isEmpty()) {
            return List.of(Finding.hard(
                    "NO_BACKUPS",
                    name + " has no automated backups: expected a backup retention above 0 to restore a point in time.",
                    "Name a snapshot."));
        }
        if (time.isAfter(latest.get())) {
            return List.of(Finding.hard(
                    "NOT_RESTORABLE_YET",
                    name + " can be restored to " + latest.get() + " at the latest, not to " + time + ".",
                    "Wait five minutes, or take an earlier time."));
        }
        return Looked.at(look, () -> fleet.earliestRestorable(look, database))
                .findings("BACKUPS", "the automated backups of " + name, earliest -> retained(time, earliest));
    }

    private List<Finding> retained(Instant time, Optional<Instant> earliest) {
        return earliest.filter(time::isBefore)
                .map(first -> List.of(Finding.hard(
                        "BEFORE_RETAINED_HISTORY",
                        name + " can be restored to " + first + " at the earliest, not to " + time + ".",
                        "Take a later time, or name a snapshot.")))
                .orElse(List.of());
    }

    private List<Finding> snapshot(Change change, Database database) {
        Optional<Taken> found = fleet.snapshot(look, change.to().id());
        if (found.isEmpty()) {
            return List.of(Finding.hard(
                    "NO_SNAPSHOT", "There is no snapshot " + change.to().id() + ".", "Name one that a preview lists."));
        }
        Taken taken = found.get();
        List<Finding> findings = new ArrayList<>();
        RdsVersions.askedFor(change.to()).ifPresent(at -> findings.addAll(gap(taken, at)));
        findings.addAll(condition(taken));
        findings.addAll(engine(taken, database));
        findings.addAll(fleet.unlike(look, database, taken));
        taken.about().kmsKey().ifPresent(key -> findings.addAll(new Keys(scope).findings(look, key, taken.id())));
        return findings;
    }

    /** A time that no backup reaches is not the time that a snapshot holds. */
    private List<Finding> gap(Taken taken, Instant at) {
        Duration gap = Duration.between(taken.databaseTime(), at);
        return gap.isZero()
                ? List.of()
                : List.of(Finding.soft(
                        "SNAPSHOT_BEFORE_INSTANT",
                        "No automated backup of " + name + " reaches " + at + ": the newest snapshot before it, "
                                + taken.id()
                                + ", holds data until " + taken.databaseTime() + ", so the writes of the "
                                + Spans.text(gap)
                                + " between are lost, too.",
                        "Override with a reason, or name the snapshot with exactly(id)."));
    }

    private List<Finding> condition(Taken taken) {
        List<Finding> findings = new ArrayList<>();
        if (!taken.isReady()) {
            findings.add(Finding.hard(
                    "SNAPSHOT_NOT_AVAILABLE",
                    "Snapshot " + taken.id() + " is " + taken.status() + ", "
                            + taken.about().percent() + " % there: expected it available.",
                    "Wait for it, or name another one."));
        }
        boolean shared =
                taken.about().type().equals("shared") && taken.about().kmsKey().isPresent();
        if (shared) {
            findings.add(Finding.hard(
                    "SHARED_AND_ENCRYPTED",
                    "Snapshot " + taken.id()
                            + " is shared and encrypted: RDS does not restore it from another account.",
                    "Copy it into this account first."));
        }
        return findings;
    }

    private List<Finding> engine(Taken taken, Database database) {
        if (!taken.about().engine().equals(database.engine())) {
            return List.of(Finding.hard(
                    "OTHER_ENGINE",
                    "Snapshot " + taken.id() + " is of " + taken.about().engine() + ", " + name + " runs "
                            + database.engine() + ": expected the same engine.",
                    "Name a snapshot of this database."));
        }
        if (!taken.about().engineVersion().equals(database.engineVersion())) {
            return List.of(Finding.note(
                    "OTHER_ENGINE_VERSION",
                    "Snapshot " + taken.id() + " is of version " + taken.about().engineVersion() + ", " + name
                            + " runs " + database.engineVersion() + ": the restored database has the snapshot's."));
        }
        return List.of();
    }
}
