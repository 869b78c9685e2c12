package dev.rollback.aws.rds;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Permission;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a preview says of a restore: what RDS would refuse, what would be lost, what else holds on to the database. */
class RdsCheckTest extends RestoreWorld {

    @Test
    void a_snapshot_of_the_database_has_no_blocker_and_nothing_is_written() {
        Assessment assessment = target.check(toSnapshot(), look);

        assertThat(levels(assessment)).doesNotContain(Level.HARD, Level.SOFT);
        assertThat(assessment.path()).first().asString().contains("restore manual snapshot of", "settings of orders");
        assertThat(assessment.path()).anyMatch(line -> line.contains("safety snapshot"));
        assertThat(assessment.expected().settled()).isGreaterThan(ofMinutes(10));
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void the_old_database_is_listed_as_left_with_what_it_costs_for() {
        Assessment assessment = target.check(toSnapshot(), look);

        assertThat(assessment.losses())
                .anyMatch(
                        line -> line.contains(
                                "The old database stays and costs until you delete it: db.r6g.large Multi-AZ, 200 GiB"
                                        + " io2 (its storage about 50 USD a month at the list price of 0.25 USD a GB, its hours on top)"))
                .anyMatch(line -> line.startsWith("writes after 2026-11-20T09:00:00Z"))
                .anyMatch(line -> line.contains("read replicas, proxies' registrations"));
    }

    @Test
    void that_blocks_are_loaded_lazily_is_said() {
        Finding finding = finding(toSnapshot(), "LAZY_LOADING");

        assertThat(finding.level()).isEqualTo(Level.NOTE);
        assertThat(finding.text()).contains("available before all of it is loaded");
    }

    @Test
    void each_call_of_a_preview_is_among_the_permissions_to_look() {
        Assessment assessment = target.check(toTime(TestClock.START.minus(ofHours(2))), look);

        assertThat(assessment.permissions()).extracting(Permission::action).containsAll(look.reads());
    }

    // what is lost

    @Test
    void a_loss_that_nobody_accepted_is_a_soft_blocker_with_its_window() {
        RdsSnapshot silent = RdsSnapshot.ofInstance(scope(), "orders");

        Finding finding = finding(silent.check(toSnapshot(), look), "DATA_LOSS");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text())
                .isEqualTo(
                        "What was written to orders after 2026-11-20T09:00:00Z is lost: 3 h 0 min now, and more until the"
                                + " cut-over; none is accepted.");
    }

    @Test
    void a_loss_larger_than_accepted_is_a_soft_blocker() {
        RdsSnapshot modest = RdsSnapshot.ofInstance(scope(), "orders").acceptDataLoss(ofHours(2));

        assertThat(finding(modest.check(toSnapshot(), look), "DATA_LOSS").text())
                .endsWith("; 2 h 0 min are accepted.");
    }

    @Test
    void an_accepted_loss_is_still_said() {
        Finding finding = finding(toSnapshot(), "DATA_LOSS_ACCEPTED");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains(": 3 h 0 min now, ", "; 4 h 0 min are accepted.");
    }

    @Test
    void a_rename_without_stopping_the_writes_is_warned_about() {
        Assessment unstopped = target.cutOverByRename().check(toSnapshot(), look);
        Assessment stopped = target.cutOverByRename(attempt -> {}).check(toSnapshot(), look);

        assertThat(finding(unstopped, "WRITES_NOT_STOPPED").level()).isEqualTo(Level.WARNING);
        assertThat(stopped.findings()).noneMatch(finding -> finding.code().equals("WRITES_NOT_STOPPED"));
        assertThat(unstopped.path()).anyMatch(line -> line.startsWith("rename orders out of the way"));
    }

    // what stands around it

    @Test
    void read_replicas_are_a_soft_blocker() {
        orders.readReplica("orders-replica");

        Finding finding = finding(toSnapshot(), "READ_REPLICAS");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).contains("(orders-replica) go on reading from the old database.");
    }

    @Test
    void proxies_are_a_soft_blocker() {
        orders.proxy("orders-proxy");

        Finding finding = finding(toSnapshot(), "PROXY");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).startsWith("Proxies lead to orders: orders-proxy.");
    }

    @Test
    void an_open_blue_green_deployment_is_a_soft_blocker() {
        orders.blueGreen("bgd-1");

        Finding finding = finding(toSnapshot(), "BLUE_GREEN_OPEN");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).startsWith("The blue/green deployment bgd-1 of orders is ");
    }

    @Test
    void a_member_of_a_cluster_is_refused_naming_the_cluster() {
        orders.with(shown -> shown.engine("aurora-postgresql").dbClusterIdentifier("ledger"));

        Finding finding = finding(toSnapshot(), "CLUSTER_MEMBER");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.remedy()).contains("rdsClusterSnapshot(\"ledger\")");
    }

    @Test
    void a_member_of_a_multi_az_cluster_is_refused_and_not_sent_to_what_is_for_aurora_alone() {
        orders.with(shown -> shown.dbClusterIdentifier("ledger"));

        assertThat(finding(toSnapshot(), "CLUSTER_MEMBER").remedy())
                .isEqualTo("Restore the Multi-AZ DB cluster by hand.");
    }

    @Test
    void a_cluster_that_is_not_of_aurora_is_refused() {
        world.rds()
                .cluster("ledger")
                .withCluster(shown -> shown.engine("postgres").engineVersion("16.4"))
                .snapshot("ledger-before", ofHours(1));
        RdsSnapshot ledger = RdsSnapshot.ofCluster(scope(), "ledger").acceptDataLoss(ofHours(2));
        Change change = to(ledger, ledger.version("ledger-before", look).orElseThrow());

        Finding finding = finding(ledger.check(change, look), "NOT_AURORA");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .isEqualTo(
                        "DB cluster ledger runs postgres: expected Aurora. A Multi-AZ DB cluster has storage of its own,"
                                + " and its members are not created one by one.");
    }

    @Test
    void a_global_cluster_is_a_soft_blocker() {
        world.rds()
                .cluster("ledger")
                .snapshot("ledger-before", ofHours(1))
                .withCluster(shown -> shown.globalClusterIdentifier("world"));
        RdsSnapshot ledger = RdsSnapshot.ofCluster(scope(), "ledger").acceptDataLoss(ofHours(2));
        Change change = to(ledger, ledger.version("ledger-before", look).orElseThrow());

        Finding finding = finding(ledger.check(change, look), "GLOBAL_CLUSTER");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).isEqualTo("ledger belongs to the global cluster world: the restored one will not.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"storage-full", "inaccessible-encryption-credentials", "incompatible-network", "backing-up"})
    void a_database_that_cannot_be_used_is_warned_about_and_does_not_block(String status) {
        orders.status(status);

        Finding finding = finding(toSnapshot(), "NOT_AVAILABLE");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).startsWith("orders is " + status + ": ");
    }

    // looks that cannot be made

    @ParameterizedTest
    @CsvSource({
        "rds:DescribeDBProxies, PROXIES_UNKNOWN",
        "rds:DescribeBlueGreenDeployments, BLUE_GREEN_UNKNOWN",
        "kms:DescribeKey, KEY_UNKNOWN"
    })
    void what_must_not_be_looked_at_is_unknown_and_no_blocker(String operation, String code) {
        Change change = toSnapshot();
        world.faults().on(operation).always().accessDenied();

        Finding finding = finding(change, code);

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(levels(target.check(change, look))).doesNotContain(Level.HARD, Level.SOFT);
    }

    // bad arguments

    @Test
    void bad_arguments_are_refused_where_they_are_given() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> RdsSnapshot.ofInstance(scope(), " "));
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> target.acceptDataLoss(Duration.ofSeconds(-1)));
    }
}
