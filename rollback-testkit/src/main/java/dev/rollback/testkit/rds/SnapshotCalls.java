package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Page;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.CopyDbSnapshotRequest;
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
        checkNew(id);
        Instant now = world.now();
        if (!instance.isAvailable(now) || instance.renameTo != null) {
            throw RdsErrors.instanceState(instance.id(), instance.status(now));
        }
        Phases phases = new Phases(now, "creating").after(world.times.snapshot, "available");
        StoredSnapshot made = snapshot(instance, id, "manual", phases);
        request.tags().forEach(tag -> made.tags().put(tag.key(), tag.value()));
        world.snapshots.put(id, made);
        instance.phases.then(now.plus(world.times.unnoticed), "backing-up").then(phases.end(), "available");
        return shown(made);
    }

    private void checkNew(String id) {
        if (world.snapshots.containsKey(id)) {
            throw RdsErrors.snapshotExists(id);
        }
        long manual = world.snapshots.values().stream()
                .filter(snapshot -> "manual".equals(snapshot.shown().snapshotType()))
                .count();
        if (manual >= world.snapshotQuota) {
            throw RdsErrors.snapshotQuota();
        }
    }

    /** A copy is taken now and holds what the original held. Only the time of its own taking differs. */
    DBSnapshot copy(CopyDbSnapshotRequest request) {
        RdsWorld.checkName("TargetDBSnapshotIdentifier", request.targetDBSnapshotIdentifier());
        String id = RdsWorld.stored(request.targetDBSnapshotIdentifier());
        StoredSnapshot from = original(request.sourceDBSnapshotIdentifier());
        checkNew(id);
        Instant now = world.now();
        if (!from.isAvailable(now)) {
            throw RdsErrors.snapshotState(from.id(), from.phases().at(now));
        }
        world.checkKey(from.shown().kmsKeyId());
        world.checkKey(request.kmsKeyId());
        StoredSnapshot made = copy(from, request, id);
        request.tags().forEach(tag -> made.tags().put(tag.key(), tag.value()));
        world.snapshots.put(id, made);
        return shown(made);
    }

    private StoredSnapshot original(String asked) {
        return world.snapshots.values().stream()
                .filter(snapshot -> snapshot.shown().dbSnapshotArn().equals(asked)
                        || snapshot.id().equals(RdsWorld.stored(asked)))
                .findFirst()
                .orElseThrow(() -> RdsErrors.noSnapshot(asked));
    }

    private StoredSnapshot copy(StoredSnapshot from, CopyDbSnapshotRequest request, String id) {
        Instant now = world.now();
        String key = requireNonNullElse(
                request.kmsKeyId(), String.valueOf(from.shown().kmsKeyId()));
        boolean encrypted = request.kmsKeyId() != null || from.shown().kmsKeyId() != null;
        DBSnapshot shown = from.shown().toBuilder()
                .dbSnapshotIdentifier(id)
                .dbSnapshotArn(world.account.arn("rds", "snapshot:" + id))
                .snapshotType("manual")
                .snapshotCreateTime(now)
                .sourceDBSnapshotIdentifier(from.shown().dbSnapshotArn())
                .encrypted(encrypted)
                .kmsKeyId(encrypted ? key : null)
                .build();
        Phases phases = new Phases(now, "creating").after(world.times.snapshot, "available");
        return new StoredSnapshot(
                shown, from.source(), from.data(), phases, copiesTags(request) ? from.tags() : new TreeMap<>());
    }

    private static boolean copiesTags(CopyDbSnapshotRequest request) {
        return Boolean.TRUE.equals(request.copyTags());
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
        boolean byType = fitsType(shown.snapshotType(), request);
        boolean byId = request.dbSnapshotIdentifier() == null
                || RdsWorld.stored(request.dbSnapshotIdentifier()).equals(snapshot.id())
                || request.dbSnapshotIdentifier().equals(shown.dbSnapshotArn());
        boolean byInstance = request.dbInstanceIdentifier() == null
                || RdsWorld.stored(request.dbInstanceIdentifier()).equals(shown.dbInstanceIdentifier());
        boolean byResource =
                request.dbiResourceId() == null || request.dbiResourceId().equals(shown.dbiResourceId());
        return byType && byId && byInstance && byResource && fits(shown, request.filters());
    }

    /** Without a type one's own of both kinds are shown, an automated one by its id not, and shared ones when they are included. */
    private static boolean fitsType(String type, DescribeDbSnapshotsRequest request) {
        if (request.snapshotType() != null) {
            return request.snapshotType().equals(type);
        }
        return switch (type) {
            case "manual" -> true;
            case "automated" -> request.dbSnapshotIdentifier() == null;
            case "shared" -> Boolean.TRUE.equals(request.includeShared());
            case "public" -> Boolean.TRUE.equals(request.includePublic());
            default -> false;
        };
    }

    private static boolean fits(DBSnapshot snapshot, List<Filter> filters) {
        return filters.stream().allMatch(filter -> switch (filter.name()) {
            case "dbi-resource-id" -> filter.values().contains(snapshot.dbiResourceId());
            case "db-instance-id" -> InstanceCalls.named(filter).contains(snapshot.dbInstanceIdentifier());
            case "db-snapshot-id" -> InstanceCalls.named(filter).contains(snapshot.dbSnapshotIdentifier());
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
