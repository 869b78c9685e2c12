package dev.rollback.testkit.rds;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/**
 * One snapshot.
 *
 * @param shown as the SDK shows it, but for its status
 * @param source the settings of the instance when it was taken, which a restore falls back to where AWS documents it
 * @param data what it holds
 * @param phases its statuses over time
 * @param tags its own
 */
record StoredSnapshot(DBSnapshot shown, DBInstance source, Data data, Phases phases, SortedMap<String, String> tags) {
    StoredSnapshot {
        tags = new TreeMap<>(tags);
    }

    String id() {
        return shown.dbSnapshotIdentifier();
    }

    boolean isAvailable(Instant now) {
        return phases.is("available", now);
    }

    /** Whether it is another account's. */
    boolean isShared() {
        return "shared".equals(shown.snapshotType());
    }

    /** The settings that a restore falls back to: engine, version, key and size as the snapshot is shown with. */
    DBInstance asTaken() {
        return source.toBuilder()
                .engine(shown.engine())
                .engineVersion(shown.engineVersion())
                .storageEncrypted(shown.encrypted())
                .kmsKeyId(shown.kmsKeyId())
                .allocatedStorage(shown.allocatedStorage())
                .build();
    }
}
