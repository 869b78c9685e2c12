package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.CreateDbClusterSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbClusterSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Tag;

/** Takes and shows snapshots of clusters. */
final class ClusterSnapshotCalls {
    private final RdsWorld world;

    ClusterSnapshotCalls(RdsWorld world) {
        this.world = world;
    }

    DBClusterSnapshot create(CreateDbClusterSnapshotRequest request) {
        StoredCluster cluster = world.cluster(request.dbClusterIdentifier());
        RdsWorld.checkName("DBClusterSnapshotIdentifier", request.dbClusterSnapshotIdentifier());
        String id = RdsWorld.stored(request.dbClusterSnapshotIdentifier());
        if (world.clusterSnapshots.containsKey(id)) {
            throw RdsErrors.clusterSnapshotExists(id);
        }
        long manual = world.clusterSnapshots.values().stream()
                .filter(snapshot -> "manual".equals(snapshot.shown().snapshotType()))
                .count();
        if (manual >= world.clusterSnapshotQuota) {
            throw RdsErrors.snapshotQuota();
        }
        Instant now = world.now();
        if (!cluster.isAvailable(now) || cluster.renameTo != null) {
            throw RdsErrors.clusterState(cluster.id(), cluster.phases.at(now));
        }
        Phases phases = new Phases(now, "creating").after(world.times.snapshot, "available");
        StoredClusterSnapshot made = snapshot(cluster, id, "manual", phases);
        request.tags().forEach(tag -> made.tags().put(tag.key(), tag.value()));
        world.clusterSnapshots.put(id, made);
        return shown(made);
    }

    /** A snapshot of a cluster as it is now. */
    StoredClusterSnapshot snapshot(StoredCluster cluster, String id, String type, Phases phases) {
        Instant now = world.now();
        DBCluster settings = cluster.settings;
        DBClusterSnapshot shown = DBClusterSnapshot.builder()
                .dbClusterSnapshotIdentifier(id)
                .dbClusterSnapshotArn(world.account.arn("rds", "cluster-snapshot:" + id))
                .dbClusterIdentifier(cluster.id())
                .dbClusterResourceId(cluster.resource())
                .snapshotType(type)
                .snapshotCreateTime(now)
                .engine(settings.engine())
                .engineVersion(settings.engineVersion())
                .storageEncrypted(settings.storageEncrypted())
                .kmsKeyId(settings.kmsKeyId())
                .port(settings.port())
                .masterUsername(settings.masterUsername())
                .build();
        return new StoredClusterSnapshot(shown, cluster.data(now), phases, new TreeMap<>());
    }

    DescribeDbClusterSnapshotsResponse describe(DescribeDbClusterSnapshotsRequest request) {
        world.settle();
        List<DBClusterSnapshot> found = world.clusterSnapshots.values().stream()
                .filter(snapshot -> fits(snapshot.shown(), request))
                .map(this::shown)
                .toList();
        if (request.dbClusterSnapshotIdentifier() != null && found.isEmpty()) {
            throw RdsErrors.noClusterSnapshot(request.dbClusterSnapshotIdentifier());
        }
        Page<DBClusterSnapshot> page = Page.of(
                found,
                request.marker(),
                InstanceCalls.size(request.maxRecords()),
                () -> RdsErrors.invalidParameter("Invalid marker"));
        return DescribeDbClusterSnapshotsResponse.builder()
                .dbClusterSnapshots(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static boolean fits(DBClusterSnapshot shown, DescribeDbClusterSnapshotsRequest request) {
        boolean byType = fitsType(shown.snapshotType(), request);
        boolean byId = request.dbClusterSnapshotIdentifier() == null
                || RdsWorld.stored(InstanceCalls.named(request.dbClusterSnapshotIdentifier()))
                        .equals(shown.dbClusterSnapshotIdentifier());
        boolean byCluster = request.dbClusterIdentifier() == null
                || RdsWorld.stored(request.dbClusterIdentifier()).equals(shown.dbClusterIdentifier());
        boolean byResource = request.dbClusterResourceId() == null
                || request.dbClusterResourceId().equals(shown.dbClusterResourceId());
        return byType && byId && byCluster && byResource && fits(shown, request.filters());
    }

    /** Without a type one's own of both kinds are shown, an automated one by its id not, and shared ones when they are included. */
    private static boolean fitsType(String type, DescribeDbClusterSnapshotsRequest request) {
        if (request.snapshotType() != null) {
            return request.snapshotType().equals(type);
        }
        return switch (type) {
            case "manual" -> true;
            case "automated" -> request.dbClusterSnapshotIdentifier() == null;
            case "shared" -> Boolean.TRUE.equals(request.includeShared());
            case "public" -> Boolean.TRUE.equals(request.includePublic());
            default -> false;
        };
    }

    private static boolean fits(DBClusterSnapshot snapshot, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "db-cluster-id" -> InstanceCalls.named(filter).contains(snapshot.dbClusterIdentifier());
            case "db-cluster-snapshot-id" ->
                InstanceCalls.named(filter).contains(snapshot.dbClusterSnapshotIdentifier());
            case "snapshot-type" -> filter.values().contains(snapshot.snapshotType());
            case "engine" -> filter.values().contains(snapshot.engine());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    private DBClusterSnapshot shown(StoredClusterSnapshot snapshot) {
        Instant now = world.now();
        return snapshot.shown().toBuilder()
                .status(snapshot.phases().at(now))
                .percentProgress(snapshot.phases().percent(now))
                .tagList(snapshot.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }
}
