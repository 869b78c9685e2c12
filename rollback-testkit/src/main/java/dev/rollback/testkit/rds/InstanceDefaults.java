package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Fields;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;

/**
 * What an instance is like that was made by a request, where the request is silent: the defaults that RDS documents, so that whatever a restore forgets
 * shows. How long backups are kept, and when, no restore can say: they are those of an instance of which nothing was said.
 */
final class InstanceDefaults {
    /** What every request that makes an instance can say, by the same name as it is shown. */
    private static final List<String> SAID = List.of(
            "DBInstanceClass",
            "AllocatedStorage",
            "AvailabilityZone",
            "MultiAZ",
            "PubliclyAccessible",
            "AutoMinorVersionUpgrade",
            "LicenseModel",
            "CopyTagsToSnapshot",
            "DeletionProtection",
            "CACertificateIdentifier",
            "NetworkType",
            "DedicatedLogVolume",
            "EngineLifecycleSupport");

    /** What only the creation of an instance can say. */
    private static final List<String> SAID_AT_CREATION = List.of(
            "MasterUsername",
            "DBName",
            "DBClusterIdentifier",
            "PromotionTier",
            "BackupRetentionPeriod",
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "DatabaseInsightsMode",
            "PerformanceInsightsKMSKeyId",
            "PerformanceInsightsRetentionPeriod",
            "MaxAllocatedStorage",
            "StorageEncrypted",
            "KmsKeyId");

    private final RdsWorld world;

    InstanceDefaults(RdsWorld world) {
        this.world = world;
    }

    private DBInstance.Builder begun(String id, String engine, String version) {
        return DBInstance.builder()
                .dbInstanceIdentifier(id)
                .dbiResourceId(world.resourceId("db"))
                .dbInstanceArn(world.account.arn("rds", "db:" + id))
                .engine(engine)
                .engineVersion(version)
                .instanceCreateTime(world.now())
                .caCertificateIdentifier("rds-ca-rsa2048-g1")
                .networkType("IPV4")
                .engineLifecycleSupport("open-source-rds-extended-support")
                .backupRetentionPeriod(1)
                .preferredBackupWindow("04:00-04:30")
                .preferredMaintenanceWindow("mon:05:00-mon:05:30")
                .dbParameterGroups(parameters(Engines.parameterGroup(engine, version)))
                .optionGroupMemberships(options(Engines.optionGroup(engine, version)))
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-default")))
                .dbSubnetGroup(group -> group.dbSubnetGroupName("default"))
                .applyMutation(InstanceDefaults::switchedOff);
    }

    private static void switchedOff(DBInstance.Builder made) {
        made.multiAZ(false)
                .publiclyAccessible(false)
                .autoMinorVersionUpgrade(true)
                .iamDatabaseAuthenticationEnabled(false)
                .deletionProtection(false)
                .copyTagsToSnapshot(false)
                .dedicatedLogVolume(false)
                .monitoringInterval(0)
                .performanceInsightsEnabled(false)
                .storageEncrypted(false);
    }

    private static DBParameterGroupStatus parameters(String name) {
        return DBParameterGroupStatus.builder()
                .dbParameterGroupName(name)
                .parameterApplyStatus("in-sync")
                .build();
    }

    private static OptionGroupMembership options(String name) {
        return OptionGroupMembership.builder()
                .optionGroupName(name)
                .status("in-sync")
                .build();
    }

    private static void groups(
            DBInstance.Builder made, @Nullable String parameters, @Nullable String options, @Nullable String subnets) {
        if (parameters != null) {
            made.dbParameterGroups(parameters(parameters));
        }
        if (options != null) {
            made.optionGroupMemberships(options(options));
        }
        if (subnets != null) {
            made.dbSubnetGroup(group -> group.dbSubnetGroupName(subnets));
        }
    }

    private void address(DBInstance.Builder made, String id, int port) {
        made.endpoint(end -> end.address(world.address(id)).port(port));
    }

    /** What an instance is like that is created empty. */
    DBInstance created(CreateDbInstanceRequest request, String id) {
        String engine = request.engine();
        DBInstance.Builder made = begun(id, engine, requireNonNullElse(request.engineVersion(), Engines.latest(engine)))
                .allocatedStorage(20);
        said(made, request);
        address(made, id, requireNonNullElse(request.port(), Engines.port(engine)));
        Storage.of(request).settle(made, null);
        return made.build();
    }

    /** What a new member of a cluster is like: storage, key, port, user and security groups are the cluster's. */
    DBInstance member(CreateDbInstanceRequest request, String id, DBCluster cluster) {
        DBInstance.Builder made = begun(id, cluster.engine(), cluster.engineVersion())
                .optionGroupMemberships(List.of())
                .promotionTier(1);
        said(made, request);
        address(made, id, cluster.port());
        return made.masterUsername(cluster.masterUsername())
                .storageType(cluster.storageType())
                .allocatedStorage(1)
                .storageEncrypted(cluster.storageEncrypted())
                .kmsKeyId(cluster.kmsKeyId())
                .iamDatabaseAuthenticationEnabled(cluster.iamDatabaseAuthenticationEnabled())
                .vpcSecurityGroups(cluster.vpcSecurityGroups())
                .dbSubnetGroup(group -> group.dbSubnetGroupName(cluster.dbSubnetGroup()))
                .backupRetentionPeriod(cluster.backupRetentionPeriod())
                .preferredBackupWindow(cluster.preferredBackupWindow())
                .build();
    }

    private static void said(DBInstance.Builder made, CreateDbInstanceRequest request) {
        Fields.copySet(request, (SdkPojo) made, SAID);
        Fields.copySet(request, (SdkPojo) made, SAID_AT_CREATION);
        groups(made, request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.hasEnableCloudwatchLogsExports()) {
            made.enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports());
        }
        made.iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false));
        made.performanceInsightsEnabled(requireNonNullElse(request.enablePerformanceInsights(), false));
    }

    /** What an instance is like that is restored from a snapshot of the source. */
    DBInstance restored(RestoreDbInstanceFromDbSnapshotRequest request, String id, DBInstance source) {
        DBInstance.Builder made = begun(id, source.engine(), source.engineVersion())
                .dbInstanceClass(source.dbInstanceClass())
                .allocatedStorage(source.allocatedStorage())
                .licenseModel(source.licenseModel())
                .masterUsername(source.masterUsername())
                .dbName(source.dbName())
                .storageEncrypted(source.storageEncrypted())
                .kmsKeyId(source.kmsKeyId());
        Fields.copySet(request, (SdkPojo) made, SAID);
        groups(made, request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        address(made, id, requireNonNullElse(request.port(), source.endpoint().port()));
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.hasProcessorFeatures()) {
            made.processorFeatures(request.processorFeatures());
        }
        Storage.of(request).settle(made, source);
        domain(request).ifPresent(made::domainMemberships);
        return made.iamDatabaseAuthenticationEnabled(
                        requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .build();
    }

    /** A directory of AWS that is named by its id, or one of one's own that is named by its DNS name. */
    private static Optional<DomainMembership> domain(RestoreDbInstanceFromDbSnapshotRequest request) {
        if (request.domain() != null && request.domainFqdn() != null) {
            throw RdsErrors.invalidCombination("Domain and DomainFqdn name two directories: expected one of them.");
        }
        DomainMembership joined = DomainMembership.builder()
                .domain(request.domain())
                .iamRoleName(request.domainIAMRoleName())
                .fqdn(request.domainFqdn())
                .ou(request.domainOu())
                .authSecretArn(request.domainAuthSecretArn())
                .dnsIps(request.hasDomainDnsIps() ? request.domainDnsIps() : null)
                .status("joined")
                .build();
        return Optional.of(joined).filter(one -> one.domain() != null || one.fqdn() != null);
    }

    /** What an instance is like that is restored to a point in time; unlike from a snapshot, its storage can be let grow. */
    DBInstance restored(RestoreDbInstanceToPointInTimeRequest request, String id, DBInstance source) {
        RestoreDbInstanceFromDbSnapshotRequest.Builder same = RestoreDbInstanceFromDbSnapshotRequest.builder();
        Fields.copy(request, (SdkPojo) same);
        return restored(same.build(), id, source).toBuilder()
                .maxAllocatedStorage(request.maxAllocatedStorage())
                .build();
    }
}
