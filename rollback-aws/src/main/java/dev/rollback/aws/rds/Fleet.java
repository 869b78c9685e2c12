package dev.rollback.aws.rds;

import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The calls to RDS about databases of one kind: instances, or clusters. */
interface Fleet {

    /** Of the target: {@code rds-instance} or {@code rds-cluster}. */
    String kind();

    /** For people: {@code DB instance} or {@code DB cluster}. */
    String noun();

    Optional<Database> named(Look look, String id);

    /** The same database whatever it is called now. */
    Optional<Database> withResource(Look look, String resource);

    /** The first time that its automated backups can restore; empty where RDS does not say. */
    Optional<Instant> earliestRestorable(Look look, Database of);

    /** Its snapshots, those under earlier names included, in no order. */
    List<Taken> snapshots(Look look, Database of);

    /** A snapshot by identifier or ARN, whoever's it is. */
    Optional<Taken> snapshot(Look look, String id);

    /** What a database of this kind would have otherwise when it is restored from that snapshot. */
    List<Finding> unlike(Look look, Database database, Taken snapshot);

    /** What a database of this kind is or belongs to that keeps it from being restored alone. */
    List<Finding> refusals(Database database);

    /** The name of the quota that a manual snapshot counts against. */
    String snapshotQuota();

    void takeSnapshot(Attempt attempt, Database of, String id, SortedMap<String, String> tags);

    void restore(Attempt attempt, Order order);

    /**
     * Adds the next part that a restored database lacks: a member of a cluster, the Data API, a role.
     *
     * @return what was begun; empty when it is whole, or not yet ready for parts
     */
    Optional<String> complete(Attempt attempt, Database source, Database restored);

    /** Sets what no restore can be told. */
    void settle(Attempt attempt, Database source, Database restored);

    void reboot(Attempt attempt, Database restored);

    void rename(Attempt attempt, Database database, String name);

    /** Adds what it needs to be allowed to do. */
    void permissions(Assessment.Builder assessment, String name);
}
