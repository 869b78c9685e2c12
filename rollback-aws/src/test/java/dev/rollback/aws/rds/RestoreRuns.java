package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;

import dev.rollback.RollbackPlan;
import dev.rollback.StepOptions;
import dev.rollback.StepReport;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Finding;
import dev.rollback.target.Work;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.rds.FakeDatabase;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Rolls a database back to a snapshot of three hours ago, over the fakes and under virtual time. */
abstract class RestoreRuns {

    static Rehearsed run(Consumer<FakeAws> scene, UnaryOperator<RdsSnapshot> options) {
        return run(scene, options, step -> {});
    }

    static Rehearsed run(Consumer<FakeAws> scene, UnaryOperator<RdsSnapshot> options, Consumer<StepOptions> more) {
        return run("before-v42", scene, options, more, attempt -> {});
    }

    /** Another snapshot, and a step after the restore that may use what it found. */
    static Rehearsed run(
            String snapshot,
            Consumer<FakeAws> scene,
            UnaryOperator<RdsSnapshot> options,
            Consumer<StepOptions> more,
            Work after) {
        return run(VersionSelector.exactly(snapshot), scene, options, more, after);
    }

    private static Rehearsed run(
            VersionSelector to,
            Consumer<FakeAws> scene,
            UnaryOperator<RdsSnapshot> options,
            Consumer<StepOptions> more,
            Work after) {
        return Rehearsal.of(
                        world -> {
                            world.rds().instance("orders").snapshot("before-v42", ofHours(3));
                            scene.accept(world);
                        },
                        world -> RollbackPlan.named("orders")
                                .rollBack(
                                        "db",
                                        options.apply(AwsTargets.using(world::client)
                                                .rdsSnapshot("orders")
                                                .acceptDataLoss(ofHours(5))),
                                        step -> more.accept(step.to(to)))
                                .run("after", after)
                                .build())
                .run();
    }

    /** To what was there at a time. */
    static Rehearsed runAsOf(Instant at, Consumer<FakeAws> scene) {
        return run(VersionSelector.asOf(at), scene, db -> db, step -> {}, attempt -> {});
    }

    static StepReport db(Rehearsed run) {
        return run.report().step("db");
    }

    static List<String> writes(Rehearsed run) {
        return run.calls().writes().list().stream()
                .map(call -> call.operation())
                .toList();
    }

    /** Rolls an Aurora cluster back to a snapshot of three hours ago. */
    static Rehearsed runCluster(Consumer<FakeDatabase> scene, UnaryOperator<RdsSnapshot> options) {
        return runCluster(scene, world -> {}, options);
    }

    static Rehearsed runCluster(
            Consumer<FakeDatabase> scene, Consumer<FakeAws> around, UnaryOperator<RdsSnapshot> options) {
        return Rehearsal.of(
                        world -> {
                            scene.accept(world.rds().cluster("ledger").snapshot("before-v42", ofHours(3)));
                            around.accept(world);
                        },
                        world -> RollbackPlan.named("ledger")
                                .rollBack(
                                        "db",
                                        options.apply(AwsTargets.using(world::client)
                                                .rdsClusterSnapshot("ledger")
                                                .acceptDataLoss(ofHours(5))),
                                        step -> step.to(VersionSelector.exactly("before-v42")))
                                .build())
                .run();
    }

    /** The instance that was restored, under its own name. */
    static DBInstance restored(Rehearsed run) {
        return run.world().rds().describeDBInstances().dbInstances().stream()
                .filter(instance -> instance.dbInstanceIdentifier().startsWith("orders-restored-"))
                .findFirst()
                .orElseThrow();
    }

    /** The cluster that was restored, under its own name. */
    static DBCluster restoredCluster(Rehearsed run) {
        return run.world().rds().describeDBClusters().dbClusters().stream()
                .filter(cluster -> cluster.dbClusterIdentifier().startsWith("ledger-restored-"))
                .findFirst()
                .orElseThrow();
    }

    static Finding finding(Rehearsed run, String code) {
        return run.preview().findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + code + " among " + run.preview().findings()));
    }
}
