package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;

/**
 * That somebody wants something of a target's lease at a time.
 *
 * @param holds names what keeps the lease alive beside its time, as a process; empty where nothing does
 * @param lasts how long what is granted lasts
 */
public record Claim(TargetId target, LeaseOwner owner, Instant now, Duration lasts, String holds) {

    /** When what is granted is over. */
    public Instant until() {
        return now.plus(lasts);
    }

    Lease lease(long token) {
        return new Lease(target, owner, token, now, until());
    }
}
