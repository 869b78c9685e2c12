package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/**
 * What an instance is like that was made by a request, where the request is silent: the defaults that RDS documents, so that whatever a restore forgets
 * shows.
 */
final class InstanceDefaults {
    private final RdsWorld world;

    InstanceDefaults(RdsWorld world) {
        this.world = world;
    }

    private DBInstance.Builder begun(String id, String engine, String version) {
        String family = engine + version.split("\\.", 2)[0];
        return DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbiResourceId(world.resourceId("db"))
                .dbInstanceArn(world.account.arn("rds", "db:" + id))
                .engine(engine)
                .engineVersion(version)
                .instanceCreateTime(world.now())
                .multiAZ(false)
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(true)
                .iamDatabaseAuthenticationEnabled(false)
                .deletionProtection(false)
                .copyTagsToSnapshot(false)
                .monitoringInterval(0)
                .performanceInsightsEnabled(false)
                .backupRetentionPeriod(1)
                .storageType("gp3")
                .dbParameterGroups(DBParameterGroupStatus.builder()
                        .dbParameterGroupName("default." + family)
                        .parameterApplyStatus("in-sync")
                        .build())
                .optionGroupMemberships(OptionGroupMembership.builder()
                        .optionGroupName("default:" + family)
                        .status("in-sync")
                        .build())
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-default")))
                .dbSubnetGroup(group -> group.dbSubnetGroupName("default"));
    }

    private void groups(
            DBInstance.Builder made, @Nullable String parameters, @Nullable String options, @Nullable String subnets) {
        if (parameters != null) {
            made.dbParameterGroups(DBParameterGroupStatus.builder()
                    .dbParameterGroupName(parameters)
                    .parameterApplyStatus("in-sync")
                    .build());
        }
        if (options != null) {
            made.optionGroupMemberships(OptionGroupMembership.builder()
                    .optionGroupName(options)
                    .status("in-sync")
                    .build());
        }
        if (subnets != null) {
            made.dbSubnetGroup(group -> group.dbSubnetGroupName(subnets));
        }
    }

    private void address(DBInstance.Builder made, String id, @Nullable Integer port) {
        made.endpoint(end -> end.address(world.address(id)).port(requireNonNullElse(port, 5432)));
    }

    DBInstance created(CreateDbInstanceRequest request, String id) {
        DBInstance.Builder made = begun(id, request.engine(), requireNonNullElse(request.engineVersion(), "16.4"));
        groups(made, request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        address(made, id, request.port());
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        return made.dbInstanceClass(request.dbInstanceClass())
                .allocatedStorage(requireNonNullElse(request.allocatedStorage(), 20))
                .dbClusterIdentifier(request.dbClusterIdentifier())
                .availabilityZone(request.availabilityZone())
                .promotionTier(request.promotionTier())
                .masterUsername(request.masterUsername())
                .multiAZ(requireNonNullElse(request.multiAZ(), false))
                .backupRetentionPeriod(requireNonNullElse(request.backupRetentionPeriod(), 1))
                .publiclyAccessible(requireNonNullElse(request.publiclyAccessible(), false))
                .autoMinorVersionUpgrade(requireNonNullElse(request.autoMinorVersionUpgrade(), true))
                .monitoringInterval(requireNonNullElse(request.monitoringInterval(), 0))
                .monitoringRoleArn(request.monitoringRoleArn())
                .performanceInsightsEnabled(requireNonNullElse(request.enablePerformanceInsights(), false))
                .performanceInsightsKMSKeyId(request.performanceInsightsKMSKeyId())
                .performanceInsightsRetentionPeriod(request.performanceInsightsRetentionPeriod())
                .deletionProtection(requireNonNullElse(request.deletionProtection(), false))
                .caCertificateIdentifier(request.caCertificateIdentifier())
                .build();
    }

    DBInstance restored(RestoreDbInstanceFromDbSnapshotRequest request, String id, DBInstance source) {
        DBInstance.Builder made = fromSource(id, source);
        groups(made, request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        address(made, id, requireNonNullElse(request.port(), source.endpoint().port()));
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        return made.dbInstanceClass(requireNonNullElse(request.dbInstanceClass(), source.dbInstanceClass()))
                .multiAZ(requireNonNullElse(request.multiAZ(), false))
                .publiclyAccessible(requireNonNullElse(request.publiclyAccessible(), false))
                .autoMinorVersionUpgrade(requireNonNullElse(request.autoMinorVersionUpgrade(), true))
                .licenseModel(requireNonNullElse(request.licenseModel(), source.licenseModel()))
                .storageType(storageType(request.storageType(), request.iops()))
                .iops(request.iops())
                .storageThroughput(request.storageThroughput())
                .iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .copyTagsToSnapshot(requireNonNullElse(request.copyTagsToSnapshot(), false))
                .deletionProtection(requireNonNullElse(request.deletionProtection(), false))
                .caCertificateIdentifier(request.caCertificateIdentifier())
                .networkType(request.networkType())
                .dedicatedLogVolume(request.dedicatedLogVolume())
                .processorFeatures(request.processorFeatures())
                .availabilityZone(request.availabilityZone())
                .build();
    }

    DBInstance restored(RestoreDbInstanceToPointInTimeRequest request, String id, DBInstance source) {
        DBInstance.Builder made = fromSource(id, source);
        groups(made, request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        address(made, id, requireNonNullElse(request.port(), source.endpoint().port()));
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        return made.dbInstanceClass(requireNonNullElse(request.dbInstanceClass(), source.dbInstanceClass()))
                .multiAZ(requireNonNullElse(request.multiAZ(), false))
                .publiclyAccessible(requireNonNullElse(request.publiclyAccessible(), false))
                .autoMinorVersionUpgrade(requireNonNullElse(request.autoMinorVersionUpgrade(), true))
                .licenseModel(requireNonNullElse(request.licenseModel(), source.licenseModel()))
                .storageType(storageType(request.storageType(), request.iops()))
                .iops(request.iops())
                .storageThroughput(request.storageThroughput())
                .maxAllocatedStorage(request.maxAllocatedStorage())
                .iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .copyTagsToSnapshot(requireNonNullElse(request.copyTagsToSnapshot(), false))
                .deletionProtection(requireNonNullElse(request.deletionProtection(), false))
                .caCertificateIdentifier(request.caCertificateIdentifier())
                .networkType(request.networkType())
                .dedicatedLogVolume(request.dedicatedLogVolume())
                .processorFeatures(request.processorFeatures())
                .availabilityZone(request.availabilityZone())
                .build();
    }

    private DBInstance.Builder fromSource(String id, DBInstance source) {
        return begun(id, source.engine(), source.engineVersion())
                .allocatedStorage(source.allocatedStorage())
                .masterUsername(source.masterUsername())
                .dbName(source.dbName())
                .storageEncrypted(source.storageEncrypted())
                .kmsKeyId(source.kmsKeyId());
    }

    private static String storageType(@Nullable String asked, @Nullable Integer iops) {
        return requireNonNullElse(asked, iops == null ? "gp3" : "io1");
    }
}
