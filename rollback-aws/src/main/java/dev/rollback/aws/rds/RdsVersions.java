package dev.rollback.aws.rds;

import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Writes databases, snapshots and points in time as versions, and reads them again. */
final class RdsVersions {

    private static final String SNAPSHOT = "snapshot ";
    private static final String TIME = "time ";

    /** Fact of a snapshot that answers for a time: the time that was asked for. */
    private static final String ASKED_FOR = "asked for";

    private RdsVersions() {}

    /** What a database is in: what it was restored from, if it was and says so; else itself. */
    static Version current(Database database) {
        String content = database.tags().getOrDefault(RdsCalls.CONTENT, "live " + database.resource());
        Version version = Version.of(database.id() + " as it is", content, Tenure.unknown("RDS"))
                .fact(RdsSnapshot.RESOURCE, database.resource())
                .fact("engine", database.engine() + " " + database.engineVersion())
                .fact("status", database.status().text())
                .fact("size", database.size());
        return database.endpoint()
                .map(address -> version.fact("endpoint", address))
                .orElse(version);
    }

    static Version of(Taken taken) {
        Version version = Version.of(taken.id(), SNAPSHOT + taken.arn(), Tenure.unknown("a snapshot tells no soak"))
                .labelled(taken.about().type() + " snapshot of " + taken.databaseTime())
                .fact(RdsSnapshot.DATABASE_TIME, taken.databaseTime().toString());
        return taken.isReady()
                ? version.standing(Standing.UNPROVEN, "whether the data of that time is good is for you to say")
                : version.standing(
                        Standing.UNUSABLE,
                        "is " + taken.status() + ", " + taken.about().percent() + " % there");
    }

    /** A snapshot that answers for a time that it does not hold itself. */
    static Version insteadOf(Instant at, Taken taken) {
        return of(taken).fact(ASKED_FOR, at.toString());
    }

    /** The time that a snapshot answers for; empty when the snapshot itself was asked for. */
    static Optional<Instant> askedFor(Version version) {
        return Optional.ofNullable(version.facts().get(ASKED_FOR)).map(Instant::parse);
    }

    static Version of(Instant time, String resource) {
        return Version.of(time.toString(), TIME + time + " of " + resource, Tenure.since(time, "automated backups"))
                .labelled("point in time")
                .fact(RdsSnapshot.DATABASE_TIME, time.toString());
    }

    static Optional<Instant> time(String id) {
        try {
            return Optional.of(Instant.parse(id));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Where the data of a wanted version comes from; empty when its snapshot is gone. */
    static Optional<Order.From> source(Version wanted, Fleet fleet, Look look) {
        Optional<Instant> time = time(wanted.id());
        return time.isPresent()
                ? time.map(Order.From::time)
                : fleet.snapshot(look, wanted.id()).map(Order.From::snapshot);
    }

    static boolean isSnapshot(Version version) {
        return version.content().startsWith(SNAPSHOT);
    }

    static boolean isTime(Version version) {
        return version.content().startsWith(TIME);
    }
}
