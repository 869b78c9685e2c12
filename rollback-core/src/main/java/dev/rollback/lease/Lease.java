package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Instant;

/**
 * The exclusive right to change one target, until it is over. Immutable: a renewal gives another one with the same token.
 *
 * @param target what may be changed
 * @param owner who may
 * @param token grows with each grant for this target: of two that act on it, the one with the smaller token is out of date. A store that compares
 *     tokens, as a journal or a table, can refuse that one; AWS compares none, so a target goes on to read before it writes
 * @param since when it was granted
 * @param until when it is over unless it is renewed; nobody gets the target before, except by {@link Leases#breakGlass}
 */
public record Lease(TargetId target, LeaseOwner owner, long token, Instant since, Instant until) {

    /** Whether it is over at this time, so that others may have taken it: do not act on it before it was renewed. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** Never shortened, whatever the clock does. */
    Lease renewed(Instant end) {
        return new Lease(target, owner, token, since, end.isAfter(until) ? end : until);
    }
}
