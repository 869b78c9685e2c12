package dev.rollback.aws.rds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CloudwatchLogsExportConfiguration;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.ServerlessV2ScalingConfiguration;

/**
 * The requests that make a cluster like another one. The engine version is the snapshot's: left out, it would be the Region's default
 * ("RestoreDBClusterFromSnapshot" in the RDS API reference).
 */
record ClusterRequests(Cluster source, Order order) {

    RestoreDbClusterFromSnapshotRequest fromSnapshot() {
        DBCluster like = source.shown();
        Taken snapshot = order.from().snapshot().orElseThrow();
        return RestoreDbClusterFromSnapshotRequest.builder()
                .dbClusterIdentifier(order.name())
                .snapshotIdentifier(snapshot.arn())
                .engine(like.engine())
                .engineVersion(snapshot.about().engineVersion())
                .tags(RdsCalls.tags(order.tags()))
                .port(like.port())
                .dbClusterParameterGroupName(Groups.named(like.dbClusterParameterGroup()))
                .dbSubnetGroupName(like.dbSubnetGroup())
                .vpcSecurityGroupIds(groups())
                .storageType(like.storageType())
                .kmsKeyId(like.kmsKeyId())
                .enableIAMDatabaseAuthentication(like.iamDatabaseAuthenticationEnabled())
                .enableCloudwatchLogsExports(like.enabledCloudwatchLogsExports())
                .deletionProtection(like.deletionProtection())
                .copyTagsToSnapshot(like.copyTagsToSnapshot())
                .backtrackWindow(like.backtrackWindow())
                .networkType(like.networkType())
                .serverlessV2ScalingConfiguration(capacity())
                .engineLifecycleSupport(like.engineLifecycleSupport())
                .domain(source.domain().domain())
                .domainIAMRoleName(source.domain().iamRoleName())
                .build();
    }

    RestoreDbClusterToPointInTimeRequest toPointInTime() {
        DBCluster like = source.shown();
        return RestoreDbClusterToPointInTimeRequest.builder()
                .dbClusterIdentifier(order.name())
                .sourceDBClusterIdentifier(like.dbClusterIdentifier())
                .restoreToTime(order.from().time().orElseThrow())
                .tags(RdsCalls.tags(order.tags()))
                .port(like.port())
                .dbClusterParameterGroupName(Groups.named(like.dbClusterParameterGroup()))
                .dbSubnetGroupName(like.dbSubnetGroup())
                .vpcSecurityGroupIds(groups())
                .storageType(like.storageType())
                .kmsKeyId(like.kmsKeyId())
                .enableIAMDatabaseAuthentication(like.iamDatabaseAuthenticationEnabled())
                .enableCloudwatchLogsExports(like.enabledCloudwatchLogsExports())
                .deletionProtection(like.deletionProtection())
                .copyTagsToSnapshot(like.copyTagsToSnapshot())
                .backtrackWindow(like.backtrackWindow())
                .networkType(like.networkType())
                .serverlessV2ScalingConfiguration(capacity())
                .engineLifecycleSupport(like.engineLifecycleSupport())
                .domain(source.domain().domain())
                .domainIAMRoleName(source.domain().iamRoleName())
                .build();
    }

    /** What no restore can be told. */
    static ModifyDbClusterRequest settling(Cluster source, Cluster restored) {
        DBCluster like = source.shown();
        ModifyDbClusterRequest.Builder request = ModifyDbClusterRequest.builder()
                .dbClusterIdentifier(restored.id())
                .applyImmediately(true)
                .backupRetentionPeriod(like.backupRetentionPeriod())
                .preferredBackupWindow(like.preferredBackupWindow())
                .preferredMaintenanceWindow(like.preferredMaintenanceWindow())
                .cloudwatchLogsExportConfiguration(logs(like));
        if (source.isFirstServerless()) {
            request.enableHttpEndpoint(like.httpEndpointEnabled());
        }
        if (source.forwardsWrites() && !restored.forwardsWrites()) {
            request.enableLocalWriteForwarding(true);
        }
        if (source.hasAdvancedInsights()) {
            request.databaseInsightsMode(like.databaseInsightsMode())
                    .enablePerformanceInsights(like.performanceInsightsEnabled())
                    .performanceInsightsKMSKeyId(like.performanceInsightsKMSKeyId())
                    .performanceInsightsRetentionPeriod(like.performanceInsightsRetentionPeriod());
        }
        if (source.secret().isPresent() && restored.secret().isEmpty()) {
            request.manageMasterUserPassword(true)
                    .masterUserSecretKmsKeyId(like.masterUserSecret().kmsKeyId());
        }
        return request.build();
    }

    private static @Nullable CloudwatchLogsExportConfiguration logs(DBCluster like) {
        return like.enabledCloudwatchLogsExports().isEmpty()
                ? null
                : CloudwatchLogsExportConfiguration.builder()
                        .enableLogTypes(like.enabledCloudwatchLogsExports())
                        .build();
    }

    private @Nullable List<String> groups() {
        return source.securityGroups().isEmpty() ? null : source.securityGroups();
    }

    private @Nullable ServerlessV2ScalingConfiguration capacity() {
        return source.shown().serverlessV2ScalingConfiguration() == null
                ? null
                : ServerlessV2ScalingConfiguration.builder()
                        .minCapacity(source.shown()
                                .serverlessV2ScalingConfiguration()
                                .minCapacity())
                        .maxCapacity(source.shown()
                                .serverlessV2ScalingConfiguration()
                                .maxCapacity())
                        .build();
    }

    /** A member keeps its name when its cluster is renamed. */
    static String memberName(String cluster, int place) {
        String end = "-" + (place + 1);
        String begin = cluster.length() + end.length() > 63 ? cluster.substring(0, 63 - end.length()) : cluster;
        return begin + end;
    }

    static CreateDbInstanceRequest member(String cluster, String id, Instance like) {
        DBInstance shown = like.shown();
        return CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(id)
                .dbClusterIdentifier(cluster)
                .engine(shown.engine())
                .dbInstanceClass(shown.dbInstanceClass())
                .promotionTier(shown.promotionTier())
                .availabilityZone(shown.availabilityZone())
                .dbParameterGroupName(Groups.named(like.parameterGroup()))
                .publiclyAccessible(shown.publiclyAccessible())
                .autoMinorVersionUpgrade(shown.autoMinorVersionUpgrade())
                .monitoringInterval(shown.monitoringInterval())
                .monitoringRoleArn(shown.monitoringRoleArn())
                .enablePerformanceInsights(shown.performanceInsightsEnabled())
                .performanceInsightsKMSKeyId(shown.performanceInsightsKMSKeyId())
                .performanceInsightsRetentionPeriod(shown.performanceInsightsRetentionPeriod())
                .caCertificateIdentifier(shown.caCertificateIdentifier())
                .tags(RdsCalls.tags(like.tags()))
                .build();
    }
}
