package dev.rollback.lease;

import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases in memory: they keep apart what uses the same object, and nothing else. Give it to all engines of the process; another process does not see it.
 * Thread-safe.
 */
public final class InProcessLeases implements Leases {

    private static final Logger log = LoggerFactory.getLogger(InProcessLeases.class);
    private static final String PLACE = "memory";

    private final Duration lasts;
    private final Map<TargetId, Kept> targets = new TreeMap<>();

    /** Leases that last {@link Leases#DEFAULT_LASTS}. */
    public InProcessLeases() {
        this(DEFAULT_LASTS);
    }

    private InProcessLeases(Duration lasts) {
        this.lasts = Terms.checked(lasts);
    }

    /**
     * Leases that last so long unless they are renewed.
     *
     * @throws IllegalArgumentException when it is less than a second
     */
    public static InProcessLeases lasting(Duration lasts) {
        return new InProcessLeases(lasts);
    }

    @Override
    public synchronized Acquisition acquire(TargetId target, LeaseOwner owner, Instant now) {
        return keep(target, kept(target).acquire(claim(target, owner, now)));
    }

    @Override
    public synchronized Renewal renew(Lease lease, Instant now) {
        return keep(lease.target(), kept(lease.target()).renew(lease, claim(lease.target(), lease.owner(), now)));
    }

    @Override
    public synchronized void release(Lease lease) {
        targets.computeIfPresent(lease.target(), (target, kept) -> kept.released(lease));
    }

    @Override
    public synchronized boolean ask(TargetId target, LeaseOwner owner, Instant now) {
        return keep(target, kept(target).ask(claim(target, owner, now)));
    }

    @Override
    public synchronized Lease breakGlass(TargetId target, LeaseOwner owner, String why, Instant now) {
        Terms.requireReason(target, why);
        Optional<Holder> before = holder(target, now);
        Lease taken = keep(target, kept(target).force(claim(target, owner, now), why));
        log.warn(Terms.forced(taken, why, before));
        return taken;
    }

    @Override
    public synchronized Optional<Holder> holder(TargetId target, Instant now) {
        return kept(target).holder(now);
    }

    private Kept kept(TargetId target) {
        return targets.getOrDefault(target, Kept.NOTHING);
    }

    private <T> T keep(TargetId target, Kept.Turn<T> turn) {
        targets.put(target, turn.next());
        return turn.answer();
    }

    private Claim claim(TargetId target, LeaseOwner owner, Instant now) {
        return new Claim(target, owner, now, lasts, "");
    }

    @Override
    public Duration lasts() {
        return lasts;
    }

    @Override
    public String describe() {
        return PLACE;
    }

    /** Does nothing: the object is the store, and others may use it. */
    @Override
    public void close() {}
}
