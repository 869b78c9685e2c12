package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Fields;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.ClusterPendingModifiedValues;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.LocalWriteForwardingStatus;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.WriteForwardingStatus;

/** What ModifyDBCluster changes at once, and what is pending as it is for instances. */
final class ClusterModifications {
    private static final List<String> AT_ONCE = List.of(
            "BackupRetentionPeriod",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "BacktrackWindow",
            "DeletionProtection",
            "CopyTagsToSnapshot",
            "StorageType",
            "NetworkType",
            "Port",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "DatabaseInsightsMode",
            "PerformanceInsightsKMSKeyId",
            "PerformanceInsightsRetentionPeriod");

    private static final List<String> PENDING = List.of("EngineVersion", "IAMDatabaseAuthenticationEnabled");

    private ClusterModifications() {}

    /** Changes what changes at once, and notes what is pending. */
    static void take(StoredCluster cluster, ModifyDbClusterRequest request) {
        DBCluster.Builder more = cluster.settings.toBuilder();
        Fields.copySet(request, (SdkPojo) more, AT_ONCE);
        ClusterDefaults.scaling(more, request.serverlessV2ScalingConfiguration());
        groups(more, request);
        switches(more, cluster, request);
        if (request.cloudwatchLogsExportConfiguration() != null) {
            more.enabledCloudwatchLogsExports(Modifications.logs(
                    cluster.settings.enabledCloudwatchLogsExports(), request.cloudwatchLogsExportConfiguration()));
        }
        cluster.settings = more.build();
        cluster.pending = pending(cluster, request);
    }

    private static void groups(DBCluster.Builder more, ModifyDbClusterRequest request) {
        if (request.hasVpcSecurityGroupIds()) {
            more.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.dbClusterParameterGroupName() != null) {
            more.dbClusterParameterGroup(request.dbClusterParameterGroupName());
        }
    }

    /** The Data API of clusters other than Aurora Serverless v1 is turned on by an operation of its own; here it is passed over. */
    private static void switches(DBCluster.Builder more, StoredCluster cluster, ModifyDbClusterRequest request) {
        if (request.enablePerformanceInsights() != null) {
            more.performanceInsightsEnabled(request.enablePerformanceInsights());
        }
        if (request.enableHttpEndpoint() != null && "serverless".equals(cluster.settings.engineMode())) {
            more.httpEndpointEnabled(request.enableHttpEndpoint());
        }
        if (request.enableLocalWriteForwarding() != null) {
            more.localWriteForwardingStatus(
                    request.enableLocalWriteForwarding()
                            ? LocalWriteForwardingStatus.ENABLED
                            : LocalWriteForwardingStatus.DISABLED);
        }
        if (request.enableGlobalWriteForwarding() != null) {
            more.globalWriteForwardingRequested(request.enableGlobalWriteForwarding())
                    .globalWriteForwardingStatus(
                            request.enableGlobalWriteForwarding()
                                    ? WriteForwardingStatus.ENABLED
                                    : WriteForwardingStatus.DISABLED);
        }
    }

    private static ClusterPendingModifiedValues pending(StoredCluster cluster, ModifyDbClusterRequest request) {
        ClusterPendingModifiedValues.Builder pending = cluster.pending.toBuilder();
        String version = request.engineVersion();
        if (version != null && !version.equals(cluster.settings.engineVersion())) {
            pending.engineVersion(version);
        }
        Boolean iam = request.enableIAMDatabaseAuthentication();
        if (iam != null && !iam.equals(cluster.settings.iamDatabaseAuthenticationEnabled())) {
            pending.iamDatabaseAuthenticationEnabled(iam);
        }
        if (request.masterUserPassword() != null) {
            pending.masterUserPassword("****");
        }
        return pending.build();
    }

    /** Whether a request asks for nothing. */
    static boolean isEmpty(ModifyDbClusterRequest request) {
        return request.equals(ModifyDbClusterRequest.builder()
                .dbClusterIdentifier(request.dbClusterIdentifier())
                .applyImmediately(request.applyImmediately())
                .build());
    }

    /** Applies what is pending, if its time has come. */
    static void settle(StoredCluster cluster, Instant now) {
        Instant due = cluster.pendingAt;
        if (due == null || now.isBefore(due)) {
            return;
        }
        DBCluster.Builder more = cluster.settings.toBuilder();
        Fields.copySet(cluster.pending, (SdkPojo) more, PENDING);
        cluster.settings = more.build();
        cluster.passwords += cluster.pending.masterUserPassword() == null ? 0 : 1;
        cluster.pending = ClusterPendingModifiedValues.builder()
                .dbClusterIdentifier(cluster.pending.dbClusterIdentifier())
                .build();
        cluster.pendingAt = null;
    }
}
