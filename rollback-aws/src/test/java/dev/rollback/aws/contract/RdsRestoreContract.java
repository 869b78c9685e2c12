package dev.rollback.aws.contract;

import static dev.rollback.aws.contract.RdsContract.LONG_ENOUGH;
import static dev.rollback.aws.contract.RdsContract.instance;
import static dev.rollback.aws.contract.RdsContract.name;
import static dev.rollback.aws.contract.RdsContract.refuses;
import static dev.rollback.aws.contract.RdsContract.shown;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * What the RDS target takes for granted of snapshots and of what is restored from them.
 *
 * <p>No emulator has snapshots shared by another account, keys that cannot be used, statuses that restores fail in, or quotas: what RDS says to those is
 * documented and unproven on the wire.
 */
interface RdsRestoreContract {

    Subject subject();

    private RdsClient rds() {
        return subject().client(RdsClient.class);
    }

    private String source() {
        return instance(subject(), settings -> {});
    }

    /** An instance that is in much not what instances are by default. */
    private String peculiar(Consumer<CreateDbInstanceRequest.Builder> settings) {
        return instance(
                subject(),
                request -> request.storageType("io1")
                        .iops(3000)
                        .multiAZ(true)
                        .deletionProtection(true)
                        .copyTagsToSnapshot(true)
                        .enableIAMDatabaseAuthentication(true)
                        .autoMinorVersionUpgrade(false)
                        .enableCloudwatchLogsExports("postgresql")
                        .vpcSecurityGroupIds("sg-0123456789abcdef0")
                        .applyMutation(settings));
    }

    private String group(String source) {
        String group = name("params");
        String family = shown(subject(), source)
                .dbParameterGroups()
                .get(0)
                .dbParameterGroupName()
                .substring("default.".length());
        rds().createDBParameterGroup(request -> request.dbParameterGroupName(group)
                .dbParameterGroupFamily(family)
                .description("contract"));
        return group;
    }

    private String snapshot(String source) {
        String snapshot = name("snapshot");
        rds().createDBSnapshot(request -> request.dbInstanceIdentifier(source).dbSnapshotIdentifier(snapshot));
        subject().pass(LONG_ENOUGH);
        return snapshot;
    }

    private DBSnapshot snapshotShown(String id) {
        return rds().describeDBSnapshots(request -> request.dbSnapshotIdentifier(id))
                .dbSnapshots()
                .get(0);
    }

    private DBInstance restore(String snapshot, Consumer<RestoreDbInstanceFromDbSnapshotRequest.Builder> settings) {
        String name = name("restored");
        rds().restoreDBInstanceFromDBSnapshot(request -> request.dbInstanceIdentifier(name)
                .dbSnapshotIdentifier(snapshot)
                .applyMutation(settings));
        subject().pass(LONG_ENOUGH);
        return shown(subject(), name);
    }

    private String restoreInTime(String source, Consumer<RestoreDbInstanceToPointInTimeRequest.Builder> settings) {
        String name = name("in-time");
        rds().restoreDBInstanceToPointInTime(request -> request.sourceDBInstanceIdentifier(source)
                .targetDBInstanceIdentifier(name)
                .applyMutation(settings));
        subject().pass(LONG_ENOUGH);
        return name;
    }

    @Test
    default void a_snapshot_tells_of_what_it_was_taken_and_when() throws Exception {
        String source = source();
        String id = snapshot(source);

        DBSnapshot snapshot = snapshotShown(id);

        assertThat(snapshot.dbInstanceIdentifier()).isEqualTo(source);
        assertThat(snapshot.engine()).isEqualTo("postgres");
        assertThat(snapshot.snapshotType()).isEqualTo("manual");
        assertThat(snapshot.status()).isEqualTo("available");
        subject()
                .keepsUnless(
                        Deviation.SNAPSHOT_PROGRESS,
                        () -> assertThat(snapshot.percentProgress()).isEqualTo(100));
        assertThat(snapshot.dbiResourceId()).isEqualTo(shown(subject(), source).dbiResourceId());
        subject().keepsUnless(Deviation.SNAPSHOT_TIMES, () -> {
            assertThat(snapshot.originalSnapshotCreateTime()).isNotNull();
            assertThat(snapshot.snapshotDatabaseTime()).isNotNull();
        });
    }

    @Test
    default void a_snapshot_is_creating_before_it_is_available() throws Exception {
        String source = source();
        String id = name("snapshot");

        rds().createDBSnapshot(request -> request.dbInstanceIdentifier(source).dbSnapshotIdentifier(id));

        subject().keepsUnless(Deviation.SNAPSHOT_TAKES_TIME, () -> {
            assertThat(snapshotShown(id).status()).isEqualTo("creating");
            assertThat(snapshotShown(id).percentProgress()).isLessThan(100);
            refuses(() -> restore(id, settings -> {}), 400, "InvalidDBSnapshotState");
        });
    }

    @Test
    default void snapshots_are_refused_that_are_not_there_or_are_there_already() {
        String source = source();
        String id = snapshot(source);

        refuses(() -> snapshotShown("nobody"), 404, "DBSnapshotNotFound");
        refuses(() -> snapshot("nobody"), 404, "DBInstanceNotFound");
        refuses(
                () -> rds().createDBSnapshot(
                                request -> request.dbInstanceIdentifier(source).dbSnapshotIdentifier(id)),
                400,
                "DBSnapshotAlreadyExists");
    }

    @Test
    default void the_snapshots_of_a_renamed_instance_are_found_by_its_resource_id() throws Exception {
        String source = source();
        String resource = shown(subject(), source).dbiResourceId();
        String id = snapshot(source);
        rds().modifyDBInstance(request -> request.dbInstanceIdentifier(source)
                .newDBInstanceIdentifier(name("renamed"))
                .applyImmediately(true));
        subject().pass(LONG_ENOUGH);

        subject()
                .keepsUnless(
                        Deviation.SNAPSHOTS_BY_RESOURCE,
                        () -> assertThat(rds().describeDBSnapshots(request -> request.snapshotType("manual")
                                                .filters(RdsContract.filter("dbi-resource-id", resource)))
                                        .dbSnapshots())
                                .extracting(DBSnapshot::dbSnapshotIdentifier)
                                .containsExactly(id));
    }

    @Test
    default void a_copy_of_a_snapshot_is_younger_than_what_it_holds() throws Exception {
        String id = snapshot(source());
        String copy = name("copy");

        subject().keepsUnless(Deviation.COPIED_SNAPSHOT_TIMES, () -> {
            DBSnapshot original = snapshotShown(id);
            rds().copyDBSnapshot(
                            request -> request.sourceDBSnapshotIdentifier(id).targetDBSnapshotIdentifier(copy));
            subject().pass(LONG_ENOUGH);
            assertThat(snapshotShown(copy).snapshotCreateTime()).isAfter(original.snapshotCreateTime());
            assertThat(snapshotShown(copy).originalSnapshotCreateTime())
                    .isNotNull()
                    .isEqualTo(original.originalSnapshotCreateTime());
        });
    }

    @Test
    default void a_restore_makes_another_instance_and_leaves_the_source() throws Exception {
        String source = source();
        String id = snapshot(source);

        DBInstance restored = restore(id, settings -> {});

        DBInstance still = shown(subject(), source);
        assertThat(restored.dbInstanceStatus()).isEqualTo("available");
        subject()
                .keepsUnless(
                        Deviation.RESTORED_RESOURCE,
                        () -> assertThat(restored.dbiResourceId()).isNotEqualTo(still.dbiResourceId()));
        assertThat(restored.engineVersion()).isEqualTo(still.engineVersion());
        assertThat(restored.dbInstanceClass()).isEqualTo(still.dbInstanceClass());
    }

    @Test
    default void a_restore_takes_the_default_groups_when_it_is_not_told_others() throws Exception {
        String group = group(source());
        DBInstance restored = restore(snapshot(peculiar(settings -> settings.dbParameterGroupName(group))), say -> {});

        assertThat(restored.dbParameterGroups().get(0).dbParameterGroupName()).startsWith("default.postgres");
        subject()
                .keepsUnless(
                        Deviation.RESTORED_SECURITY_GROUPS,
                        () -> assertThat(restored.vpcSecurityGroups())
                                .extracting(VpcSecurityGroupMembership::vpcSecurityGroupId)
                                .isNotEmpty()
                                .doesNotContain("sg-0123456789abcdef0"));
    }

    @Test
    default void a_restore_is_in_one_zone_unprotected_and_on_gp3_when_it_is_not_told_otherwise() throws Exception {
        DBInstance restored = restore(snapshot(peculiar(settings -> {})), say -> {});

        subject()
                .keepsUnless(
                        Deviation.RESTORED_IN_ONE_ZONE,
                        () -> assertThat(restored.multiAZ()).isFalse());
        subject()
                .keepsUnless(
                        Deviation.RESTORED_UNPROTECTED,
                        () -> assertThat(restored.deletionProtection()).isFalse());
        subject()
                .keepsUnless(
                        Deviation.RESTORED_WITHOUT_IAM,
                        () -> assertThat(restored.iamDatabaseAuthenticationEnabled())
                                .isFalse());
        subject()
                .keepsUnless(
                        Deviation.RESTORED_ON_GP3,
                        () -> assertThat(restored.storageType()).isEqualTo("gp3"));
        assertThat(restored.enabledCloudwatchLogsExports()).isEmpty();
    }

    @Test
    default void a_restore_is_as_it_is_told() throws Exception {
        String source = source();
        String group = group(source);

        DBInstance restored = restore(
                snapshot(source),
                say -> say.dbInstanceClass("db.m6g.xlarge")
                        .dbParameterGroupName(group)
                        .multiAZ(true)
                        .copyTagsToSnapshot(true)
                        .vpcSecurityGroupIds("sg-0123456789abcdef0")
                        .tags(Tag.builder().key("rollback").value("1").build()));

        assertThat(restored.dbInstanceClass()).isEqualTo("db.m6g.xlarge");
        assertThat(restored.multiAZ()).isTrue();
        subject()
                .keepsUnless(
                        Deviation.TOLD_COPY_TAGS,
                        () -> assertThat(restored.copyTagsToSnapshot()).isTrue());
        subject()
                .keepsUnless(
                        Deviation.TOLD_SECURITY_GROUPS,
                        () -> assertThat(restored.vpcSecurityGroups())
                                .extracting(VpcSecurityGroupMembership::vpcSecurityGroupId)
                                .containsExactly("sg-0123456789abcdef0"));
        subject()
                .keepsUnless(
                        Deviation.TOLD_PARAMETER_GROUP,
                        () -> assertThat(restored.dbParameterGroups().get(0).dbParameterGroupName())
                                .isEqualTo(group));
        subject()
                .keepsUnless(
                        Deviation.TOLD_TAGS,
                        () -> assertThat(restored.tagList())
                                .extracting(Tag::key)
                                .containsExactly("rollback"));
    }

    @Test
    default void a_restore_is_refused_for_what_is_not_there() throws Exception {
        String source = source();
        String id = snapshot(source);

        refuses(() -> restore("nobody", settings -> {}), 404, "DBSnapshotNotFound");
        refuses(() -> restore(id, settings -> settings.dbInstanceIdentifier(source)), 400, "DBInstanceAlreadyExists");
        subject()
                .keepsUnless(
                        Deviation.RESTORE_WITH_UNKNOWN_GROUPS,
                        () -> refuses(
                                () -> restore(id, settings -> settings.dbParameterGroupName("nobody")),
                                404,
                                "DBParameterGroupNotFound"));
        subject()
                .keepsUnless(
                        Deviation.RESTORE_INTO_UNKNOWN_SUBNETS,
                        () -> refuses(
                                () -> restore(id, settings -> settings.dbSubnetGroupName("nobody")),
                                404,
                                "DBSubnetGroupNotFoundFault"));
    }

    @Test
    default void the_rates_of_a_small_gp3_volume_cannot_be_said() throws Exception {
        String id = snapshot(source());

        subject()
                .keepsUnless(
                        Deviation.SMALL_GP3,
                        () -> refuses(
                                () -> restore(id, say -> say.storageType("gp3").iops(3000)),
                                400,
                                "InvalidParameterCombination"));
    }

    @Test
    default void a_restore_to_a_point_in_time_makes_another_instance() throws Exception {
        String source = source();

        subject().keepsUnless(Deviation.POINT_IN_TIME, () -> {
            DBInstance restored =
                    shown(subject(), restoreInTime(source, settings -> settings.useLatestRestorableTime(true)));
            assertThat(restored.dbInstanceStatus()).isEqualTo("available");
            assertThat(restored.dbiResourceId())
                    .isNotEqualTo(shown(subject(), source).dbiResourceId());
        });
    }

    @Test
    default void what_can_be_restored_ends_a_few_minutes_ago() throws Exception {
        String source = source();

        subject().keepsUnless(Deviation.POINT_IN_TIME_AHEAD, () -> {
            Instant latest = shown(subject(), source).latestRestorableTime();
            assertThat(latest).isNotNull();
            refuses(
                    () -> restoreInTime(source, settings -> settings.restoreTime(latest.plus(Duration.ofDays(1)))),
                    400,
                    "InvalidRestoreFault");
        });
    }

    @Test
    default void an_instance_without_backups_cannot_go_back_in_time() throws Exception {
        String source = instance(subject(), settings -> settings.backupRetentionPeriod(0));

        subject()
                .keepsUnless(
                        Deviation.POINT_IN_TIME_WITHOUT_BACKUPS,
                        () -> refuses(
                                () -> restoreInTime(source, settings -> settings.useLatestRestorableTime(true)),
                                400,
                                "PointInTimeRestoreNotEnabled"));
    }
}
