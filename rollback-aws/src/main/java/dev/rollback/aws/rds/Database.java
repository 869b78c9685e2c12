package dev.rollback.aws.rds;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** An instance or a cluster, as it was seen. Immutable. */
interface Database {

    String id();

    /** The id that it keeps whatever it is called. */
    String resource();

    String arn();

    Status status();

    /** Whether changes of it are pending, so that it will leave its status again. */
    boolean isChanging();

    /** Whether parameters wait for a reboot. */
    boolean needsReboot();

    String engine();

    String engineVersion();

    Optional<String> endpoint();

    int port();

    Optional<String> kmsKey();

    /** Empty where there are no automated backups. */
    Optional<Instant> latestRestorable();

    /** What a restored database has to have the same of, by name. */
    SortedMap<String, String> settings();

    SortedMap<String, String> tags();

    /** The roles that it acts in, which whoever restores it has to be allowed to pass on. */
    List<String> roles();

    /** The ARN of the secret that RDS keeps its master password in; empty where RDS keeps none. */
    Optional<String> secret();

    /** What reads from it. */
    List<String> replicas();

    /** What it belongs to and is changed with: the cluster of a member, a global cluster; empty if it stands alone. */
    Optional<String> owner();

    /** Class and storage, for people who pay for it. */
    String size();

    /** The storage in GiB that a restore has to read; 0 where it is not told. */
    int gibibytes();

    /** What it costs to keep, for people. */
    String cost();
}
