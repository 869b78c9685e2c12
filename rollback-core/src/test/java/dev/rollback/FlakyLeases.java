package dev.rollback;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Holder;
import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseException;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.lease.Renewal;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Leases in memory that a test can take away for a while. */
final class FlakyLeases implements Leases {

    private final InProcessLeases kept = new InProcessLeases();
    int renewals;

    @Nullable
    RuntimeException failure;

    /** What happens when somebody asks for a lease. */
    Runnable asked = () -> {};

    static LeaseException away() {
        return LeaseException.unavailable("memory", new IllegalStateException("disk full"));
    }

    private Leases there() {
        if (failure != null) {
            throw failure;
        }
        return kept;
    }

    @Override
    public Acquisition acquire(TargetId target, LeaseOwner owner, Instant now) {
        asked.run();
        return there().acquire(target, owner, now);
    }

    @Override
    public Renewal renew(Lease lease, Instant now) {
        renewals++;
        return there().renew(lease, now);
    }

    @Override
    public void release(Lease lease) {
        there().release(lease);
    }

    @Override
    public boolean ask(TargetId target, LeaseOwner owner, Instant now) {
        return there().ask(target, owner, now);
    }

    @Override
    public Lease breakGlass(TargetId target, LeaseOwner owner, String why, Instant now) {
        return there().breakGlass(target, owner, why, now);
    }

    @Override
    public Optional<Holder> holder(TargetId target, Instant now) {
        return there().holder(target, now);
    }

    @Override
    public Duration lasts() {
        return kept.lasts();
    }

    @Override
    public String describe() {
        return kept.describe();
    }

    @Override
    public void close() {
        kept.close();
    }
}
