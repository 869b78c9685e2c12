package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNullElse;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceToPointInTimeRequest;
import software.amazon.awssdk.services.rds.model.Tag;

/** Restores, which make a new instance each: creating, backing up, available, and once more modifying. */
final class RestoreCalls {

    private final RdsWorld world;

    RestoreCalls(RdsWorld world) {
        this.world = world;
    }

    DBInstance fromSnapshot(RestoreDbInstanceFromDbSnapshotRequest request) {
        String id = checkedName(request.dbInstanceIdentifier());
        StoredSnapshot snapshot = snapshot(request.dbSnapshotIdentifier());
        Instant now = world.now();
        if (!snapshot.isAvailable(now)) {
            throw RdsErrors.snapshotState(snapshot.id(), snapshot.phases().at(now));
        }
        if (snapshot.isShared() && Boolean.TRUE.equals(snapshot.shown().encrypted())) {
            throw RdsErrors.cannotRestoreThen("Restoring a DB instance from a shared and encrypted DB snapshot isn't"
                    + " supported. Make a copy of the DB snapshot and restore the DB instance from the copy.");
        }
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        DBInstance settings = new InstanceDefaults(world).restored(request, id, snapshot.asTaken());
        check(settings, request.dbParameterGroupName(), request.optionGroupName());
        return begin(settings, snapshot.data(), request.tags(), snapshot.tags());
    }

    /** One's own by name or ARN, a shared one by ARN alone. */
    private StoredSnapshot snapshot(String asked) {
        return world.snapshots.values().stream()
                .filter(snapshot -> snapshot.shown().dbSnapshotArn().equals(asked)
                        || (!snapshot.isShared() && snapshot.id().equals(RdsWorld.stored(asked))))
                .findFirst()
                .orElseThrow(() -> RdsErrors.noSnapshot(asked));
    }

    private void check(DBInstance settings, @Nullable String parameterGroup, @Nullable String optionGroup) {
        world.checkOffered(settings.engine(), settings.engineVersion());
        world.checkFamily(parameterGroup, settings.engine(), settings.engineVersion());
        world.checkOptions(optionGroup, settings.engine(), settings.engineVersion());
        world.checkKey(settings.kmsKeyId());
        world.checkRoom();
    }

    DBInstance toPointInTime(RestoreDbInstanceToPointInTimeRequest request) {
        String id = checkedName(request.targetDBInstanceIdentifier());
        StoredInstance source = source(request);
        if (!source.hasBackups()) {
            throw RdsErrors.noBackups();
        }
        Instant when = moment(request, source);
        world.checkGroups(request.dbParameterGroupName(), request.optionGroupName(), request.dbSubnetGroupName());
        DBInstance settings = new InstanceDefaults(world).restored(request, id, source.settings);
        check(settings, request.dbParameterGroupName(), request.optionGroupName());
        return begin(settings, source.dataAt(when), request.tags(), Map.of());
    }

    private Instant moment(RestoreDbInstanceToPointInTimeRequest request, StoredInstance source) {
        Instant latest = world.now().minus(RdsTimes.LOGS);
        boolean toLatest = Boolean.TRUE.equals(request.useLatestRestorableTime());
        if (toLatest == (request.restoreTime() != null)) {
            throw RdsErrors.invalidCombination("Either RestoreTime or UseLatestRestorableTime has to be given.");
        }
        Instant when = toLatest ? latest : request.restoreTime();
        if (when.isAfter(latest) || when.isBefore(source.earliestRestorable)) {
            throw RdsErrors.cannotRestoreThen("The specified instance cannot be restored to a time "
                    + (when.isAfter(latest) ? "later than " + latest : "earlier than " + source.earliestRestorable));
        }
        return when;
    }

    private StoredInstance source(RestoreDbInstanceToPointInTimeRequest request) {
        return request.sourceDbiResourceId() == null
                ? world.instance(request.sourceDBInstanceIdentifier())
                : world.byResource(request.sourceDbiResourceId())
                        .orElseThrow(() -> RdsErrors.noInstance(request.sourceDbiResourceId()));
    }

    private String checkedName(String asked) {
        RdsWorld.checkName("DBInstanceIdentifier", asked);
        world.settle();
        String id = RdsWorld.stored(asked);
        if (world.isTaken(id)) {
            throw RdsErrors.instanceExists();
        }
        return id;
    }

    private DBInstance begin(DBInstance settings, Data data, List<Tag> asked, Map<String, String> inherited) {
        Instant now = world.now();
        Phases phases = new Phases(now, "creating");
        String end = requireNonNullElse(world.nextRestoreEndsIn, "available");
        if (end.equals("available")) {
            phases.after(world.times.restore, "backing-up")
                    .after(world.times.backup, "available")
                    .after(Duration.ofSeconds(20), "modifying")
                    .after(Duration.ofSeconds(40), "available");
        } else {
            phases.after(world.times.restore, end);
        }
        world.nextRestoreEndsIn = null;
        StoredInstance made = new StoredInstance(settings, phases, now.plus(world.times.restore));
        made.restored = data;
        if (asked.isEmpty()) {
            made.tags.putAll(inherited);
        }
        asked.forEach(tag -> made.tags.put(tag.key(), tag.value()));
        world.instances.put(made.id(), made);
        return made.settings.toBuilder().dbInstanceStatus("creating").build();
    }
}
