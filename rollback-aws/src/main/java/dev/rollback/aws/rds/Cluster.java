package dev.rollback.aws.rds;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterRole;
import software.amazon.awssdk.services.rds.model.DatabaseInsightsMode;
import software.amazon.awssdk.services.rds.model.DomainMembership;
import software.amazon.awssdk.services.rds.model.LocalWriteForwardingStatus;
import software.amazon.awssdk.services.rds.model.MasterUserSecret;
import software.amazon.awssdk.services.rds.model.VpcSecurityGroupMembership;

/**
 * A DB cluster as RDS shows it, with its members.
 *
 * @param shown the cluster
 * @param members its instances
 */
record Cluster(DBCluster shown, List<Instance> members) implements Database {

    @Override
    public String id() {
        return shown.dbClusterIdentifier();
    }

    @Override
    public String resource() {
        return shown.dbClusterResourceId();
    }

    @Override
    public String arn() {
        return shown.dbClusterArn();
    }

    /** As bad as that of its worst member. */
    @Override
    public Status status() {
        Status own = new Status(Objects.requireNonNullElse(shown.status(), "unknown"));
        return members.stream()
                .map(Instance::status)
                .filter(member -> !member.isUsable())
                .findFirst()
                .filter(member -> own.isUsable())
                .orElse(own);
    }

    /** Whether the cluster itself can take members, whatever they are doing. */
    boolean isReadyForMembers() {
        return "available".equals(shown.status());
    }

    @Override
    public boolean isChanging() {
        return members.stream().anyMatch(Instance::isChanging)
                || shown.associatedRoles().stream().anyMatch(role -> "PENDING".equals(role.status()));
    }

    @Override
    public boolean needsReboot() {
        return members.stream().anyMatch(Instance::needsReboot);
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
        return Optional.ofNullable(shown.endpoint());
    }

    @Override
    public int port() {
        return Objects.requireNonNullElse(shown.port(), 0);
    }

    @Override
    public Optional<String> kmsKey() {
        return Optional.ofNullable(shown.kmsKeyId());
    }

    Optional<Instant> earliestRestorable() {
        return Optional.ofNullable(shown.earliestRestorableTime());
    }

    @Override
    public Optional<Instant> latestRestorable() {
        return Optional.ofNullable(shown.latestRestorableTime());
    }

    List<String> securityGroups() {
        return shown.vpcSecurityGroups().stream()
                .map(VpcSecurityGroupMembership::vpcSecurityGroupId)
                .sorted()
                .toList();
    }

    @Override
    public Optional<String> secret() {
        return Optional.ofNullable(shown.masterUserSecret()).map(MasterUserSecret::secretArn);
    }

    DomainMembership domain() {
        return Domains.first(shown.domainMemberships());
    }

    boolean hasAdvancedInsights() {
        return shown.databaseInsightsMode() == DatabaseInsightsMode.ADVANCED;
    }

    boolean forwardsWrites() {
        LocalWriteForwardingStatus status = shown.localWriteForwardingStatus();
        return status == LocalWriteForwardingStatus.ENABLED || status == LocalWriteForwardingStatus.ENABLING;
    }

    boolean hasDataApi() {
        return Boolean.TRUE.equals(shown.httpEndpointEnabled());
    }

    /** Whether it is of Aurora Serverless v1, where some things are asked for otherwise. */
    boolean isFirstServerless() {
        return "serverless".equals(shown.engineMode());
    }

    /** Its own, and those of its members. */
    List<String> parameterGroups() {
        return Stream.concat(
                        Stream.of(Objects.requireNonNullElse(shown.dbClusterParameterGroup(), "")),
                        members.stream().map(Instance::parameterGroup))
                .toList();
    }

    @Override
    public List<String> roles() {
        Stream<String> associated = shown.associatedRoles().stream().map(DBClusterRole::roleArn);
        Stream<String> own = Stream.concat(associated, Domains.roles(domain(), arn()));
        return Stream.concat(own, members.stream().flatMap(member -> member.roles().stream()))
                .distinct()
                .toList();
    }

    @Override
    public SortedMap<String, String> settings() {
        SortedMap<String, String> all = new TreeMap<>();
        RdsCalls.put(all, "parameter group", Groups.compared(shown.dbClusterParameterGroup()));
        RdsCalls.put(all, "security groups", securityGroups());
        RdsCalls.put(all, "subnet group", shown.dbSubnetGroup());
        RdsCalls.put(all, "port", port());
        RdsCalls.put(all, "storage type", shown.storageType());
        RdsCalls.put(all, "IAM authentication", shown.iamDatabaseAuthenticationEnabled());
        RdsCalls.put(all, "deletion protection", shown.deletionProtection());
        RdsCalls.put(all, "tags to snapshots", shown.copyTagsToSnapshot());
        RdsCalls.put(
                all,
                "log exports",
                shown.enabledCloudwatchLogsExports().stream().sorted().toList());
        RdsCalls.put(
                all,
                "backtrack window",
                shown.backtrackWindow() == null ? 0 : shown.backtrackWindow().intValue());
        RdsCalls.put(all, "backup retention", shown.backupRetentionPeriod());
        RdsCalls.put(all, "backup window", shown.preferredBackupWindow());
        RdsCalls.put(all, "maintenance window", shown.preferredMaintenanceWindow());
        RdsCalls.put(all, "Data API", shown.httpEndpointEnabled());
        RdsCalls.put(all, "advanced database insights", hasAdvancedInsights());
        RdsCalls.put(all, "local write forwarding", forwardsWrites());
        RdsCalls.put(all, "domain", Domains.compared(domain()));
        RdsCalls.put(all, "password kept by RDS", secret().isPresent());
        RdsCalls.put(all, "network type", shown.networkType());
        RdsCalls.put(all, "serverless capacity", capacity());
        RdsCalls.put(all, "roles", Roles.ofCluster(shown.associatedRoles()));
        RdsCalls.put(
                all,
                "members",
                members.stream()
                        .map(member -> member.shown().dbInstanceClass())
                        .sorted()
                        .toList());
        return all;
    }

    private Object capacity() {
        return shown.serverlessV2ScalingConfiguration() == null
                ? 0
                : shown.serverlessV2ScalingConfiguration().minCapacity() + " to "
                        + shown.serverlessV2ScalingConfiguration().maxCapacity() + " ACU";
    }

    @Override
    public SortedMap<String, String> tags() {
        return RdsCalls.tags(shown.tagList());
    }

    @Override
    public List<String> replicas() {
        return shown.readReplicaIdentifiers();
    }

    @Override
    public Optional<String> owner() {
        return Optional.ofNullable(shown.globalClusterIdentifier()).filter(name -> !name.isEmpty());
    }

    @Override
    public String size() {
        return members.stream()
                        .map(member -> member.shown().dbInstanceClass())
                        .reduce((one, other) -> one + " + " + other)
                        .orElse("no members")
                + ", storage as used";
    }

    @Override
    public String cost() {
        return StoragePrice.asUsed(shown.storageType());
    }

    @Override
    public int gibibytes() {
        return Objects.requireNonNullElse(shown.allocatedStorage(), 0);
    }
}
