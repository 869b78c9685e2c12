package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Fields;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.ServerlessV2ScalingConfiguration;

/**
 * What a cluster is like that was made by a request, where the request is silent: the defaults that RDS documents. A restore from a snapshot has the
 * default version of its Region; one to a point in time has the version of its source and the default port of its engine.
 */
final class ClusterDefaults {
    private static final List<String> SAID = List.of(
            "BacktrackWindow",
            "CopyTagsToSnapshot",
            "DeletionProtection",
            "StorageType",
            "NetworkType",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "PerformanceInsightsKMSKeyId",
            "PerformanceInsightsRetentionPeriod",
            "EngineLifecycleSupport",
            "EngineMode");

    private static final List<String> SAID_AT_CREATION = List.of(
            "BackupRetentionPeriod",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "MasterUsername",
            "DatabaseName",
            "StorageEncrypted",
            "KmsKeyId",
            "GlobalClusterIdentifier",
            "DatabaseInsightsMode");

    private final RdsWorld world;

    ClusterDefaults(RdsWorld world) {
        this.world = world;
    }

    private DBCluster.Builder begun(String id, String engine, String version) {
        return DBCluster.builder()
                .dbClusterIdentifier(id)
                .dbClusterResourceId(world.resourceId("cluster"))
                .dbClusterArn(world.account.arn("rds", "cluster:" + id))
                .clusterCreateTime(world.now())
                .engine(engine)
                .engineVersion(version)
                .engineMode("provisioned")
                .dbClusterParameterGroup(Engines.parameterGroup(engine, version))
                .dbSubnetGroup("default")
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-default")))
                .storageType("aurora")
                .networkType("IPV4")
                .engineLifecycleSupport("open-source-rds-extended-support")
                .backupRetentionPeriod(1)
                .preferredBackupWindow("04:00-04:30")
                .preferredMaintenanceWindow("mon:05:00-mon:05:30")
                .endpoint(world.clusterAddress(id, ""))
                .readerEndpoint(world.clusterAddress(id, "ro-"))
                .applyMutation(ClusterDefaults::switchedOff);
    }

    private static void switchedOff(DBCluster.Builder made) {
        made.backtrackWindow(0L)
                .iamDatabaseAuthenticationEnabled(false)
                .deletionProtection(false)
                .copyTagsToSnapshot(false)
                .httpEndpointEnabled(false)
                .storageEncrypted(false)
                .monitoringInterval(0)
                .performanceInsightsEnabled(false);
    }

    DBCluster created(CreateDbClusterRequest request, String id) {
        String engine = request.engine();
        DBCluster.Builder made = begun(id, engine, requireNonNullElse(request.engineVersion(), Engines.latest(engine)));
        Fields.copySet(request, (SdkPojo) made, SAID_AT_CREATION);
        RestoreDbClusterFromSnapshotRequest.Builder same = RestoreDbClusterFromSnapshotRequest.builder();
        Fields.copy(request, (SdkPojo) same);
        said(made, same.build());
        return made.port(requireNonNullElse(request.port(), Engines.port(engine)))
                .httpEndpointEnabled(requireNonNullElse(request.enableHttpEndpoint(), false))
                .build();
    }

    DBCluster restored(RestoreDbClusterFromSnapshotRequest request, String id, DBClusterSnapshot from) {
        String version = requireNonNullElse(request.engineVersion(), Engines.latest(request.engine()));
        DBCluster.Builder made = begun(id, request.engine(), version)
                .masterUsername(from.masterUsername())
                .port(requireNonNullElse(request.port(), from.port()));
        key(made, request.kmsKeyId(), from.kmsKeyId());
        said(made, request);
        return made.build();
    }

    DBCluster restored(RestoreDbClusterToPointInTimeRequest request, String id, DBCluster source) {
        RestoreDbClusterFromSnapshotRequest.Builder same = RestoreDbClusterFromSnapshotRequest.builder();
        Fields.copy(request, (SdkPojo) same);
        DBCluster.Builder made = begun(id, source.engine(), source.engineVersion())
                .masterUsername(source.masterUsername())
                .databaseName(source.databaseName())
                .port(requireNonNullElse(request.port(), Engines.port(source.engine())));
        key(made, request.kmsKeyId(), source.kmsKeyId());
        said(made, same.build());
        return made.build();
    }

    private static void key(DBCluster.Builder made, @Nullable String asked, @Nullable String source) {
        String key = asked == null ? source : asked;
        made.kmsKeyId(key).storageEncrypted(key != null);
    }

    private static void said(DBCluster.Builder made, RestoreDbClusterFromSnapshotRequest request) {
        Fields.copySet(request, (SdkPojo) made, SAID);
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.dbClusterParameterGroupName() != null) {
            made.dbClusterParameterGroup(request.dbClusterParameterGroupName());
        }
        if (request.dbSubnetGroupName() != null) {
            made.dbSubnetGroup(request.dbSubnetGroupName());
        }
        scaling(made, request.serverlessV2ScalingConfiguration());
        if (request.domain() != null) {
            made.domainMemberships(DomainMembership.builder()
                    .domain(request.domain())
                    .iamRoleName(request.domainIAMRoleName())
                    .status("joined")
                    .build());
        }
        made.iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .performanceInsightsEnabled(requireNonNullElse(request.enablePerformanceInsights(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports());
    }

    static void scaling(DBCluster.Builder made, @Nullable ServerlessV2ScalingConfiguration asked) {
        if (asked != null) {
            made.serverlessV2ScalingConfiguration(
                    shown -> shown.minCapacity(asked.minCapacity()).maxCapacity(asked.maxCapacity()));
        }
    }
}
