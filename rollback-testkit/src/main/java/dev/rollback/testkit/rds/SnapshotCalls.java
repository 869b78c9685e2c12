package dev.rollback.testkit.rds;

import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.CreateDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsRequest;
import software.amazon.awssdk.services.rds.model.DescribeDbSnapshotsResponse;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Tag;

/** Takes and shows snapshots of instances. */
final class SnapshotCalls {
    private final RdsWorld world;

    SnapshotCalls(RdsWorld world) {
        this.world = world;
    }

    DBSnapshot create(CreateDbSnapshotRequest request) {
        StoredInstance instance = world.instance(request.dbInstanceIdentifier());
        RdsWorld.checkName("DBSnapshotIdentifier", request.dbSnapshotIdentifier());
        String id = RdsWorld.stored(request.dbSnapshotIdentifier());
        if (world.snapshots.containsKey(id)) {
            throw RdsErrors.snapshotExists(id);
        }
        Instant now = world.now();
        if (!instance.isAvailable(now)) {
            throw RdsErrors.instanceState(instance.id(), instance.status(now));
        }
        Phases phases = new Phases(now, "creating").after(world.times.snapshot, "available");
        StoredSnapshot made = snapshot(instance, id, "manual", phases);
        request.tags().forEach(tag -> made.tags().put(tag.key(), tag.value()));
        world.snapshots.put(id, made);
        instance.phases.then(now.plus(world.times.unnoticed), "backing-up").then(phases.end(), "available");
        return shown(made);
    }

    /** A snapshot of an instance as it is now. */
    StoredSnapshot snapshot(StoredInstance instance, String id, String type, Phases phases) {
        Instant now = world.now();
        Data data = instance.data(now);
        DBInstance settings = instance.settings;
        DBSnapshot shown = DBSnapshot.builder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(world.account.arn("rds", "snapshot:" + id))
                .dbInstanceIdentifier(instance.id())
                .dbiResourceId(instance.resource())
                .snapshotType(type)
                .snapshotCreateTime(now)
                .originalSnapshotCreateTime(now)
                .snapshotDatabaseTime(data.until())
                .engine(settings.engine())
                .engineVersion(settings.engineVersion())
                .allocatedStorage(settings.allocatedStorage())
                .storageType(settings.storageType())
                .encrypted(settings.storageEncrypted())
                .kmsKeyId(settings.kmsKeyId())
                .masterUsername(settings.masterUsername())
                .build();
        SortedMap<String, String> tags = new TreeMap<>();
        if (Boolean.TRUE.equals(settings.copyTagsToSnapshot())) {
            tags.putAll(instance.tags);
        }
        return new StoredSnapshot(shown, settings, data, phases, tags);
    }

    DescribeDbSnapshotsResponse describe(DescribeDbSnapshotsRequest request) {
        world.settle();
        List<DBSnapshot> found = world.snapshots.values().stream()
                .filter(snapshot -> fits(snapshot, request))
                .sorted(Comparator.comparing(StoredSnapshot::id))
                .map(this::shown)
                .toList();
        if (request.dbSnapshotIdentifier() != null && found.isEmpty()) {
            throw RdsErrors.noSnapshot(request.dbSnapshotIdentifier());
        }
        Page<DBSnapshot> page = Page.of(
                found,
                request.marker(),
                InstanceCalls.size(request.maxRecords()),
                () -> RdsErrors.invalidParameter("Invalid marker"));
        return DescribeDbSnapshotsResponse.builder()
                .dbSnapshots(page.items())
                .marker(page.nextToken())
                .build();
    }

    private static boolean fits(StoredSnapshot snapshot, DescribeDbSnapshotsRequest request) {
        DBSnapshot shown = snapshot.shown();
        String type = request.snapshotType();
        boolean byType = type == null
                ? List.of("manual", "automated").contains(shown.snapshotType())
                : type.equals(shown.snapshotType());
        boolean byId = request.dbSnapshotIdentifier() == null
                || RdsWorld.stored(request.dbSnapshotIdentifier()).equals(snapshot.id())
                || request.dbSnapshotIdentifier().equals(shown.dbSnapshotArn());
        boolean byInstance = request.dbInstanceIdentifier() == null
                || RdsWorld.stored(request.dbInstanceIdentifier()).equals(shown.dbInstanceIdentifier());
        boolean byResource =
                request.dbiResourceId() == null || request.dbiResourceId().equals(shown.dbiResourceId());
        return byType && byId && byInstance && byResource && fits(shown, request.filters());
    }

    private static boolean fits(DBSnapshot snapshot, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "dbi-resource-id" -> filter.values().contains(snapshot.dbiResourceId());
            case "db-instance-id" -> filter.values().contains(snapshot.dbInstanceIdentifier());
            case "db-snapshot-id" -> filter.values().contains(snapshot.dbSnapshotIdentifier());
            case "snapshot-type" -> filter.values().contains(snapshot.snapshotType());
            case "engine" -> filter.values().contains(snapshot.engine());
            default -> throw RdsErrors.invalidParameter("Unrecognized filter name: " + filter.name());
        });
    }

    private DBSnapshot shown(StoredSnapshot snapshot) {
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
