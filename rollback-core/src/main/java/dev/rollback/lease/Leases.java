package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Who may change a target now: the port behind which one process, a folder or a table stands. At most one holds the lease of a target at any time.
 * Thread-safe.
 *
 * <p>Nothing here reads a clock: every call is told the time. A lease is over {@link #lasts()} after it was granted or renewed, so whoever
 * drives a run renews each of its leases every {@link #renewEvery()}. A lease that is over can be renewed as long as nobody took it.
 *
 * <p>A lease keeps well-meaning runs apart. It never keeps a rollback from being done: what is dead is over within {@link #lasts()}, a worse problem may
 * {@link #ask}, and a person may {@link #breakGlass}.
 */
public interface Leases extends AutoCloseable {

    /** How long a lease lasts unless told otherwise. */
    Duration DEFAULT_LASTS = Duration.ofSeconds(60);

    /**
     * Asks for the lease of a target. A run that holds it already is granted it anew, with a greater token, and the earlier lease is lost: so a run that
     * is carried on elsewhere takes up what it held.
     *
     * @throws LeaseException when the store is away; it is then unknown whether the lease was granted: ask again
     */
    Acquisition acquire(TargetId target, LeaseOwner owner, Instant now);

    /**
     * Renews a lease until {@code now} and {@link #lasts()}; it never ends earlier than it did before.
     *
     * @throws LeaseException when the store is away; the lease stays what it was, and is over when it is over
     */
    Renewal renew(Lease lease, Instant now);

    /**
     * Lets a lease go. One that is not held any more is left alone, whoever holds the target.
     *
     * @throws LeaseException when the store is away; the lease is then over when it is over
     */
    void release(Lease lease);

    /**
     * Asks who holds the lease of a target to give way. The holder hears of it at its next renewal, and gives way between two steps or not at all: nothing is
     * taken from it. Once the target is free it is kept for who asked until {@link #lasts()} after it last asked; somebody worse gets it all the same.
     *
     * @return whether the holder will hear of it: not when nobody else holds it, when the holder's problem is as bad, or when somebody whose problem is as
     *     bad asked before
     * @throws LeaseException when the store is away
     */
    boolean ask(TargetId target, LeaseOwner owner, Instant now);

    /**
     * Takes the lease of a target by force, whoever holds it. Whoever did learns at its next renewal who took it, when and why; until then it may
     * go on to change the target. The reason is logged and kept.
     *
     * @param why what justifies it, for whoever loses it and for the record
     * @throws IllegalArgumentException when no reason is given
     * @throws LeaseException when the store is away
     */
    Lease breakGlass(TargetId target, LeaseOwner owner, String why, Instant now);

    /**
     * Who holds the lease of a target; empty when it is free, or over.
     *
     * @throws LeaseException when the store is away
     */
    Optional<Holder> holder(TargetId target, Instant now);

    /** How long a lease lasts that is not renewed. */
    Duration lasts();

    /** How often a holder renews, so that three tries may fail. */
    default Duration renewEvery() {
        return lasts().dividedBy(4);
    }

    /** Where they are kept, for people: {@code memory}, a folder, a table. */
    String describe();

    /** Lets go of what the store holds open. Leases are not released one by one; what dies with the process is free, the rest is over when it is over. */
    @Override
    void close();
}
