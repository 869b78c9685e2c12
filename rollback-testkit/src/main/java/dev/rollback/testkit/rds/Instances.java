package dev.rollback.testkit.rds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.ModifyDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;

/** Reads and changes the settings of an instance. */
final class Instances {
    private Instances() {}

    static String parameterGroup(DBInstance instance) {
        return instance.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .findFirst()
                .orElse("");
    }

    static String optionGroup(DBInstance instance) {
        return instance.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName)
                .findFirst()
                .orElse("");
    }

    private static <T> void set(@Nullable T value, Function<T, DBInstance.Builder> setter) {
        if (value != null) {
            DBInstance.Builder unused = setter.apply(value);
        }
    }

    /** What ModifyDBInstance says, name, groups of parameters and of security aside. */
    static void modified(DBInstance.Builder to, ModifyDbInstanceRequest request) {
        set(request.dbInstanceClass(), to::dbInstanceClass);
        set(request.multiAZ(), to::multiAZ);
        set(request.backupRetentionPeriod(), to::backupRetentionPeriod);
        set(request.preferredBackupWindow(), to::preferredBackupWindow);
        set(request.preferredMaintenanceWindow(), to::preferredMaintenanceWindow);
        set(request.autoMinorVersionUpgrade(), to::autoMinorVersionUpgrade);
        set(request.maxAllocatedStorage(), to::maxAllocatedStorage);
        set(request.monitoringInterval(), to::monitoringInterval);
        set(request.monitoringRoleArn(), to::monitoringRoleArn);
        set(request.enablePerformanceInsights(), to::performanceInsightsEnabled);
        set(request.performanceInsightsKMSKeyId(), to::performanceInsightsKMSKeyId);
        set(request.performanceInsightsRetentionPeriod(), to::performanceInsightsRetentionPeriod);
        set(request.databaseInsightsModeAsString(), to::databaseInsightsMode);
        set(request.deletionProtection(), to::deletionProtection);
        set(request.enableIAMDatabaseAuthentication(), to::iamDatabaseAuthenticationEnabled);
        set(request.copyTagsToSnapshot(), to::copyTagsToSnapshot);
        set(request.storageType(), to::storageType);
        set(request.iops(), to::iops);
        set(request.storageThroughput(), to::storageThroughput);
        set(request.promotionTier(), to::promotionTier);
        set(request.publiclyAccessible(), to::publiclyAccessible);
        set(request.caCertificateIdentifier(), to::caCertificateIdentifier);
        if (request.cloudwatchLogsExportConfiguration() != null) {
            List<String> logs = new ArrayList<>(to.build().enabledCloudwatchLogsExports());
            logs.addAll(request.cloudwatchLogsExportConfiguration().enableLogTypes());
            logs.removeAll(request.cloudwatchLogsExportConfiguration().disableLogTypes());
            to.enabledCloudwatchLogsExports(logs.stream().distinct().sorted().toList());
        }
    }
}
