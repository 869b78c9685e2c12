package dev.rollback.aws.rds;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.kms.model.KeyState;

/** What a preview says of a snapshot or a time that is to be restored. */
class RdsSourceCheckTest extends RestoreWorld {

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
    @CsvSource({
        "rds:orders-2026-11-20-09-00, automated",
        "awsbackup:job-0a1b2c3d, awsbackup",
    })
    void a_snapshot_that_rds_or_aws_backup_took_is_found_by_the_id_that_lists_show_and_by_its_arn(
            String id, String type) {
        orders.snapshot(id, ofHours(3), type, "available");
        String arn = "arn:aws:rds:eu-west-1:123456789012:snapshot:" + id;

        assertThat(target.version(id, look)).map(Version::id).contains(id);
        assertThat(target.version(arn, look)).map(Version::id).contains(id);
        assertThat(levels(target.check(to(target, target.version(id, look).orElseThrow()), look)))
                .doesNotContain(Level.HARD, Level.SOFT);
    }

    @Test
    void an_automated_snapshot_of_a_cluster_is_found_by_its_id_and_by_its_arn() {
        String id = "rds:ledger-2026-11-20-09-00";
        world.rds().cluster("ledger").snapshot(id, ofHours(3), "automated", "available");
        RdsSnapshot ledger = RdsSnapshot.ofCluster(scope(), "ledger");

        assertThat(ledger.version(id, look)).map(Version::id).contains(id);
        assertThat(ledger.version("arn:aws:rds:eu-west-1:123456789012:cluster-snapshot:" + id, look))
                .map(Version::id)
                .contains(id);
    }

    @Test
    void an_automated_snapshot_that_answers_for_a_time_is_there_for_the_preview() {
        orders.withoutBackups().snapshot("rds:orders-2026-11-20-11-00", ofHours(1), "automated", "available");
        Version then =
                target.versionAt(TestClock.START.minus(ofMinutes(30)), look).orElseThrow();

        assertThat(then.id()).isEqualTo("rds:orders-2026-11-20-11-00");
        assertThat(levels(target.check(to(target, then), look))).doesNotContain(Level.HARD);
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

    @Test
    void backups_that_must_not_be_looked_at_are_unknown_and_no_blocker() {
        world.faults().on("rds:DescribeDBInstanceAutomatedBackups").always().accessDenied();

        Finding finding = finding(toTime(TestClock.START.minus(ofHours(2))), "BACKUPS_UNKNOWN");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
    }

    @Test
    void a_time_of_some_minutes_ago_is_answered_by_itself_and_never_by_an_old_snapshot() {
        Instant twoMinutesAgo = TestClock.START.minus(ofMinutes(2));

        Version then = target.versionAt(twoMinutesAgo, look).orElseThrow();

        assertThat(then.id()).isEqualTo(twoMinutesAgo.toString());
        assertThat(finding(to(target, then), "NOT_RESTORABLE_YET").level()).isEqualTo(Level.HARD);
    }

    @Test
    void what_lies_between_a_time_and_the_snapshot_that_answers_for_it_is_a_soft_blocker() {
        orders.snapshot("spring", ofDays(90));
        Version then = target.versionAt(TestClock.START.minus(ofDays(60)), look).orElseThrow();

        Finding finding = finding(to(target, then), "SNAPSHOT_BEFORE_INSTANT");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text())
                .isEqualTo(
                        "No automated backup of orders reaches 2026-09-21T12:00:00Z: the newest snapshot before it,"
                                + " spring, holds data until 2026-08-22T12:00:00Z, so the writes of the 30 d 0 h between are lost, too.");
    }

    @Test
    void a_time_of_a_database_without_backups_is_answered_by_a_snapshot_with_the_same_blocker() {
        orders.withoutBackups();

        Version then =
                target.versionAt(TestClock.START.minus(ofMinutes(2)), look).orElseThrow();

        assertThat(then.id()).isEqualTo(SNAPSHOT);
        assertThat(finding(to(target, then), "SNAPSHOT_BEFORE_INSTANT").text()).contains("the 2 h 58 min between");
    }

    @Test
    void a_snapshot_that_was_named_answers_for_itself_alone() {
        assertThat(target.check(toSnapshot(), look).findings())
                .extracting(Finding::code)
                .doesNotContain("SNAPSHOT_BEFORE_INSTANT");
    }

    @Test
    void a_time_that_backups_do_not_reach_is_answered_by_the_newest_snapshot_before_it() {
        orders.snapshot("spring", ofDays(90));

        Optional<Version> then = target.versionAt(TestClock.START.minus(ofDays(60)), look);

        assertThat(then).map(Version::id).contains("spring");
        assertThat(target.versionAt(TestClock.START.minus(ofDays(100)), look)).isEmpty();
    }
}
