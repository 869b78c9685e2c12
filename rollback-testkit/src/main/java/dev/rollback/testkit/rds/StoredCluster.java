package dev.rollback.testkit.rds;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.ClusterPendingModifiedValues;
import software.amazon.awssdk.services.rds.model.DBCluster;

/** One cluster: its settings as the SDK shows them, its statuses over time, what is in it. Its members are instances. */
final class StoredCluster {
    DBCluster settings;
    final Phases phases;
    final SortedMap<String, String> tags = new TreeMap<>();

    @Nullable
    Data restored;

    Instant earliestRestorable;

    @Nullable
    String renameTo;

    @Nullable
    Instant renameAt;

    ClusterPendingModifiedValues pending =
            ClusterPendingModifiedValues.builder().build();

    /** When what is pending is applied; null for the next maintenance window, which never comes. */
    @Nullable
    Instant pendingAt;

    /** How many times its password was set since it was made. */
    int passwords;

    StoredCluster(DBCluster settings, Phases phases, Instant made) {
        this.settings = settings;
        this.phases = phases;
        this.earliestRestorable = made;
    }

    String id() {
        return settings.dbClusterIdentifier();
    }

    String resource() {
        return settings.dbClusterResourceId();
    }

    boolean isAvailable(Instant now) {
        return phases.is("available", now);
    }

    Data data(Instant now) {
        Data first = restored;
        return first == null || isAvailable(now) ? new Data(resource(), now) : first;
    }

    /** The writes it held at that time: those it was filled with until it could be used. */
    Data dataAt(Instant when) {
        Data first = restored;
        return first != null && when.isBefore(earliestRestorable) ? first : new Data(resource(), when);
    }
}
