package dev.rollback.lease;

import java.time.Instant;

/**
 * That a lease was taken from a holder that had not released it.
 *
 * @param token the token of the lease that was lost
 * @param cause how it was lost
 * @param by who has taken it
 * @param at when
 * @param why the reason given, if it was taken by force
 */
public record Taking(long token, Renewal.Cause cause, LeaseOwner by, Instant at, String why) {

    Renewal.Lost lost() {
        return new Renewal.Lost(cause, by, at, why);
    }
}
