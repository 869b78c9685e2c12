package dev.rollback.aws.rds;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBInstanceRole;
import software.amazon.awssdk.services.rds.model.DBParameterGroupStatus;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.OptionGroupMembership;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/** A DB instance as RDS shows it. */
record Instance(DBInstance shown) implements Database {

    private static final PendingModifiedValues NOTHING =
            PendingModifiedValues.builder().build();

    @Override
    public String id() {
        return shown.dbInstanceIdentifier();
    }

    @Override
    public String resource() {
        return shown.dbiResourceId();
    }

    @Override
    public String arn() {
        return shown.dbInstanceArn();
    }

    @Override
    public Status status() {
        return new Status(Objects.requireNonNullElse(shown.dbInstanceStatus(), "unknown"));
    }

    @Override
    public boolean isChanging() {
        boolean pending = shown.pendingModifiedValues() != null
                && !shown.pendingModifiedValues().equals(NOTHING);
        return pending || shown.associatedRoles().stream().anyMatch(role -> "PENDING".equals(role.status()));
    }

    @Override
    public boolean needsReboot() {
        return shown.dbParameterGroups().stream()
                .anyMatch(group -> "pending-reboot".equals(group.parameterApplyStatus()));
    }

    @Override
    public String engine() {
        return shown.engine();
    }

    @Override
    public String engineVersion() {
        return Objects.requireNonNullElse(shown.engineVersion(), "");
    }

    @Override
    public Optional<String> endpoint() {
        return Optional.ofNullable(shown.endpoint()).map(end -> end.address());
    }

    @Override
    public int port() {
        return shown.endpoint() == null || shown.endpoint().port() == null
                ? 0
                : shown.endpoint().port();
    }

    @Override
    public Optional<String> kmsKey() {
        return Optional.ofNullable(shown.kmsKeyId());
    }

    @Override
    public Optional<Instant> latestRestorable() {
        return Optional.ofNullable(shown.latestRestorableTime());
    }

    String parameterGroup() {
        return shown.dbParameterGroups().stream()
                .map(DBParameterGroupStatus::dbParameterGroupName)
                .findFirst()
                .orElse("");
    }

    String optionGroup() {
        return shown.optionGroupMemberships().stream()
                .map(OptionGroupMembership::optionGroupName)
                .findFirst()
                .orElse("");
    }

    List<String> securityGroups() {
        return shown.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .sorted()
                .toList();
    }

    String subnetGroup() {
        return shown.dbSubnetGroup() == null
                ? ""
                : Objects.requireNonNullElse(shown.dbSubnetGroup().dbSubnetGroupName(), "");
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> all = new TreeMap<>();
        RdsCalls.put(all, "class", shown.dbInstanceClass());
        RdsCalls.put(all, "parameter group", Groups.compared(parameterGroup()));
        RdsCalls.put(all, "option group", Groups.compared(optionGroup()));
        RdsCalls.put(all, "security groups", securityGroups());
        RdsCalls.put(all, "subnet group", subnetGroup());
        RdsCalls.put(all, "port", port());
        RdsCalls.put(all, "Multi-AZ", shown.multiAZ());
        RdsCalls.put(all, "public access", shown.publiclyAccessible());
        RdsCalls.put(all, "storage type", shown.storageType());
        RdsCalls.put(all, "IOPS", Volume.of(shown).iops(shown.iops()));
        RdsCalls.put(all, "storage throughput", Volume.of(shown).throughput(shown.storageThroughput()));
        RdsCalls.put(all, "storage limit", shown.maxAllocatedStorage());
        RdsCalls.put(all, "IAM authentication", shown.iamDatabaseAuthenticationEnabled());
        RdsCalls.put(all, "deletion protection", shown.deletionProtection());
        RdsCalls.put(all, "tags to snapshots", shown.copyTagsToSnapshot());
        RdsCalls.put(all, "minor upgrades", shown.autoMinorVersionUpgrade());
        RdsCalls.put(
                all,
                "log exports",
                shown.enabledCloudwatchLogsExports().stream().sorted().toList());
        RdsCalls.put(all, "roles", Roles.ofInstance(shown.associatedRoles()));
        RdsCalls.put(all, "domain", Domains.compared(domain()));
        RdsCalls.put(all, "password kept by RDS", secret().isPresent());
        watching(all);
        return all;
    }

    @Override
    public Optional<String> secret() {
        return Optional.ofNullable(shown.masterUserSecret()).map(MasterUserSecret::secretArn);
    }

    DomainMembership domain() {
        return Domains.first(shown.domainMemberships());
    }

    private void watching(SortedMap<String, String> all) {
        RdsCalls.put(all, "monitoring interval", shown.monitoringInterval());
        RdsCalls.put(all, "monitoring role", shown.monitoringInterval() == null ? null : shown.monitoringRoleArn());
        RdsCalls.put(all, "performance insights", shown.performanceInsightsEnabled());
        RdsCalls.put(all, "performance insights kept", shown.performanceInsightsRetentionPeriod());
        RdsCalls.put(all, "database insights", shown.databaseInsightsModeAsString());
        RdsCalls.put(all, "backup retention", shown.backupRetentionPeriod());
        RdsCalls.put(all, "backup window", shown.preferredBackupWindow());
        RdsCalls.put(all, "maintenance window", shown.preferredMaintenanceWindow());
        RdsCalls.put(all, "certificate authority", shown.caCertificateIdentifier());
        RdsCalls.put(all, "network type", shown.networkType());
        RdsCalls.put(all, "licence", shown.licenseModel());
        RdsCalls.put(all, "dedicated log volume", shown.dedicatedLogVolume());
    }

    @Override
    public List<String> roles() {
        Stream<String> associated = shown.associatedRoles().stream().map(DBInstanceRole::roleArn);
        Stream<String> own = Stream.concat(Roles.told(shown.monitoringRoleArn()), Domains.roles(domain(), arn()));
        return Stream.concat(associated, own).distinct().toList();
    }

    @Override
    public SortedMap<String, String> tags() {
        return RdsCalls.tags(shown.tagList());
    }

    @Override
    public List<String> replicas() {
        return Stream.concat(
                        shown.readReplicaDBInstanceIdentifiers().stream(),
                        shown.readReplicaDBClusterIdentifiers().stream())
                .toList();
    }

    @Override
    public Optional<String> owner() {
        return Optional.ofNullable(shown.dbClusterIdentifier()).filter(cluster -> !cluster.isEmpty());
    }

    @Override
    public String size() {
        return shown.dbInstanceClass() + (Boolean.TRUE.equals(shown.multiAZ()) ? " Multi-AZ" : "") + ", " + gibibytes()
                + " GiB " + Objects.requireNonNullElse(shown.storageType(), "storage");
    }

    @Override
    public String cost() {
        return StoragePrice.of(gibibytes(), shown.storageType(), Boolean.TRUE.equals(shown.multiAZ()));
    }

    @Override
    public int gibibytes() {
        return Objects.requireNonNullElse(shown.allocatedStorage(), 0);
    }
}
