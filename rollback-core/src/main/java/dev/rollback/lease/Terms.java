package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/** What all stores demand of those who use them. */
public final class Terms {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private Terms() {}

    /**
     * The time that leases last.
     *
     * @throws IllegalArgumentException when it is less than a second
     */
    public static Duration checked(Duration lasts) {
        if (lasts.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("Leases were to last " + lasts + ": expected at least " + SHORTEST
                    + ", because a holder has to renew in time. Give a minute if in doubt.");
        }
        return lasts;
    }

    /**
     * Checks that a reason is given.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static void requireReason(TargetId target, String why) {
        if (why.isBlank()) {
            throw new IllegalArgumentException(
                    "The lease of " + target
                            + " was to be taken by force without a reason: expected one, because whoever loses it is told. Say why.");
        }
    }

    /** Logs that a lease was taken by force. */
    public static void logForced(Logger log, Lease taken, String why, Optional<Holder> before) {
        log.warn(
                "The lease of {} was taken by force by {}: {}; it was held by {}",
                taken.target(),
                taken.owner().describe(),
                why,
                before.map(Holder::describe).orElse("nobody"));
    }
}
