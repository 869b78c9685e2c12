package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What speaks against a restore, looked at before anything is begun. */
final class Check {

    private static final Duration LEAST = Duration.ofMinutes(10);
    private static final Duration RENAMES = Duration.ofMinutes(6);
    private static final Duration SETTLING = Duration.ofMinutes(3);

    private final AwsScope scope;
    private final Fleet fleet;
    private final Plan plan;
    private final Look look;
    private final String name;

    Check(AwsScope scope, Fleet fleet, Plan plan, Look look, String name) {
        this.scope = scope;
        this.fleet = fleet;
        this.plan = plan;
        this.look = look;
        this.name = name;
    }

    Assessment assess(Change change) {
        Optional<Database> found = fleet.named(look, name);
        Assessment.Builder assessment = Assessment.expecting(expected(found), expected(found));
        found.ifPresentOrElse(
                database -> assess(assessment, change, database),
                () -> assessment.finding(Finding.hard(
                        "NO_DATABASE",
                        "There is no " + fleet.noun() + " " + name + ".",
                        "Check the name and the region.")));
        fleet.permissions(assessment, name);
        Surroundings.permissions(assessment);
        Keys.permissions(assessment);
        return assessment.build();
    }

    /** A restore reads lazily, so it depends little on the size; a rough figure, 12 minutes for 200 GiB. */
    private Duration expected(Optional<Database> database) {
        Duration restore = LEAST.plusSeconds(database.map(Database::gibibytes).orElse(0) * 60L / 100);
        Duration all = restore.plus(SETTLING);
        return plan.renames() ? all.plus(RENAMES) : all;
    }

    private void assess(Assessment.Builder assessment, Change change, Database database) {
        assessment
                .findings(source(change, database))
                .findings(loss(change))
                .findings(surroundings(database))
                .findings(condition(database))
                .finding(
                        Finding.note(
                                "LAZY_LOADING",
                                "The restored database is available before all of it is loaded: what is read for the first time is slow."));
        if (plan.renames() && plan.stopWrites().isEmpty()) {
            assessment.finding(Finding.warning(
                    "WRITES_NOT_STOPPED",
                    "Nothing stops the writes before " + name + " is renamed: those that come until then are lost.",
                    "Stop the application first, or give cutOverByRename something that does."));
        }
        path(assessment, change, database);
        left(assessment, change, database);
    }

    // where the data comes from

    private List<Finding> source(Change change, Database database) {
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
        if (!taken.isReady()) {
            findings.add(Finding.hard(
                    "SNAPSHOT_NOT_AVAILABLE",
                    "Snapshot " + taken.id() + " is " + taken.status() + ", "
                            + taken.about().percent() + " % there: expected it available.",
                    "Wait for it, or name another one."));
        }
        if (!taken.about().engine().equals(database.engine())) {
            findings.add(Finding.hard(
                    "OTHER_ENGINE",
                    "Snapshot " + taken.id() + " is of " + taken.about().engine() + ", " + name + " runs "
                            + database.engine() + ": expected the same engine.",
                    "Name a snapshot of this database."));
        } else if (!taken.about().engineVersion().equals(database.engineVersion())) {
            findings.add(Finding.note(
                    "OTHER_ENGINE_VERSION",
                    "Snapshot " + taken.id() + " is of version " + taken.about().engineVersion() + ", " + name
                            + " runs " + database.engineVersion() + ": the restored database has the snapshot's."));
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
        taken.about().kmsKey().ifPresent(key -> findings.addAll(new Keys(scope).findings(look, key, taken.id())));
        return findings;
    }

    private List<Finding> loss(Change change) {
        Instant until = RdsSnapshot.databaseTime(change.to());
        Duration lost = Duration.between(until, look.now());
        String text = "What was written to " + name + " after " + until + " is lost: " + Spans.text(lost)
                + " now, and more until the cut-over";
        boolean covered =
                plan.accepted().filter(most -> lost.compareTo(most) <= 0).isPresent();
        if (covered) {
            return List.of(Finding.warning(
                    "DATA_LOSS_ACCEPTED",
                    text + "; " + Spans.text(plan.accepted().orElseThrow()) + " are accepted.",
                    "It is looked at again before the cut-over."));
        }
        String accepted =
                plan.accepted().map(most -> Spans.text(most) + " are accepted").orElse("none is accepted");
        return List.of(Finding.soft(
                "DATA_LOSS",
                text + "; " + accepted + ".",
                "Accept it with acceptDataLoss(duration), or take a later time."));
    }

    // what stands around it

    private List<Finding> surroundings(Database database) {
        List<Finding> findings = new ArrayList<>();
        database.owner()
                .ifPresent(owner -> findings.add(
                        fleet.kind().equals("rds-instance")
                                ? Finding.hard(
                                        "CLUSTER_MEMBER",
                                        name + " is a member of DB cluster " + owner + ": its data is the cluster's.",
                                        "Roll the cluster back: rdsClusterSnapshot(\"" + owner + "\").")
                                : Finding.soft(
                                        "GLOBAL_CLUSTER",
                                        name + " belongs to the global cluster " + owner
                                                + ": the restored one will not.",
                                        "Override with a reason, and join it by hand.")));
        if (!database.replicas().isEmpty()) {
            findings.add(Finding.soft(
                    "READ_REPLICAS",
                    "Read replicas of " + name + " (" + String.join(", ", database.replicas())
                            + ") go on reading from the old database.",
                    "Override with a reason, and make new replicas of the restored one."));
        }
        findings.addAll(new Surroundings(scope).findings(look, database));
        return findings;
    }

    private List<Finding> condition(Database database) {
        Status status = database.status();
        if (status.isUsable()) {
            return List.of();
        }
        return List.of(Finding.warning(
                "NOT_AVAILABLE",
                name + " is " + status + ": "
                        + (status.isFailure() ? "no safety snapshot of it can be taken" : "its safety snapshot waits")
                        + (plan.renames() ? ", and RDS renames it only when it is available." : "."),
                "Look at it first; the restore itself goes on."));
    }

    // what will be done

    private void path(Assessment.Builder assessment, Change change, Database database) {
        assessment
                .path("restore " + change.to().title() + " into a new " + fleet.noun() + " with the settings of "
                        + name)
                .path("take a safety snapshot of " + name + " beside it")
                .path("compare the settings of both, then stop at the gate \"" + RdsSnapshot.GATE + "\"")
                .path(
                        plan.renames()
                                ? "rename " + name + " out of the way and the restored one to " + name
                                        + "; each reboots, and connections have to be opened anew"
                                : "hand the endpoint over to later steps; " + name + " itself stays as it is");
        database.settings().forEach((setting, value) -> {
            if (setting.equals("class") || setting.equals("parameter group") || setting.equals("Multi-AZ")) {
                assessment.path("keeps " + setting + " " + value);
            }
        });
    }

    private void left(Assessment.Builder assessment, Change change, Database database) {
        assessment
                .loses("writes after " + RdsSnapshot.databaseTime(change.to()))
                .loses("The old database stays and costs until you delete it: " + database.size() + " ("
                        + database.cost() + "); so does the restored one of the same size, and a safety snapshot.")
                .loses(
                        "Not restored: read replicas, proxies' registrations, metrics and alarms by name, the master password"
                                + " (it is the one of that time), event subscriptions.");
    }
}
