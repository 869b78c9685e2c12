package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Fields;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.rds.model.CloudwatchLogsExportConfiguration;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/**
 * What ModifyDBInstance changes at once, and what is pending: until the next maintenance window, or, when it was to be applied immediately, until the
 * instance was modified. What is applied immediately takes with it all that was pending before ("Modifying an Amazon RDS DB instance" in the RDS User
 * Guide).
 */
final class Modifications {
    private static final List<String> AT_ONCE = List.of(
            "PreferredBackupWindow",
            "PreferredMaintenanceWindow",
            "AutoMinorVersionUpgrade",
            "MaxAllocatedStorage",
            "MonitoringInterval",
            "MonitoringRoleArn",
            "DatabaseInsightsMode",
            "PerformanceInsightsKMSKeyId",
            "PerformanceInsightsRetentionPeriod",
            "DeletionProtection",
            "CopyTagsToSnapshot",
            "PromotionTier",
            "PubliclyAccessible",
            "NetworkType");

    private static final List<String> IN_TIME = List.of(
            "DBInstanceClass",
            "AllocatedStorage",
            "MultiAZ",
            "EngineVersion",
            "LicenseModel",
            "StorageType",
            "Iops",
            "StorageThroughput",
            "CACertificateIdentifier",
            "DedicatedLogVolume");

    private static final List<String> PENDING = Stream.concat(
                    IN_TIME.stream(), Stream.of("BackupRetentionPeriod", "IAMDatabaseAuthenticationEnabled"))
            .toList();

    private Modifications() {}

    /** Changes what changes at once, and notes what is pending. */
    static void take(StoredInstance instance, ModifyDbInstanceRequest request) {
        DBInstance.Builder more = instance.settings.toBuilder();
        Fields.copySet(request, (SdkPojo) more, AT_ONCE);
        if (request.backupRetentionPeriod() != null && !togglesBackups(instance, request)) {
            more.backupRetentionPeriod(request.backupRetentionPeriod());
        }
        if (request.enablePerformanceInsights() != null) {
            more.performanceInsightsEnabled(request.enablePerformanceInsights());
        }
        groups(more, instance.settings, request);
        if (request.cloudwatchLogsExportConfiguration() != null) {
            more.enabledCloudwatchLogsExports(logs(
                    instance.settings.enabledCloudwatchLogsExports(), request.cloudwatchLogsExportConfiguration()));
        }
        instance.settings = more.build();
        instance.pending = pending(instance, request);
    }

    private static void groups(DBInstance.Builder more, DBInstance old, ModifyDbInstanceRequest request) {
        if (request.dbParameterGroupName() != null) {
            boolean other = !Instances.parameterGroup(old).equals(request.dbParameterGroupName());
            more.dbParameterGroups(DBParameterGroupStatus.builder()
                    .dbParameterGroupName(request.dbParameterGroupName())
                    .parameterApplyStatus(other ? "pending-reboot" : "in-sync")
                    .build());
        }
        if (request.optionGroupName() != null) {
            boolean soon = Boolean.TRUE.equals(request.applyImmediately());
            more.optionGroupMemberships(OptionGroupMembership.builder()
                    .optionGroupName(request.optionGroupName())
                    .status(soon ? "in-sync" : "pending-apply")
                    .build());
        }
        if (request.hasVpcSecurityGroupIds()) {
            more.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
    }

    static List<String> logs(List<String> so, CloudwatchLogsExportConfiguration asked) {
        List<String> logs = new ArrayList<>(so);
        logs.addAll(asked.enableLogTypes());
        logs.removeAll(asked.disableLogTypes());
        return logs.stream().distinct().sorted().toList();
    }

    private static PendingModifiedValues pending(StoredInstance instance, ModifyDbInstanceRequest request) {
        PendingModifiedValues.Builder pending = instance.pending.toBuilder();
        Fields.copySet(request, (SdkPojo) pending, changed(instance.settings, request));
        Boolean iam = request.enableIAMDatabaseAuthentication();
        if (iam != null && !iam.equals(instance.settings.iamDatabaseAuthenticationEnabled())) {
            pending.iamDatabaseAuthenticationEnabled(iam);
        }
        if (togglesBackups(instance, request)) {
            pending.backupRetentionPeriod(request.backupRetentionPeriod());
        }
        if (request.masterUserPassword() != null) {
            pending.masterUserPassword("****");
        }
        return pending.build();
    }

    /** From none to some days or back; from some days to others is no matter of a window. */
    private static boolean togglesBackups(StoredInstance instance, ModifyDbInstanceRequest request) {
        Integer days = request.backupRetentionPeriod();
        return days != null && days > 0 != instance.hasBackups();
    }

    private static List<String> changed(DBInstance settings, ModifyDbInstanceRequest request) {
        return IN_TIME.stream()
                .filter(name -> !Objects.equals(value(request, name), value(settings, name)))
                .toList();
    }

    private static @Nullable Object value(SdkPojo of, String name) {
        SdkField<?> field = of.sdkFieldNameToField().get(name);
        return field == null ? null : field.getValueOrDefault(of);
    }

    /** Whether a request asks for nothing. */
    static boolean isEmpty(ModifyDbInstanceRequest request) {
        return request.equals(ModifyDbInstanceRequest.builder()
                .dbInstanceIdentifier(request.dbInstanceIdentifier())
                .applyImmediately(request.applyImmediately())
                .build());
    }

    /** Applies what is pending, if its time has come. */
    static void settle(StoredInstance instance, Instant now) {
        Instant due = instance.pendingAt;
        if (due == null || now.isBefore(due)) {
            return;
        }
        PendingModifiedValues pending = instance.pending;
        DBInstance.Builder more = instance.settings.toBuilder();
        Fields.copySet(pending, (SdkPojo) more, PENDING);
        instance.settings = more.build();
        instance.passwords += pending.masterUserPassword() == null ? 0 : 1;
        instance.pending = PendingModifiedValues.builder()
                .dbInstanceIdentifier(pending.dbInstanceIdentifier())
                .build();
        instance.pendingAt = null;
    }
}
