package dev.rollback.testkit.rds;

import java.time.Duration;

/** How long things take. */
final class RdsTimes {
    /** How often logs are stored: what can be restored ends so long ago. */
    static final Duration LOGS = Duration.ofMinutes(5);

    Duration restore = Duration.ofMinutes(12);
    Duration backup = Duration.ofMinutes(1);
    Duration snapshot = Duration.ofMinutes(5);
    Duration member = Duration.ofMinutes(6);

    /** How long the status shows nothing of a change that was asked for. */
    Duration unnoticed = Duration.ofSeconds(15);

    Duration modify = Duration.ofMinutes(1);
    Duration rename = Duration.ofMinutes(1);
    Duration reboot = Duration.ofMinutes(1);
}
