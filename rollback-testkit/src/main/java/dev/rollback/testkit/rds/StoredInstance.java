package dev.rollback.testkit.rds;

import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.PendingModifiedValues;

/** One instance: its settings as the SDK shows them, its statuses over time, what is in it. */
final class StoredInstance {
    DBInstance settings;
    final Phases phases;
    final SortedMap<String, String> tags = new TreeMap<>();

    /** What it was filled with when made; null for one that began empty. */
    @Nullable
    Data restored;

    Instant earliestRestorable;

    @Nullable
    String renameTo;

    @Nullable
    Instant renameAt;

    PendingModifiedValues pending = PendingModifiedValues.builder().build();

    StoredInstance(DBInstance settings, Phases phases, Instant made) {
        this.settings = settings;
        this.phases = phases;
        this.earliestRestorable = made;
    }

    String id() {
        return settings.dbInstanceIdentifier();
    }

    String resource() {
        return settings.dbiResourceId();
    }

    String status(Instant now) {
        return phases.at(now);
    }

    boolean isAvailable(Instant now) {
        return phases.is("available", now) || phases.is("storage-optimization", now);
    }

    boolean hasBackups() {
        return settings.backupRetentionPeriod() != null && settings.backupRetentionPeriod() > 0;
    }

    /** The writes it holds: its own go on while it can be used. */
    Data data(Instant now) {
        Data first = restored;
        return first == null || isAvailable(now) ? new Data(resource(), now) : first;
    }
}
