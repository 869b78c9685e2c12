package dev.rollback.aws.rds;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.util.Optional;

/** What speaks against taking a cut-over back, and how it would be done. */
final class TakingBackCheck {

    private static final Duration RENAMES = Duration.ofMinutes(6);

    private final Fleet fleet;
    private final Change change;
    private final String name;

    TakingBackCheck(Fleet fleet, Change change, String name) {
        this.fleet = fleet;
        this.change = change;
        this.name = name;
    }

    Assessment assess(Look look) {
        String wanted = RdsSnapshot.resource(change.to());
        Optional<Database> old = fleet.withResource(look, wanted);
        Assessment.Builder assessment = Assessment.expecting(RENAMES, RENAMES);
        if (old.isEmpty()) {
            assessment.finding(Finding.hard(
                    "NO_DATABASE",
                    "The " + fleet.noun() + " " + wanted + ", which was " + name + " before, is gone.",
                    "Nothing of it is left but its snapshots: roll back to one of these."));
        } else if (old.get().id().equals(name)) {
            assessment.path(name + " is " + wanted + " already: nothing is written");
        } else {
            cutOver(assessment, old.get());
        }
        fleet.permissions(assessment, name);
        return assessment.build();
    }

    private void cutOver(Assessment.Builder assessment, Database old) {
        Names names = Names.of(name, change.takesBack().orElse(change.id()));
        assessment
                .path("rename " + name + " to " + names.restored())
                .path("rename " + old.id() + " to " + name)
                .finding(Finding.soft(
                        "WRITES_SINCE_CUT_OVER",
                        "What was written to " + name
                                + " since it was cut over stays in the restored database, and users do not"
                                + " get it any more.",
                        "Stop the writes first, and copy what matters; then override WRITES_SINCE_CUT_OVER."))
                .loses("Left behind: the restored database, as " + names.restored()
                        + ", which costs until you delete it.");
    }
}
