package dev.rollback.lease;

import java.time.Instant;

/**
 * That somebody with a worse problem asked for the lease of a target. Immutable.
 *
 * @param by who asked
 * @param since when it first asked
 * @param until how long that counts, and the target is kept for it once it is free; asking again prolongs it
 */
public record Asked(LeaseOwner by, Instant since, Instant until) {

    boolean isOver(Instant now) {
        return !now.isBefore(until);
    }

    /** For people. */
    public String describe() {
        return by.describe() + ", who asked for it at " + since + " and has until " + until + " to take it";
    }
}
