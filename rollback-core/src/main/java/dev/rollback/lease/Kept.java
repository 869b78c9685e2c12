package dev.rollback.lease;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a store keeps of one target, and what may become of it: the rules of leases, the same for every store. For those who write one: read what is kept, take a turn, keep
 * what is next if it is another object, and answer, as one step that nobody else gets in between. Immutable.
 *
 * @param lastToken the greatest token granted so far; 0 before the first
 * @param lease the last lease, over or not; null when it was released
 * @param holds names what keeps the lease alive beside its time, as a process; empty where nothing does
 * @param asked who last asked its holder to give way; null when nobody did
 * @param takings the leases that were taken from their holders, the oldest first
 * @param isGuess whether the lease stands for one that cannot be read, whose holder may put it right
 */
public record Kept(
        long lastToken,
        @Nullable Lease lease,
        String holds,
        @Nullable Asked asked,
        List<Taking> takings,
        boolean isGuess) {

    /** How many takings are kept: a holder renews every few seconds, so more than a few can only pass it by while it hangs. */
    public static final int TAKINGS = 8;

    /** Of a target that nobody ever had. */
    public static final Kept NOTHING = new Kept(0, null, "", null, List.of(), false);

    /**
     * What becomes of it, and what is answered.
     *
     * @param next what to keep; the same object when nothing changes
     */
    public record Turn<T>(Kept next, T answer) {}

    /** Somebody wants the lease. */
    public Turn<Acquisition> acquire(Claim claim) {
        Lease held = inTheWayOf(claim);
        if (held != null) {
            return new Turn<>(this, new Acquisition.Held(holder(held, claim.now())));
        }
        Asked first = askedBefore(claim);
        if (first != null) {
            return new Turn<>(this, new Acquisition.Reserved(first));
        }
        Kept next = granted(claim, "");
        return new Turn<>(next, new Acquisition.Granted(next.current()));
    }

    /** Somebody takes the lease by force. */
    public Turn<Lease> force(Claim claim, String why) {
        Kept next = granted(claim, why);
        return new Turn<>(next, next.current());
    }

    private Lease current() {
        if (lease == null) {
            throw new IllegalStateException("A lease was granted and is not there.");
        }
        return lease;
    }

    private @Nullable Lease inTheWayOf(Claim claim) {
        return lease == null || lease.isOver(claim.now()) || lease.owner().isSameRunAs(claim.owner()) ? null : lease;
    }

    /** Whoever asked gets it first, except from the run that still has it, or somebody worse. */
    private @Nullable Asked askedBefore(Claim claim) {
        boolean stillHas = lease != null && !lease.isOver(claim.now());
        return stillHas || isFirst(claim.owner(), claim.now()) ? null : asked;
    }

    /** Whether nobody asked whom this owner has to let go first. */
    private boolean isFirst(LeaseOwner owner, Instant now) {
        return asked == null
                || asked.isOver(now)
                || asked.by().isSameRunAs(owner)
                || owner.severity().isWorseThan(asked.by().severity());
    }

    private Kept granted(Claim claim, String why) {
        long token = Math.max(lastToken + 1, claim.now().toEpochMilli());
        return new Kept(token, claim.lease(token), claim.holds(), waitingFor(claim), takenBy(claim, why), false);
    }

    /** Who goes on to wait for what this claim gets. */
    private @Nullable Asked waitingFor(Claim claim) {
        boolean waits = asked != null
                && !asked.isOver(claim.now())
                && !asked.by().isSameRunAs(claim.owner())
                && asked.by().severity().isWorseThan(claim.owner().severity());
        return waits ? asked : null;
    }

    private List<Taking> takenBy(Claim claim, String why) {
        if (lease == null) {
            return takings;
        }
        List<Taking> more = new ArrayList<>(takings.subList(Math.max(0, takings.size() - TAKINGS + 1), takings.size()));
        more.add(new Taking(lease.token(), cause(claim, lease), claim.owner(), claim.now(), why));
        return List.copyOf(more);
    }

    private static Renewal.Cause cause(Claim claim, Lease lost) {
        if (lost.owner().isSameRunAs(claim.owner())) {
            return Renewal.Cause.TAKEN_UP;
        }
        return lost.isOver(claim.now()) ? Renewal.Cause.EXPIRED : Renewal.Cause.FORCED;
    }

    /** Somebody renews a lease; the claim is by its owner. */
    public Turn<Renewal> renew(Lease renewing, Claim claim) {
        if (!isHeldBy(renewing, claim.now())) {
            return new Turn<>(this, lost(renewing));
        }
        Lease renewed = renewing.renewed(claim.until());
        Asked waits = waitingFor(claim);
        Kept next = new Kept(Math.max(lastToken, renewed.token()), renewed, claim.holds(), waits, takings, isGuess);
        return new Turn<>(next, waits == null ? new Renewal.Renewed(renewed) : new Renewal.GiveWay(renewed, waits));
    }

    /** What kept the lease alive is gone, as its process died: it is over. */
    public Kept abandoned() {
        return lease == null
                ? this
                : new Kept(
                        lastToken,
                        new Lease(lease.target(), lease.owner(), lease.token(), lease.since(), lease.since()),
                        "",
                        asked,
                        takings,
                        isGuess);
    }

    /** Stands for what cannot be read: held by somebody unknown from now on, as long as a lease lasts, unless its holder puts it right. */
    public static Kept unreadable(Claim claim) {
        LeaseOwner unknown = new LeaseOwner(
                "somebody unknown", "unknown", "unknown", "its record cannot be read", Severity.CRITICAL);
        return new Kept(
                0, new Lease(claim.target(), unknown, 0, claim.now(), claim.until()), "", null, List.of(), true);
    }

    private boolean isHeldBy(Lease renewing, Instant now) {
        return (lease != null && lease.token() == renewing.token()) || isForgotten(renewing, now);
    }

    /** Whether the store lost what it knew, and nobody can have got the lease since: then its holder knows better. */
    private boolean isForgotten(Lease renewing, Instant now) {
        boolean isOlder = lease == null ? lastToken < renewing.token() : isGuess && lease.token() < renewing.token();
        return isOlder && !renewing.isOver(now);
    }

    private Renewal lost(Lease renewing) {
        Optional<Renewal> taken = takings.stream()
                .filter(taking -> taking.token() == renewing.token())
                .findFirst()
                .map(Taking::lost);
        return taken.orElseGet(() -> new Renewal.Lost(
                renewing.token() == lastToken ? Renewal.Cause.RELEASED : Renewal.Cause.FORGOTTEN, null, null, ""));
    }

    /** Somebody lets a lease go. */
    public Kept released(Lease letGo) {
        boolean isHeld = lease != null && lease.token() == letGo.token();
        return isHeld ? new Kept(lastToken, null, "", asked, takings, false) : this;
    }

    /** Somebody asks the holder to give way. */
    public Turn<Boolean> ask(Claim claim) {
        Lease held = inTheWayOf(claim);
        boolean mayAsk = held != null
                && claim.owner().severity().isWorseThan(held.owner().severity())
                && isFirst(claim.owner(), claim.now());
        return mayAsk ? new Turn<>(asking(claim), true) : new Turn<>(this, false);
    }

    private Kept asking(Claim claim) {
        boolean isAgain =
                asked != null && !asked.isOver(claim.now()) && asked.by().isSameRunAs(claim.owner());
        Instant since = isAgain && asked != null ? asked.since() : claim.now();
        Asked asking = new Asked(claim.owner(), since, claim.until());
        return new Kept(lastToken, lease, holds, asking, takings, isGuess);
    }

    /** Who holds it at a time. */
    public Optional<Holder> holder(Instant now) {
        return Optional.ofNullable(lease).filter(held -> !held.isOver(now)).map(held -> holder(held, now));
    }

    private Holder holder(Lease held, Instant now) {
        return new Holder(held.owner(), held.since(), held.until(), asked == null || asked.isOver(now) ? null : asked);
    }
}
