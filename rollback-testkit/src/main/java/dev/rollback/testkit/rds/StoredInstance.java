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

    /** When what is pending is applied; null for the next maintenance window, which never comes. */
    @Nullable
    Instant pendingAt;

    /** How many times its password was set since it was made. */
    int passwords;

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

    /** The writes it held at that time: those it was filled with until it could be used. */
    Data dataAt(Instant when) {
        Data first = restored;
        return first != null && when.isBefore(earliestRestorable) ? first : new Data(resource(), when);
    }

    /** Five minutes ago, as the logs are stored so often. */
    Instant latestRestorable(Instant now) {
        Instant latest = now.minus(RdsTimes.LOGS);
        return latest.isBefore(earliestRestorable) ? earliestRestorable : latest;
    }
}
