package dev.rollback.aws.rds;

import dev.rollback.aws.sdk.AwsScope;
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
        found.ifPresent(database -> passedOn(assessment, database));
        Groups.permissions(assessment);
        Quotas.permissions(assessment);
        Surroundings.permissions(assessment);
        Keys.permissions(assessment);
        return assessment.build();
    }

    /** What RDS does in the name of whoever asks: takes roles, keys and a secret for the restored database. */
    private static void passedOn(Assessment.Builder assessment, Database database) {
        database.roles().forEach(role -> assessment.writes("iam:PassRole", role));
        database.kmsKey().ifPresent(key -> Keys.use(assessment, key));
        database.secret()
                .ifPresent(secret -> assessment
                        .writes("secretsmanager:CreateSecret", "*")
                        .writes("secretsmanager:TagResource", "*"));
    }

    /** A restore reads lazily, so it depends little on the size; a rough figure, 12 minutes for 200 GiB. */
    private Duration expected(Optional<Database> database) {
        Duration restore = LEAST.plusSeconds(database.map(Database::gibibytes).orElse(0) * 60L / 100);
        Duration all = restore.plus(SETTLING);
        return plan.renames() ? all.plus(RENAMES) : all;
    }

    private void assess(Assessment.Builder assessment, Change change, Database database) {
        assessment
                .findings(new SourceCheck(scope, fleet, look, name).findings(change, database))
                .findings(loss(change))
                .findings(surroundings(database))
                .findings(condition(database))
                .findings(new Quotas(scope).findings(look, name, fleet.snapshotQuota()))
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
        List<Finding> findings = new ArrayList<>(fleet.refusals(database));
        if (!database.replicas().isEmpty()) {
            findings.add(Finding.soft(
                    "READ_REPLICAS",
                    "Read replicas of " + name + " (" + String.join(", ", database.replicas())
                            + ") go on reading from the old database.",
                    "Override with a reason, and make new replicas of the restored one."));
        }
        database.secret().ifPresent(secret -> findings.add(password(secret)));
        findings.addAll(new Surroundings(scope).findings(look, database));
        return findings;
    }

    /** RDS makes a secret for each database; the old one goes on being rotated for the old database alone. */
    private Finding password(String secret) {
        String text = "RDS keeps the master password of " + name + " in the secret " + secret
                + ": the restored database gets a secret of its own, the fact " + CutOver.SECRET + " of this step";
        return plan.renames()
                ? Finding.soft(
                        "MANAGED_PASSWORD",
                        text + ", and whoever reads the old one cannot log in any more once the name is taken over.",
                        "Override with a reason if nobody does; else leave the rename out, and take both to the application"
                                + " in a later step.")
                : Finding.warning("MANAGED_PASSWORD", text + ".", "Take it to the application with the endpoint.");
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
                .losesSince(RdsSnapshot.databaseTime(change.to()))
                .loses("writes after " + RdsSnapshot.databaseTime(change.to()))
                .loses("The old database stays and costs until you delete it: " + database.size() + " ("
                        + database.cost() + "); so does the restored one of the same size, and a safety snapshot.")
                .loses(
                        "Not restored: read replicas, proxies' registrations, metrics and alarms by name, event subscriptions, the"
                                + " master password ("
                                + (database.secret().isPresent() ? "it is a new one" : "it is the one of that time")
                                + ").");
    }
}
