package dev.rollback.aws.rds;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What to restore. Immutable.
 *
 * @param source the database that it shall be like
 * @param name what the new one is called
 * @param from where its data comes from
 * @param tags its tags
 */
record Order(Database source, String name, From from, SortedMap<String, String> tags) {

    /**
     * Where data comes from: one of the two.
     *
     * @param snapshot a snapshot
     * @param time a point in time
     */
    record From(Optional<Taken> snapshot, Optional<Instant> time) {
        static From snapshot(Taken taken) {
            return new From(Optional.of(taken), Optional.empty());
        }

        static From time(Instant time) {
            return new From(Optional.empty(), Optional.of(time));
        }

        /** Up to when it holds data. */
        Instant databaseTime() {
            return time.orElseGet(() -> snapshot.orElseThrow().databaseTime());
        }
    }
}
