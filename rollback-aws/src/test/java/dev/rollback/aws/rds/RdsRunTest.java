package dev.rollback.aws.rds;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Outcome;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Version;
import dev.rollback.target.Work;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a restore and its cut-over go, and how they end where something is in the way. */
class RdsRunTest extends RestoreRuns {

    @Test
    void the_endpoint_is_handed_on_and_the_old_database_keeps_its_name() {
        Rehearsed run = run(world -> {}, db -> db);

        assertThat(run).rolledBack();
        assertThat(run.world().rds().instanceNames()).hasSize(2).contains("orders");
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
        assertThat(db(run).seen().evidence()).contains(" is available at ", " with data until ");
        assertThat(writes(run))
                .containsOnlyOnce("rds:RestoreDBInstanceFromDBSnapshot", "rds:CreateDBSnapshot")
                .doesNotContain("rds:DeleteDBInstance");
    }

    @ParameterizedTest
    @CsvSource({
        "incompatible-parameters, the environment",
        "incompatible-network, the environment",
        "incompatible-option-group, the environment",
        "incompatible-credentials, the environment",
        "insufficient-capacity, the environment",
        "inaccessible-encryption-credentials, the environment",
        "storage-full, the environment",
        "failed, the environment",
        "incompatible-restore, the version",
        "restore-error, the version",
    })
    void a_restore_that_ends_in_a_status_that_means_failure_fails_at_once_and_leaves_all_as_it_is(
            String status, String whose) {
        Rehearsed run = run(world -> world.rds().nextRestoreEndsIn(status), RdsSnapshot::cutOverByRename);

        assertThat(run).ended(Outcome.FAILED);
        assertThat(db(run).seen().evidence())
                .contains(" ended in " + status + ": expected it available. orders is as it was; ");
        assertThat(run.report().toText(200)).contains("FAILED (" + whose + ")");
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
        assertThat(run.world().rds().deleted()).isZero();
    }

    @Test
    void what_rds_has_no_room_for_fails_with_its_words() {
        Rehearsed run = run(world -> world.rds().noCapacity(), db -> db);

        assertThat(run).ended(Outcome.FAILED);
        assertThat(db(run).seen().evidence()).startsWith("RDS refused to restore into orders-restored-");
    }

    @Test
    void a_loss_that_outgrows_what_was_accepted_is_not_cut_over() {
        Rehearsed run = run(
                world -> {},
                db -> db.acceptDataLoss(ofHours(3).plus(ofMinutes(5))).cutOverByRename());

        assertThat(run).ended(Outcome.FAILED);
        assertThat(db(run).seen().evidence())
                .contains(
                        "would lose 3 h ", " of writes, 3 h 5 min are accepted. Nothing was cut over; ", " is ready.");
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
    }

    @Test
    void a_database_that_is_broken_is_rolled_back_without_a_safety_snapshot() {
        Rehearsed run = run(world -> world.rds().instance("orders").status("storage-full"), db -> db);

        assertThat(run).rolledBack();
        assertThat(writes(run)).doesNotContain("rds:CreateDBSnapshot");
    }

    @Test
    void a_full_quota_of_snapshots_holds_no_rollback_up_and_is_said_before_and_after() {
        Rehearsed run = run(world -> world.rds().snapshotQuota(1), RdsSnapshot::cutOverByRename);

        assertThat(run).rolledBack();
        assertThat(finding(run, "NO_SAFETY_SNAPSHOT").level()).isEqualTo(Level.WARNING);
        assertThat(finding(run, "NO_SAFETY_SNAPSHOT").text())
                .isEqualTo(
                        "There are 1 manual snapshots of 1 that the account may have here: no safety snapshot of orders"
                                + " can be taken. The old database itself is kept.");
        assertThat(db(run).seen().evidence())
                .endsWith("No safety snapshot was taken: there are as many manual snapshots as the account may have");
        assertThat(run.world().rds().instanceNames()).anyMatch(name -> name.startsWith("orders-replaced-"));
    }

    @Test
    void a_full_quota_of_cluster_snapshots_holds_no_rollback_up() {
        Rehearsed run = runCluster(ledger -> {}, world -> world.rds().clusterSnapshotQuota(1), db -> db);

        assertThat(run).rolledBack();
        assertThat(finding(run, "NO_SAFETY_SNAPSHOT").text()).contains("no safety snapshot of ledger");
    }

    @Test
    void a_safety_snapshot_is_told_of_only_where_one_was_taken() {
        List<String> told = new ArrayList<>();
        Work tells = attempt -> told.add(attempt.fact("db", "safetySnapshot").orElse("none"));

        run("before-v42", world -> {}, db -> db, step -> {}, tells);
        run("before-v42", world -> world.rds().snapshotQuota(1), db -> db, step -> {}, tells);

        assertThat(told).hasSize(2).first().asString().startsWith("orders-before-");
        assertThat(told).last().isEqualTo("none");
    }

    @Test
    void a_refusal_after_the_restore_was_begun_names_what_is_left() {
        Rehearsed run =
                run(world -> world.faults().on("rds:CreateDBSnapshot").always().accessDenied(), db -> db);

        assertThat(run).ended(Outcome.FAILED);
        assertThat(run.report().toText(400))
                .containsPattern("What was restored is there as orders-restored-[0-9a-f]{8}, and costs\\.");
    }

    @Test
    void an_automated_snapshot_is_restored_by_the_id_that_lists_show() {
        String id = "rds:orders-2026-11-20-09-00";

        Rehearsed run = run(
                id,
                world -> world.rds().instance("orders").snapshot(id, ofHours(3), "automated", "available"),
                db -> db,
                step -> {},
                attempt -> {});

        assertThat(run).rolledBack();
        assertThat(db(run).serving()).map(Version::id).contains(id);
    }

    @Test
    void a_snapshot_that_answers_for_a_time_is_not_said_to_have_served_then() {
        Instant at = FakeAws.builder().build().clock().instant().minus(ofMinutes(30));

        Rehearsed run = runAsOf(at, world -> world.rds().instance("orders").withoutBackups());

        assertThat(run)
                .ended(Outcome.REFUSED)
                .refused("SNAPSHOT_BEFORE_INSTANT")
                .wroteNothing();
        assertThat(run.preview().toText(200)).contains("the answer for ").doesNotContain("served at");
    }

    @Test
    void a_time_that_the_backups_reach_in_some_minutes_is_refused_until_then() {
        Instant at = FakeAws.builder().build().clock().instant().minus(ofMinutes(2));

        assertThat(runAsOf(at, world -> {}))
                .ended(Outcome.REFUSED)
                .refused("NOT_RESTORABLE_YET")
                .wroteNothing();
    }

    @Test
    void writes_are_stopped_once_and_before_the_first_rename() {
        List<String> order = new ArrayList<>();
        Rehearsed run = run(world -> {}, db -> db.cutOverByRename(attempt -> order.add("stopped at " + attempt.now())));

        assertThat(run).rolledBack();
        assertThat(order).hasSize(1);
        assertThat(run.world().rds().instance("orders").restoredFrom()).isPresent();
        assertThat(run.trace().toString()).contains("has stopped the writes");
    }

    @Test
    void writes_that_cannot_be_stopped_keep_the_cut_over_from_beginning() {
        Rehearsed run = run(
                world -> {},
                db -> db.cutOverByRename(attempt -> {
                    throw new IllegalStateException("the queue is away");
                }));

        assertThat(run).ended(Outcome.FAILED);
        assertThat(db(run).seen().evidence()).contains("The writes could not be stopped: ", "the queue is away");
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
    }

    @Test
    void the_old_database_is_renamed_out_of_the_way_and_kept() {
        Rehearsed run = run(world -> {}, RdsSnapshot::cutOverByRename);

        assertThat(run.world().rds().instanceNames())
                .hasSize(2)
                .contains("orders")
                .anyMatch(name -> name.startsWith("orders-replaced-"));
    }

    @Test
    void a_verification_at_the_gate_that_does_not_pass_keeps_the_cut_over_from_beginning() {
        Probe rows = Probe.of("row counts", look -> Health.unhealthy("no orders of yesterday"));

        Rehearsed run = run(
                world -> {}, RdsSnapshot::cutOverByRename, step -> step.verifyAt(RdsSnapshot.GATE, rows, hold -> {}));

        assertThat(run.report().outcome().isSuccess()).isFalse();
        assertThat(run.world().rds().instance("orders").restoredFrom()).isEmpty();
        assertThat(run.world().rds().instanceNames()).hasSize(2);
    }

    @Test
    void a_verification_at_the_gate_that_passes_comes_before_the_cut_over() {
        List<String> seen = new ArrayList<>();
        Probe rows = Probe.of("row counts", look -> {
            seen.add("looked");
            return Health.healthy("as many as yesterday");
        });

        Rehearsed run = run(
                world -> {},
                db -> db.cutOverByRename(attempt -> seen.add("stopped")),
                step -> step.verifyAt(RdsSnapshot.GATE, rows, hold -> {}));

        assertThat(run).rolledBack();
        assertThat(seen).endsWith("looked", "stopped");
    }
}
