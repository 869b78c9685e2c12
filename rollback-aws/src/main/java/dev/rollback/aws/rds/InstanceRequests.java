package dev.rollback.aws.rds;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/**
 * The requests that make an instance like another one. What a restore is not told has a default that is hardly ever the source's: the default groups, one
 * zone, gp3, no protection ("RestoreDBInstanceFromDBSnapshot" in the RDS API reference). So all of it is told.
 */
record InstanceRequests(Instance source, Order order) {

    RestoreDbInstanceFromDbSnapshotRequest fromSnapshot() {
        DBInstance like = source.shown();
        Taken snapshot = order.from().snapshot().orElseThrow();
        Volume volume = Volume.of(like);
        return RestoreDbInstanceFromDbSnapshotRequest.builder()
                .dbInstanceIdentifier(order.name())
                .dbSnapshotIdentifier(snapshot.about().type().equals("shared") ? snapshot.arn() : snapshot.id())
                .tags(RdsCalls.tags(order.tags()))
                .dbInstanceClass(like.dbInstanceClass())
                .port(source.port() == 0 ? null : source.port())
                .dbParameterGroupName(Groups.named(source.parameterGroup()))
                .optionGroupName(Groups.named(source.optionGroup()))
                .dbSubnetGroupName(name(source.subnetGroup()))
                .vpcSecurityGroupIds(groups())
                .multiAZ(like.multiAZ())
                .publiclyAccessible(like.publiclyAccessible())
                .autoMinorVersionUpgrade(like.autoMinorVersionUpgrade())
                .licenseModel(like.licenseModel())
                .storageType(like.storageType())
                .allocatedStorage(volume.namedSize(snapshot.about().gibibytes()))
                .iops(volume.namedIops(like.iops()))
                .storageThroughput(volume.namedThroughput(like.storageThroughput()))
                .enableIAMDatabaseAuthentication(like.iamDatabaseAuthenticationEnabled())
                .enableCloudwatchLogsExports(like.enabledCloudwatchLogsExports())
                .deletionProtection(like.deletionProtection())
                .copyTagsToSnapshot(like.copyTagsToSnapshot())
                .caCertificateIdentifier(like.caCertificateIdentifier())
                .networkType(like.networkType())
                .processorFeatures(like.processorFeatures())
                .dedicatedLogVolume(like.dedicatedLogVolume())
                .engineLifecycleSupport(like.engineLifecycleSupport())
                .applyMutation(request -> Domains.join(source.domain(), request))
                .build();
    }

    RestoreDbInstanceToPointInTimeRequest toPointInTime() {
        DBInstance like = source.shown();
        Volume volume = Volume.of(like);
        return RestoreDbInstanceToPointInTimeRequest.builder()
                .sourceDBInstanceIdentifier(like.dbInstanceIdentifier())
                .targetDBInstanceIdentifier(order.name())
                .restoreTime(order.from().time().orElseThrow())
                .tags(RdsCalls.tags(order.tags()))
                .dbInstanceClass(like.dbInstanceClass())
                .port(source.port() == 0 ? null : source.port())
                .dbParameterGroupName(Groups.named(source.parameterGroup()))
                .optionGroupName(Groups.named(source.optionGroup()))
                .dbSubnetGroupName(name(source.subnetGroup()))
                .vpcSecurityGroupIds(groups())
                .multiAZ(like.multiAZ())
                .publiclyAccessible(like.publiclyAccessible())
                .autoMinorVersionUpgrade(like.autoMinorVersionUpgrade())
                .licenseModel(like.licenseModel())
                .storageType(like.storageType())
                .iops(volume.namedIops(like.iops()))
                .storageThroughput(volume.namedThroughput(like.storageThroughput()))
                .maxAllocatedStorage(like.maxAllocatedStorage())
                .enableIAMDatabaseAuthentication(like.iamDatabaseAuthenticationEnabled())
                .enableCloudwatchLogsExports(like.enabledCloudwatchLogsExports())
                .deletionProtection(like.deletionProtection())
                .copyTagsToSnapshot(like.copyTagsToSnapshot())
                .caCertificateIdentifier(like.caCertificateIdentifier())
                .networkType(like.networkType())
                .processorFeatures(like.processorFeatures())
                .dedicatedLogVolume(like.dedicatedLogVolume())
                .engineLifecycleSupport(like.engineLifecycleSupport())
                .applyMutation(request -> Domains.join(source.domain(), request))
                .build();
    }

    private @Nullable List<String> groups() {
        return source.securityGroups().isEmpty() ? null : source.securityGroups();
    }

    private static @Nullable String name(String name) {
        return name.isEmpty() ? null : name;
    }

    /** What no restore can be told, and what differs all the same. Storage only grows, so nothing is said of it. */
    static ModifyDbInstanceRequest settling(Instance source, Instance restored) {
        DBInstance like = source.shown();
        ModifyDbInstanceRequest.Builder request = ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(restored.id())
                .applyImmediately(true)
                .maxAllocatedStorage(like.maxAllocatedStorage())
                .monitoringInterval(like.monitoringInterval())
                .monitoringRoleArn(like.monitoringRoleArn())
                .backupRetentionPeriod(like.backupRetentionPeriod())
                .preferredBackupWindow(like.preferredBackupWindow())
                .preferredMaintenanceWindow(like.preferredMaintenanceWindow())
                .enablePerformanceInsights(like.performanceInsightsEnabled())
                .databaseInsightsMode(like.databaseInsightsMode());
        if (Boolean.TRUE.equals(like.performanceInsightsEnabled())) {
            request.performanceInsightsKMSKeyId(like.performanceInsightsKMSKeyId())
                    .performanceInsightsRetentionPeriod(like.performanceInsightsRetentionPeriod());
        }
        if (source.secret().isPresent() && restored.secret().isEmpty()) {
            request.manageMasterUserPassword(true)
                    .masterUserSecretKmsKeyId(like.masterUserSecret().kmsKeyId());
        }
        String parameters = Groups.named(source.parameterGroup());
        if (parameters != null && !parameters.equals(restored.parameterGroup())) {
            request.dbParameterGroupName(parameters);
        }
        if (!source.securityGroups().equals(restored.securityGroups())) {
            request.vpcSecurityGroupIds(source.securityGroups());
        }
        return request.build();
    }
}
