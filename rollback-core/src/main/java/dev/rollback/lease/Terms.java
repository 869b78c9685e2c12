package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Duration;
import java.util.Optional;

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

    /** What the log of a store says when a lease is taken by force. */
    public static String forced(Lease taken, String why, Optional<Holder> before) {
        return "The lease of " + taken.target() + " was taken by force by "
                + taken.owner().describe() + ": " + why + "; it was held by "
                + before.map(Holder::describe).orElse("nobody");
    }
}
