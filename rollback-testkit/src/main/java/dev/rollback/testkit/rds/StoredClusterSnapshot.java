package dev.rollback.testkit.rds;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBClusterSnapshot;

/**
 * One snapshot of a cluster.
 *
 * @param shown as the SDK shows it, but for its status
 * @param data what it holds
 * @param phases its statuses over time
 * @param tags its own
 */
record StoredClusterSnapshot(DBClusterSnapshot shown, Data data, Phases phases, SortedMap<String, String> tags) {
    StoredClusterSnapshot {
        tags = new TreeMap<>(tags);
    }

    String id() {
        return shown.dbClusterSnapshotIdentifier();
    }

    boolean isAvailable(Instant now) {
        return phases.is("available", now);
    }
}
