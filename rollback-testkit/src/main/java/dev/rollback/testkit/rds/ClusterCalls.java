package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ClusterPendingModifiedValues;
import software.amazon.awssdk.services.rds.model.CreateDbClusterRequest;
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
            case "db-cluster-id" -> InstanceCalls.named(filter).contains(cluster.id());
            case "db-cluster-resource-id" -> filter.values().contains(cluster.resource());
            case "engine" -> filter.values().contains(cluster.settings.engine());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    DBCluster shown(StoredCluster cluster) {
        Instant now = world.now();
        Instant latest = now.minus(RdsTimes.LOGS);
        return cluster.settings.toBuilder()
                .status(cluster.phases.at(now))
                .pendingModifiedValues(pending(cluster))
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

    private static @Nullable ClusterPendingModifiedValues pending(StoredCluster cluster) {
        ClusterPendingModifiedValues pending = cluster.renameTo == null
                ? cluster.pending
                : cluster.pending.toBuilder()
                        .dbClusterIdentifier(cluster.renameTo)
                        .build();
        return pending.equals(ClusterPendingModifiedValues.builder().build()) ? null : pending;
    }

    private List<DBClusterMember> members(StoredCluster cluster) {
        List<StoredInstance> members = world.instances.values().stream()
                .filter(instance -> cluster.id().equals(instance.settings.dbClusterIdentifier()))
                .toList();
        return members.stream()
                .map(member -> DBClusterMember.builder()
                        .dbInstanceIdentifier(member.id())
                        .dbClusterParameterGroupStatus("in-sync")
                        .isClusterWriter(member == members.get(0))
                        .promotionTier(member.settings.promotionTier())
                        .build())
                .toList();
    }

    DBCluster create(CreateDbClusterRequest request) {
        String id = checkedName(request.dbClusterIdentifier());
        checkSubnets(request.dbSubnetGroupName());
        DBCluster settings = new ClusterDefaults(world).created(request, id);
        check(settings, request.dbClusterParameterGroupName());
        return begin(settings, null, request.tags());
    }

    DBCluster fromSnapshot(RestoreDbClusterFromSnapshotRequest request) {
        String id = checkedName(request.dbClusterIdentifier());
        StoredClusterSnapshot snapshot = snapshot(request.snapshotIdentifier());
        checkRestores(snapshot, request);
        checkSubnets(request.dbSubnetGroupName());
        DBCluster settings = new ClusterDefaults(world).restored(request, id, snapshot.shown());
        check(settings, request.dbClusterParameterGroupName());
        return begin(settings, snapshot.data(), request.tags());
    }

    private void checkRestores(StoredClusterSnapshot snapshot, RestoreDbClusterFromSnapshotRequest request) {
        Instant now = world.now();
        if (!snapshot.isAvailable(now)) {
            throw RdsErrors.clusterSnapshotState(
                    snapshot.id(), snapshot.phases().at(now));
        }
        if (request.engine() == null) {
            throw RdsErrors.missing("Engine");
        }
        if (!request.engine().equals(snapshot.shown().engine())) {
            throw RdsErrors.cannotRestoreThen(
                    "The engine " + request.engine() + " is not that of the cluster snapshot, "
                            + snapshot.shown().engine() + ".");
        }
        world.checkKey(snapshot.shown().kmsKeyId());
    }

    /** One's own by name or ARN, a shared one by ARN alone. */
    private StoredClusterSnapshot snapshot(String asked) {
        return world.clusterSnapshots.values().stream()
                .filter(snapshot -> snapshot.shown().dbClusterSnapshotArn().equals(asked)
                        || (!"shared".equals(snapshot.shown().snapshotType())
                                && snapshot.id().equals(RdsWorld.stored(asked))))
                .findFirst()
                .orElseThrow(() -> RdsErrors.noClusterSnapshot(asked));
    }

    private void checkSubnets(@Nullable String group) {
        world.checkGroups(null, null, group);
    }

    private void check(DBCluster settings, @Nullable String parameterGroup) {
        world.checkOffered(settings.engine(), settings.engineVersion());
        world.checkClusterGroup(parameterGroup, settings.engine(), settings.engineVersion());
        world.checkKey(settings.kmsKeyId());
        if (world.clusters.size() >= world.clusterQuota) {
            throw RdsErrors.clusterQuota();
        }
    }

    DBCluster toPointInTime(RestoreDbClusterToPointInTimeRequest request) {
        String id = checkedName(request.dbClusterIdentifier());
        StoredCluster source = source(request);
        Instant when = moment(request, source);
        checkSubnets(request.dbSubnetGroupName());
        DBCluster settings = new ClusterDefaults(world).restored(request, id, source.settings);
        world.checkKey(source.settings.kmsKeyId());
        check(settings, request.dbClusterParameterGroupName());
        return begin(settings, source.dataAt(when), request.tags());
    }

    private StoredCluster source(RestoreDbClusterToPointInTimeRequest request) {
        String resource = request.sourceDbClusterResourceId();
        return resource == null
                ? world.cluster(InstanceCalls.named(request.sourceDBClusterIdentifier()))
                : world.clusters.values().stream()
                        .filter(cluster -> cluster.resource().equals(resource))
                        .findFirst()
                        .orElseThrow(() -> RdsErrors.noCluster(resource));
    }

    private Instant moment(RestoreDbClusterToPointInTimeRequest request, StoredCluster source) {
        Instant latest = world.now().minus(RdsTimes.LOGS);
        boolean toLatest = Boolean.TRUE.equals(request.useLatestRestorableTime());
        if (toLatest == (request.restoreToTime() != null)) {
            throw RdsErrors.invalidCombination("Either RestoreToTime or UseLatestRestorableTime has to be given.");
        }
        Instant when = toLatest ? latest : request.restoreToTime();
        if (when.isAfter(latest) || when.isBefore(source.earliestRestorable)) {
            throw RdsErrors.cannotRestoreThen("The specified cluster cannot be restored to " + when);
        }
        return when;
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

    private DBCluster begin(DBCluster settings, @Nullable Data data, List<Tag> tags) {
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
        checkAvailable(cluster);
        if (ClusterModifications.isEmpty(request)) {
            throw RdsErrors.invalidCombination("No modifications were requested");
        }
        DBCluster settings = cluster.settings;
        world.checkClusterGroup(request.dbClusterParameterGroupName(), settings.engine(), settings.engineVersion());
        if (request.newDBClusterIdentifier() != null) {
            notePendingName(cluster, request.newDBClusterIdentifier());
        }
        RdsWorld.checkPassword(request.manageMasterUserPassword(), request.masterUserPassword());
        ClusterModifications.take(cluster, request);
        if (Boolean.TRUE.equals(request.manageMasterUserPassword()) && cluster.settings.masterUserSecret() == null) {
            cluster.settings = cluster.settings.toBuilder()
                    .masterUserSecret(world.secret("cluster", request.masterUserSecretKmsKeyId()))
                    .build();
        }
        begin(cluster, Boolean.TRUE.equals(request.applyImmediately()));
        return shown(cluster);
    }

    /** While a rename is under way nothing else is begun. */
    void checkAvailable(StoredCluster cluster) {
        Instant now = world.now();
        if (!cluster.isAvailable(now) || cluster.renameTo != null) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(now));
        }
    }

    private void notePendingName(StoredCluster cluster, String asked) {
        RdsWorld.checkName("NewDBClusterIdentifier", asked);
        String name = RdsWorld.stored(asked);
        if (isTaken(name)) {
            throw RdsErrors.clusterExists();
        }
        cluster.pending = cluster.pending.toBuilder().dbClusterIdentifier(name).build();
    }

    private void begin(StoredCluster cluster, boolean soon) {
        Instant begins = world.now().plus(world.times.unnoticed);
        String name = cluster.pending.dbClusterIdentifier();
        Instant done = begins.plus(name == null ? world.times.modify : world.times.rename);
        if (soon) {
            cluster.pendingAt = done;
        }
        boolean renames = soon && name != null;
        if (renames) {
            cluster.renameTo = name;
            cluster.renameAt = done;
            cluster.pending =
                    cluster.pending.toBuilder().dbClusterIdentifier(null).build();
        }
        cluster.phases.then(begins, renames ? "renaming" : "modifying").then(done, "available");
    }
}
