package dev.rollback.aws.rds;

import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot as it was seen. Immutable.
 *
 * @param id its identifier
 * @param arn its ARN
 * @param status its status
 * @param databaseTime the time up to which it holds data: the last transaction, else when it was first made; never when it was copied
 * @param about what else is known of it
 */
record Taken(String id, String arn, Status status, Instant databaseTime, About about) {

    /**
     * What else is known of a snapshot.
     *
     * @param engine of the database
     * @param engineVersion of the database
     * @param type manual, automated, shared, awsbackup
     * @param gibibytes the storage that a restore of it gets; 0 where it is not told
     * @param percent how much of it is there
     * @param kmsKey the key it is encrypted with
     * @param change the change that took it, by its tag
     */
    record About(
            String engine,
            String engineVersion,
            String type,
            int gibibytes,
            int percent,
            Optional<String> kmsKey,
            Optional<String> change) {}

    boolean isReady() {
        return status.isUsable() && about.percent() >= 100;
    }
}
