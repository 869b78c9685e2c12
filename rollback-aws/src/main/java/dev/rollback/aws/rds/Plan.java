package dev.rollback.aws.rds;

import dev.rollback.target.Work;
import java.time.Duration;
import java.util.Optional;

/**
 * What a user said of a restore. Immutable.
 *
 * @param accepted how much may be lost; empty if nothing was said
 * @param renames whether the restored database takes over the name
 * @param stopWrites what keeps the application from writing before that; empty if nothing does
 */
record Plan(Optional<Duration> accepted, boolean renames, Optional<Work> stopWrites) {
    static final Plan DEFAULT = new Plan(Optional.empty(), false, Optional.empty());
}
