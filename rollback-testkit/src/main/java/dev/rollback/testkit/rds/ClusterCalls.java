package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterMember;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClustersResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.ModifyDbClusterRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterFromSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbClusterToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Shows, renames and restores clusters. A restored cluster has no members before somebody creates them. */
final class ClusterCalls {
    private static final Duration BEHIND = Duration.ofMinutes(5);

    /** What a restore gets whose engine version nobody says. */
    private static final String REGION_DEFAULT = "16.6";

    private final RdsWorld world;

    ClusterCalls(RdsWorld world) {
        this.world = world;
    }

    DescribeDbClustersResponse describe(DescribeDbClustersRequest request) {
        world.settle();
        List<DBCluster> found = request.dbClusterIdentifier() == null
                ? world.clusters.values().stream()
                        .filter(cluster -> fits(cluster, request.filters()))
                        .map(this::shown)
                        .toList()
                : List.of(shown(world.cluster(InstanceCalls.named(request.dbClusterIdentifier()))));
        Page<DBCluster> page = Page.of(
                found,
                request.marker(),
                InstanceCalls.size(request.maxRecords()),
                () -> RdsErrors.invalidParameter("Invalid marker"));
        return DescribeDbClustersResponse.builder()
                .dbClusters(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static boolean fits(StoredCluster cluster, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "db-cluster-id" -> filter.values().contains(cluster.id());
            case "db-cluster-resource-id" -> filter.values().contains(cluster.resource());
            case "engine" -> filter.values().contains(cluster.settings.engine());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    DBCluster shown(StoredCluster cluster) {
        Instant now = world.now();
        Instant latest = now.minus(BEHIND);
        return cluster.settings.toBuilder()
                .status(cluster.phases.at(now))
                .earliestRestorableTime(cluster.earliestRestorable)
                .latestRestorableTime(latest.isBefore(cluster.earliestRestorable) ? cluster.earliestRestorable : latest)
                .dbClusterMembers(members(cluster))
                .tagList(cluster.tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private List<DBClusterMember> members(StoredCluster cluster) {
        List<StoredInstance> members = world.instances.values().stream()
                .filter(instance -> cluster.id().equals(instance.settings.dbClusterIdentifier()))
                .toList();
        return members.stream()
                .map(member -> DBClusterMember.builder()
                        .dbInstanceIdentifier(member.id())
                        .isClusterWriter(member == members.get(0))
                        .promotionTier(member.settings.promotionTier())
                        .build())
                .toList();
    }

    DBCluster fromSnapshot(RestoreDbClusterFromSnapshotRequest request) {
        String id = checkedName(request.dbClusterIdentifier());
        StoredClusterSnapshot snapshot = snapshot(request.snapshotIdentifier());
        Instant now = world.now();
        if (!snapshot.isAvailable(now)) {
            throw RdsErrors.snapshotState(snapshot.id(), snapshot.phases().at(now));
        }
        checkKey(snapshot.shown().kmsKeyId());
        world.checkGroups(null, null, request.dbSubnetGroupName());
        DBCluster.Builder made = begun(
                        id, request.engine(), requireNonNullElse(request.engineVersion(), REGION_DEFAULT))
                .masterUsername(snapshot.shown().masterUsername())
                .storageEncrypted(snapshot.shown().storageEncrypted())
                .kmsKeyId(requireNonNullElse(
                        request.kmsKeyId(), String.valueOf(snapshot.shown().kmsKeyId())))
                .port(requireNonNullElse(request.port(), snapshot.shown().port()))
                .dbSubnetGroup(requireNonNullElse(request.dbSubnetGroupName(), "default"))
                .iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .deletionProtection(requireNonNullElse(request.deletionProtection(), false))
                .copyTagsToSnapshot(requireNonNullElse(request.copyTagsToSnapshot(), false))
                .storageType(requireNonNullElse(request.storageType(), "aurora"))
                .backtrackWindow(requireNonNullElse(request.backtrackWindow(), 0L));
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.dbClusterParameterGroupName() != null) {
            made.dbClusterParameterGroup(request.dbClusterParameterGroupName());
        }
        return begin(made.build(), snapshot.data(), request.tags());
    }

    private StoredClusterSnapshot snapshot(String asked) {
        String id = asked.startsWith("arn:") ? asked.substring(asked.lastIndexOf(':') + 1) : asked;
        StoredClusterSnapshot found = world.clusterSnapshots.get(RdsWorld.stored(id));
        if (found == null) {
            throw RdsErrors.noClusterSnapshot(asked);
        }
        return found;
    }

    DBCluster toPointInTime(RestoreDbClusterToPointInTimeRequest request) {
        String id = checkedName(request.dbClusterIdentifier());
        StoredCluster source = world.cluster(request.sourceDBClusterIdentifier());
        Instant latest = world.now().minus(BEHIND);
        Instant when = Boolean.TRUE.equals(request.useLatestRestorableTime()) ? latest : request.restoreToTime();
        if (when == null || when.isAfter(latest) || when.isBefore(source.earliestRestorable)) {
            throw RdsErrors.cannotRestoreThen("The specified cluster cannot be restored to " + when);
        }
        checkKey(source.settings.kmsKeyId());
        DBCluster from = source.settings;
        DBCluster.Builder made = begun(id, from.engine(), from.engineVersion())
                .masterUsername(from.masterUsername())
                .storageEncrypted(from.storageEncrypted())
                .kmsKeyId(from.kmsKeyId())
                .port(requireNonNullElse(request.port(), from.port()))
                .dbSubnetGroup(requireNonNullElse(request.dbSubnetGroupName(), "default"))
                .iamDatabaseAuthenticationEnabled(requireNonNullElse(request.enableIAMDatabaseAuthentication(), false))
                .enabledCloudwatchLogsExports(request.enableCloudwatchLogsExports())
                .deletionProtection(requireNonNullElse(request.deletionProtection(), false))
                .copyTagsToSnapshot(requireNonNullElse(request.copyTagsToSnapshot(), false))
                .storageType(requireNonNullElse(request.storageType(), "aurora"))
                .backtrackWindow(requireNonNullElse(request.backtrackWindow(), 0L));
        if (request.hasVpcSecurityGroupIds()) {
            made.vpcSecurityGroups(InstanceCalls.groups(request.vpcSecurityGroupIds()));
        }
        if (request.dbClusterParameterGroupName() != null) {
            made.dbClusterParameterGroup(request.dbClusterParameterGroupName());
        }
        return begin(made.build(), new Data(source.resource(), when), request.tags());
    }

    private String checkedName(String asked) {
        RdsWorld.checkName("DBClusterIdentifier", asked);
        world.settle();
        String id = RdsWorld.stored(asked);
        if (isTaken(id)) {
            throw RdsErrors.clusterExists();
        }
        return id;
    }

    private boolean isTaken(String id) {
        return world.clusters.containsKey(id)
                || world.clusters.values().stream().anyMatch(cluster -> id.equals(cluster.renameTo));
    }

    private void checkKey(@Nullable String key) {
        if (key != null && !world.usableKeys.test(key)) {
            throw RdsErrors.keyNotAccessible(key);
        }
    }

    private DBCluster.Builder begun(String id, String engine, String version) {
        return DBCluster.builder()
                .dbClusterIdentifier(id)
                .dbClusterResourceId(world.resourceId("cluster"))
                .dbClusterArn(world.account.arn("rds", "cluster:" + id))
                .clusterCreateTime(world.now())
                .engine(engine)
                .engineVersion(version)
                .dbClusterParameterGroup("default." + engine + version.split("\\.", 2)[0])
                .vpcSecurityGroups(InstanceCalls.groups(List.of("sg-default")))
                .backupRetentionPeriod(1)
                .endpoint(world.clusterAddress(id, ""))
                .readerEndpoint(world.clusterAddress(id, "ro-"));
    }

    private DBCluster begin(DBCluster settings, Data data, List<Tag> tags) {
        Instant now = world.now();
        String end = requireNonNullElse(world.nextRestoreEndsIn, "available");
        world.nextRestoreEndsIn = null;
        Phases phases = new Phases(now, "creating").after(world.times.restore, end);
        StoredCluster made = new StoredCluster(settings, phases, now.plus(world.times.restore));
        made.restored = data;
        tags.forEach(tag -> made.tags.put(tag.key(), tag.value()));
        world.clusters.put(made.id(), made);
        return shown(made);
    }

    DBCluster modify(ModifyDbClusterRequest request) {
        StoredCluster cluster = world.cluster(request.dbClusterIdentifier());
        Instant now = world.now();
        if (!cluster.isAvailable(now)) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(now));
        }
        if (request.newDBClusterIdentifier() != null) {
            rename(cluster, request.newDBClusterIdentifier());
        } else {
            DBCluster.Builder more = cluster.settings.toBuilder();
            if (request.backupRetentionPeriod() != null) {
                more.backupRetentionPeriod(request.backupRetentionPeriod());
            }
            if (request.preferredBackupWindow() != null) {
                more.preferredBackupWindow(request.preferredBackupWindow());
            }
            if (request.preferredMaintenanceWindow() != null) {
                more.preferredMaintenanceWindow(request.preferredMaintenanceWindow());
            }
            cluster.settings = more.build();
            Instant begins = now.plus(world.times.unnoticed);
            cluster.phases.then(begins, "modifying").then(begins.plus(world.times.modify), "available");
        }
        return shown(cluster);
    }

    private void rename(StoredCluster cluster, String asked) {
        RdsWorld.checkName("NewDBClusterIdentifier", asked);
        String name = RdsWorld.stored(asked);
        if (isTaken(name)) {
            throw RdsErrors.clusterExists();
        }
        Instant begins = world.now().plus(world.times.unnoticed);
        Instant named = begins.plus(world.times.rename);
        cluster.renameTo = name;
        cluster.renameAt = named;
        cluster.phases.then(begins, "renaming").then(named, "available");
    }
}
