package dev.rollback.aws.rds;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Permission;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.rds.FakeDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.kms.model.KeyState;

/** What a preview says of a restore: what RDS would refuse, what would be lost, what else holds on to the database. */
class RdsCheckTest {

    private static final String SNAPSHOT = "before-v42";

    private final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    private final FakeDatabase orders = world.rds().instance("orders").snapshot(SNAPSHOT, ofHours(3));
    private final TestAttempt look = new TestAttempt(new TestClock());
    private final RdsSnapshot target = RdsSnapshot.ofInstance(scope(), "orders").acceptDataLoss(ofHours(4));

    private AwsScope scope() {
        return AwsScope.of(world::client, "eu-west-1", "123456789012");
    }

    private Change to(RdsSnapshot at, Version version) {
        return new Change(at.id(), at.current(look), version, "change-1");
    }

    private Change toSnapshot() {
        return to(target, target.version(SNAPSHOT, look).orElseThrow());
    }

    private Change toTime(Instant time) {
        Version then = Version.of(time.toString(), "time " + time, Tenure.since(time, "test"))
                .fact(RdsSnapshot.DATABASE_TIME, time.toString());
        return to(target, then);
    }

    private static Finding finding(Assessment assessment, String code) {
        Optional<Finding> found = assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst();
        assertThat(found).as("%s among %s", code, assessment.findings()).isPresent();
        return found.get();
    }

    private Finding finding(Change change, String code) {
        return finding(target.check(change, look), code);
    }

    private static List<Level> levels(Assessment assessment) {
        return assessment.findings().stream().map(Finding::level).toList();
    }

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
                .anyMatch(line -> line.contains("The old database stays and costs until you delete it: "))
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

    // where the data comes from

    @Test
    void a_database_that_is_not_there_is_refused() {
        RdsSnapshot nobody = RdsSnapshot.ofInstance(scope(), "nobody");
        Change change = new Change(
                nobody.id(),
                target.current(look),
                target.version(SNAPSHOT, look).orElseThrow(),
                "change-1");

        Finding finding = finding(nobody.check(change, look), "NO_DATABASE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).isEqualTo("There is no DB instance nobody.");
        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> nobody.current(look))
                .matches(e -> e.kind() == TargetException.Kind.MISSING);
    }

    @Test
    void a_snapshot_that_is_gone_is_refused() {
        Version gone = Version.of("gone", "snapshot arn:gone", Tenure.unknown("test"))
                .fact(RdsSnapshot.DATABASE_TIME, "2026-11-20T09:00:00Z");

        Finding finding = finding(to(target, gone), "NO_SNAPSHOT");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).isEqualTo("There is no snapshot gone.");
        assertThat(target.version("gone", look)).isEmpty();
    }

    @Test
    void a_snapshot_that_is_not_finished_is_refused() {
        orders.snapshot("half", ofMinutes(1), "manual", "creating");

        Finding finding = finding(to(target, target.version("half", look).orElseThrow()), "SNAPSHOT_NOT_AVAILABLE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .startsWith("Snapshot half is creating, ")
                .endsWith(" % there: expected it available.");
    }

    @Test
    void a_snapshot_of_another_engine_is_refused() {
        orders.snapshotWith(SNAPSHOT, shown -> shown.engine("mysql").engineVersion("8.0.40"));

        Finding finding = finding(toSnapshot(), "OTHER_ENGINE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .isEqualTo("Snapshot before-v42 is of mysql, orders runs postgres: expected the same engine.");
    }

    @Test
    void a_snapshot_of_another_version_is_said() {
        orders.snapshotWith(SNAPSHOT, shown -> shown.engineVersion("15.1"));

        Finding finding = finding(toSnapshot(), "OTHER_ENGINE_VERSION");

        assertThat(finding.level()).isEqualTo(Level.NOTE);
        assertThat(finding.text()).contains("is of version 15.1, orders runs ");
    }

    @Test
    void a_snapshot_that_others_share_and_that_is_encrypted_is_refused() {
        String arn = "arn:aws:rds:eu-west-1:123456789012:snapshot:" + SNAPSHOT;
        orders.snapshotWith(
                SNAPSHOT,
                shown -> shown.snapshotType("shared").dbSnapshotIdentifier(arn).dbSnapshotArn(arn));

        Finding finding = finding(to(target, target.version(arn, look).orElseThrow()), "SHARED_AND_ENCRYPTED");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).endsWith("is shared and encrypted: RDS does not restore it from another account.");
    }

    @ParameterizedTest
    @CsvSource({"DISABLED, Disabled", "PENDING_DELETION, PendingDeletion"})
    void a_snapshot_whose_key_cannot_be_used_is_refused(KeyState state, String shown) {
        world.kms().key("orders", state);

        Finding finding = finding(toSnapshot(), "KEY_UNUSABLE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("that before-v42 is encrypted with is " + shown + ": expected it enabled.");
    }

    @Test
    void a_snapshot_whose_key_is_gone_is_refused() {
        world.kms().missing("orders");

        assertThat(finding(toSnapshot(), "KEY_UNUSABLE").text()).contains("is gone: expected it enabled.");
    }

    // points in time

    @Test
    void a_time_within_the_backups_has_no_blocker() {
        assertThat(levels(target.check(toTime(TestClock.START.minus(ofHours(2))), look)))
                .doesNotContain(Level.HARD, Level.SOFT);
    }

    @Test
    void a_time_in_the_future_is_refused() {
        Finding finding = finding(toTime(TestClock.START.plusSeconds(60)), "INSTANT_IN_FUTURE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).isEqualTo("2026-11-20T12:01:00Z is after now, 2026-11-20T12:00:00Z.");
    }

    @Test
    void a_time_that_the_logs_do_not_reach_yet_is_refused() {
        Finding finding = finding(toTime(TestClock.START.minusSeconds(5)), "NOT_RESTORABLE_YET");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text())
                .contains("orders can be restored to ", " at the latest, not to 2026-11-20T11:59:55Z.");
    }

    @Test
    void a_time_before_the_retained_backups_is_refused() {
        Finding finding = finding(toTime(TestClock.START.minus(ofDays(60))), "BEFORE_RETAINED_HISTORY");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains(" at the earliest, not to 2026-09-21T12:00:00Z.");
    }

    @Test
    void a_time_without_automated_backups_is_refused() {
        orders.withoutBackups();

        Finding finding = finding(toTime(TestClock.START.minus(ofHours(2))), "NO_BACKUPS");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("orders has no automated backups: expected a backup retention above 0");
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
        orders.with(shown -> shown.dbClusterIdentifier("ledger"));

        Finding finding = finding(toSnapshot(), "CLUSTER_MEMBER");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.remedy()).contains("rdsClusterSnapshot(\"ledger\")");
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

    @Test
    void backups_that_must_not_be_looked_at_are_unknown_and_no_blocker() {
        world.faults().on("rds:DescribeDBInstanceAutomatedBackups").always().accessDenied();

        Finding finding = finding(toTime(TestClock.START.minus(ofHours(2))), "BACKUPS_UNKNOWN");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
    }

    @Test
    void a_time_that_backups_do_not_reach_is_answered_by_the_newest_snapshot_before_it() {
        orders.snapshot("spring", ofDays(90));

        Optional<Version> then = target.versionAt(TestClock.START.minus(ofDays(60)), look);

        assertThat(then).map(Version::id).contains("spring");
        assertThat(target.versionAt(TestClock.START.minus(ofDays(100)), look)).isEmpty();
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
