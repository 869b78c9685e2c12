package dev.rollback.examples.mutants;

import dev.rollback.examples.mutants.Mutant.Cause;
import dev.rollback.examples.mutants.Mutant.Hunt;
import dev.rollback.target.Attempt;
import dev.rollback.testkit.Invariants;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/** Bugs in the target for databases. */
final class RdsMutants {

    private static final String RDS = "dev.rollback.aws.rds.";

    private RdsMutants() {}

    static List<Mutant> all() {
        return List.of(restoresTwice(), latest(), tooEarly());
    }

    private static Mutant restoresTwice() {
        AtomicInteger asked = new AtomicInteger();
        return new Mutant(
                "a new name each time",
                "the restored database is named by what comes next, not by the change, so that it is not found again",
                List.of(new Bug(
                        RDS + "Names",
                        "of",
                        Twist.first(call ->
                                call.arguments()[1] = call.argument(1, String.class) + asked.incrementAndGet()))),
                new Hunt(Story.DATABASE, Exploring.PLAIN_RUN),
                new Cause(Invariants.DONE_ONCE, "rds:RestoreDBInstanceToPointInTime"));
    }

    private static Mutant latest() {
        return new Mutant(
                "restores the newest data",
                "the point in time that is wanted is not sent",
                List.of(new Bug(
                        RestoreDbInstanceToPointInTimeRequest.class.getName() + "$BuilderImpl",
                        "build",
                        Twist.first(call -> call.self(RestoreDbInstanceToPointInTimeRequest.Builder.class)
                                .restoreTime(null)
                                .useLatestRestorableTime(true)))),
                new Hunt(Story.DATABASE, Exploring.PLAIN_RUN),
                new Cause(Invariants.SUCCESS_SERVES, "rds-instance"));
    }

    private static Mutant tooEarly() {
        return new Mutant(
                "cuts over too early",
                "the old database gives its name away while the restored one is still being made",
                List.of(new Bug(RDS + "Restoration", "prepare", Twist.instead(RdsMutants::cutOver))),
                new Hunt(Story.DATABASE, Exploring.PLAIN_RUN),
                new Cause(Invariants.NEVER_WORSE, "rds:ModifyDBInstance"));
    }

    private static Object cutOver(Twist.Called call) {
        Object restoration = call.self();
        Object attempt = Hidden.field(restoration, "attempt");
        Object cutOver = Hidden.make(
                Hidden.type(RDS + "CutOver"),
                Hidden.field(restoration, "fleet"),
                Hidden.field(restoration, "change"),
                Hidden.field(restoration, "plan"),
                attempt,
                Hidden.field(restoration, "names"));
        return Hidden.call(cutOver, "step", call.arguments()[0], call.arguments()[1], ((Attempt) attempt).memo());
    }
}
