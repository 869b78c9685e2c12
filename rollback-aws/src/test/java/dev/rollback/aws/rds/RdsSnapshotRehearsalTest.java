package dev.rollback.aws.rds;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;

/** The database as a target of the real engine, over the fakes, under virtual time and faults. */
class RdsSnapshotRehearsalTest {

    private static final int SEEDS = 100;

    private static Rehearsal rehearsal(
            Consumer<FakeAws> scene, VersionSelector to, UnaryOperator<RdsSnapshot> options) {
        return Rehearsal.of(
                world -> {
                    world.rds().instance("orders").snapshot("before-v42", ofHours(3));
                    scene.accept(world);
                },
                world -> RollbackPlan.named("orders")
                        .reason("the migration of v42 dropped a column")
                        .rollBack(
                                "db",
                                options.apply(AwsTargets.using(world::client).rdsSnapshot("orders")),
                                step -> step.to(to))
                        .build());
    }

    @Test
    void a_snapshot_is_restored_beside_the_database_and_handed_over() {
        Rehearsed run = rehearsal(
                        world -> {}, VersionSelector.exactly("before-v42"), db -> db.acceptDataLoss(ofHours(4)))
                .run();

        assertThat(run).rolledBack().called("rds:RestoreDBInstanceFromDBSnapshot");
        assertThat(run.world().rds().instanceNames()).hasSize(2).contains("orders");
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
    }

    @Test
    void a_snapshot_takes_over_the_name_on_request() {
        Rehearsed run = rehearsal(
                        world -> {},
                        VersionSelector.exactly("before-v42"),
                        db -> db.acceptDataLoss(ofHours(4)).cutOverByRename())
                .run();

        assertThat(run).rolledBack();
        assertThat(run.world().rds().instance("orders").restoredFrom()).isPresent();
        assertThat(run.world().rds().deleted()).isZero();
    }

    @Test
    void a_loss_that_nobody_accepted_is_refused_before_anything_is_written() {
        Rehearsed run = rehearsal(world -> {}, VersionSelector.exactly("before-v42"), db -> db)
                .run();

        assertThat(run).ended(Outcome.REFUSED).refused("DATA_LOSS").wroteNothing();
    }

    @Test
    void a_restore_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(world -> {}, VersionSelector.exactly("before-v42"), db -> db.acceptDataLoss(ofHours(5)))
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void a_cut_over_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(
                                world -> {},
                                VersionSelector.exactly("before-v42"),
                                db -> db.acceptDataLoss(ofHours(5)).cutOverByRename(attempt -> {}))
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void roles_and_a_password_kept_by_rds_under_faults_keep_the_invariants() {
        assertThat(rehearsal(
                                world -> world.rds()
                                        .instance("orders")
                                        .gp3(100)
                                        .with(RdsSnapshotRehearsalTest::withMuch),
                                VersionSelector.exactly("before-v42"),
                                db -> db.acceptDataLoss(ofHours(5)))
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    private static DBInstance.Builder withMuch(DBInstance.Builder shown) {
        return shown.masterUserSecret(MasterUserSecret.builder()
                        .secretArn("arn:aws:secretsmanager:eu-west-1:123456789012:secret:rds!db-1-a1b2c3")
                        .build())
                .associatedRoles(role("s3Import"), role("s3Export"));
    }

    private static DBInstanceRole role(String feature) {
        return DBInstanceRole.builder()
                .roleArn("arn:aws:iam::123456789012:role/" + feature)
                .featureName(feature)
                .status("ACTIVE")
                .build();
    }

    private static Rehearsal ofCluster() {
        return Rehearsal.of(
                world -> world.rds()
                        .cluster("ledger")
                        .snapshot("ledger-before", ofMinutes(50))
                        .withCluster(shown -> shown.httpEndpointEnabled(true)
                                .associatedRoles(DBClusterRole.builder()
                                        .roleArn("arn:aws:iam::123456789012:role/s3import")
                                        .build())),
                world -> RollbackPlan.named("ledger")
                        .rollBack(
                                "db",
                                AwsTargets.using(world::client)
                                        .rdsClusterSnapshot("ledger")
                                        .acceptDataLoss(ofHours(3))
                                        .cutOverByRename(attempt -> {}),
                                step -> step.to(VersionSelector.exactly("ledger-before")))
                        .build());
    }

    @Test
    void a_cut_over_of_a_cluster_under_faults_keeps_the_invariants() {
        assertThat(ofCluster().seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_cluster_gets_its_members_and_keeps_its_engine_version() {
        Rehearsed run = Rehearsal.of(
                        world -> world.rds().cluster("ledger").snapshot("ledger-before", ofMinutes(50)),
                        world -> RollbackPlan.named("ledger")
                                .rollBack(
                                        "db",
                                        AwsTargets.using(world::client)
                                                .rdsClusterSnapshot("ledger")
                                                .acceptDataLoss(ofHours(3))
                                                .cutOverByRename(),
                                        step -> step.to(VersionSelector.exactly("ledger-before")))
                                .build())
                .run();

        assertThat(run).rolledBack();
        assertThat(run.world().rds().cluster("ledger").restoredFrom()).isPresent();
        assertThat(run.world().rds().instanceNames()).hasSize(4);
    }

    @Test
    void a_restore_goes_on_beside_somebody_who_takes_snapshots_and_reboots() {
        assertThat(rehearsal(world -> {}, VersionSelector.exactly("before-v42"), db -> db.acceptDataLoss(ofHours(5)))
                        .interference())
                .keepsInvariants();
    }

    @Test
    void a_cut_over_goes_on_beside_somebody_who_takes_snapshots_and_reboots() {
        assertThat(rehearsal(
                                world -> {},
                                VersionSelector.exactly("before-v42"),
                                db -> db.acceptDataLoss(ofHours(5)).cutOverByRename(attempt -> {}))
                        .interference())
                .keepsInvariants();
    }
}
