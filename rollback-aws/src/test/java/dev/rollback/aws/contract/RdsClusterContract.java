package dev.rollback.aws.contract;

import static dev.rollback.aws.contract.RdsContract.LONG_ENOUGH;
import static dev.rollback.aws.contract.RdsContract.name;
import static dev.rollback.aws.contract.RdsContract.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;

/**
 * What the RDS target takes for granted of Aurora clusters.
 *
 * <p>That members can be created only once the cluster is available, that a member needs the cluster's scaling configuration to be serverless, and that
 * the storage of a restored cluster is the standard one, is documented and unproven on the wire where the deviations say so.
 */
interface RdsClusterContract {

    Subject subject();

    private RdsClient rds() {
        return subject().client(RdsClient.class);
    }

    private String cluster() {
        String name = name("cluster");
        rds().createDBCluster(request -> request.dbClusterIdentifier(name)
                .engine("aurora-postgresql")
                .engineVersion("15.10")
                .masterUsername("app")
                .masterUserPassword("not-a-secret"));
        subject().pass(LONG_ENOUGH);
        settle(name);
        return name;
    }

    /** Some emulators finish a cluster when it is looked at. */
    private void settle(String name) {
        assertThat(shown(name).dbClusterIdentifier()).isEqualTo(name);
    }

    private DBCluster shown(String name) {
        return rds().describeDBClusters(request -> request.dbClusterIdentifier(name))
                .dbClusters()
                .get(0);
    }

    private void member(String cluster, String name) {
        rds().createDBInstance(request -> request.dbInstanceIdentifier(name)
                .dbClusterIdentifier(cluster)
                .engine("aurora-postgresql")
                .dbInstanceClass("db.r6g.large"));
        subject().pass(LONG_ENOUGH);
    }

    private String snapshot(String cluster) {
        String snapshot = name("cluster-snapshot");
        rds().createDBClusterSnapshot(
                        request -> request.dbClusterIdentifier(cluster).dbClusterSnapshotIdentifier(snapshot));
        subject().pass(LONG_ENOUGH);
        return snapshot;
    }

    private DBCluster restore(String snapshot, Consumer<RestoreDbClusterFromSnapshotRequest.Builder> settings) {
        String name = name("restored-cluster");
        rds().restoreDBClusterFromSnapshot(request -> request.dbClusterIdentifier(name)
                .snapshotIdentifier(snapshot)
                .engine("aurora-postgresql")
                .applyMutation(settings));
        subject().pass(LONG_ENOUGH);
        return shown(name);
    }

    @Test
    default void a_cluster_shows_what_it_is() {
        DBCluster shown = shown(cluster());

        assertThat(shown.status()).isEqualTo("available");
        assertThat(shown.dbClusterResourceId()).startsWith("cluster-");
        assertThat(shown.engineVersion()).isEqualTo("15.10");
        assertThat(shown.endpoint()).isNotBlank();
        assertThat(shown.dbClusterMembers()).isEmpty();
    }

    @Test
    default void an_unknown_cluster_and_an_unknown_snapshot_of_one_are_not_there() {
        refuses(() -> shown("nobody"), 404, "DBClusterNotFoundFault");
        refuses(() -> snapshot("nobody"), 404, "DBClusterNotFoundFault");
        refuses(
                () -> rds().describeDBClusterSnapshots(request -> request.dbClusterSnapshotIdentifier("nobody")),
                404,
                "DBClusterSnapshotNotFoundFault");
    }

    @Test
    default void members_are_instances_of_the_cluster() throws Exception {
        String cluster = cluster();
        String writer = name("writer");
        String reader = name("reader");

        member(cluster, writer);
        member(cluster, reader);

        assertThat(shown(cluster).dbClusterMembers())
                .extracting(DBClusterMember::dbInstanceIdentifier)
                .containsExactlyInAnyOrder(writer, reader);
        assertThat(shown(cluster).dbClusterMembers())
                .filteredOn(DBClusterMember::isClusterWriter)
                .hasSize(1);
    }

    @Test
    default void a_restored_cluster_is_another_one_and_has_no_members() throws Exception {
        String cluster = cluster();
        member(cluster, name("writer"));
        String snapshot = snapshot(cluster);

        subject().keepsUnless(Deviation.CLUSTER_RESTORE, () -> {
            DBCluster restored = restore(snapshot, say -> say.engineVersion("15.10"));
            assertThat(restored.dbClusterResourceId())
                    .isNotEqualTo(shown(cluster).dbClusterResourceId());
            assertThat(restored.engineVersion()).isEqualTo("15.10");
            assertThat(restored.dbClusterMembers()).isEmpty();
        });
    }

    @Test
    default void a_restored_cluster_has_the_default_version_when_it_is_told_none() throws Exception {
        String snapshot = snapshot(cluster());

        subject()
                .keepsUnless(
                        Deviation.DEFAULT_CLUSTER_VERSION,
                        () -> assertThat(restore(snapshot, say -> {}).engineVersion())
                                .isNotEqualTo("15.10"));
    }

    @Test
    default void the_engine_of_a_restored_cluster_has_to_be_said() throws Exception {
        String snapshot = snapshot(cluster());

        subject()
                .keepsUnless(
                        Deviation.ENGINE_OF_CLUSTER,
                        () -> refuses(() -> restore(snapshot, say -> say.engine(null)), 400, "MissingParameter"));
    }

    @Test
    default void a_restore_onto_a_cluster_that_is_there_is_refused() throws Exception {
        String cluster = cluster();
        String snapshot = snapshot(cluster);

        subject()
                .keepsUnless(
                        Deviation.RESTORE_ONTO_CLUSTER,
                        () -> refuses(
                                () -> restore(snapshot, say -> say.dbClusterIdentifier(cluster)),
                                400,
                                "DBClusterAlreadyExistsFault"));
    }

    @Test
    default void no_member_joins_a_cluster_that_is_creating() throws Exception {
        String snapshot = snapshot(cluster());
        String name = name("restored-cluster");

        subject().keepsUnless(Deviation.MEMBERS_ONLY_WHEN_AVAILABLE, () -> {
            rds().restoreDBClusterFromSnapshot(request -> request.dbClusterIdentifier(name)
                    .snapshotIdentifier(snapshot)
                    .engine("aurora-postgresql"));
            refuses(() -> member(name, name("writer")), 400, "InvalidDBClusterStateFault");
        });
    }

    @Test
    default void a_cluster_restored_to_a_point_in_time_has_the_version_of_its_source() throws Exception {
        String source = cluster();
        String name = name("in-time");

        subject().keepsUnless(Deviation.CLUSTER_POINT_IN_TIME, () -> {
            rds().restoreDBClusterToPointInTime(request -> request.sourceDBClusterIdentifier(source)
                    .dbClusterIdentifier(name)
                    .useLatestRestorableTime(true));
            subject().pass(LONG_ENOUGH);
            assertThat(shown(name).engineVersion()).isEqualTo("15.10");
            assertThat(shown(name).dbClusterMembers()).isEmpty();
        });
    }

    @Test
    default void a_renamed_cluster_keeps_its_resource_id_and_its_members_their_names() throws Exception {
        String old = cluster();
        String name = name("renamed");
        String writer = name("writer");
        member(old, writer);
        String resource = shown(old).dbClusterResourceId();

        rds().modifyDBCluster(request ->
                request.dbClusterIdentifier(old).newDBClusterIdentifier(name).applyImmediately(true));
        subject().pass(LONG_ENOUGH);

        subject().keepsUnless(Deviation.CLUSTER_RENAME, () -> {
            assertThat(shown(name).dbClusterResourceId()).isEqualTo(resource);
            refuses(() -> shown(old), 404, "DBClusterNotFoundFault");
        });
        subject()
                .keepsUnless(
                        Deviation.MEMBERS_OF_RENAMED_CLUSTER,
                        () -> assertThat(shown(name).dbClusterMembers())
                                .extracting(DBClusterMember::dbInstanceIdentifier)
                                .containsExactly(writer));
    }
}
