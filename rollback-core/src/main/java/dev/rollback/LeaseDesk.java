package dev.rollback;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Leases;
import dev.rollback.target.TargetId;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for leases, and lets them go, beside the loop. On the loop. */
final class LeaseDesk {

    private static final Logger log = LoggerFactory.getLogger(LeaseDesk.class);
    private static final Duration WITHIN = Duration.ofSeconds(10);

    private final Parts parts;

    LeaseDesk(Parts parts) {
        this.parts = parts;
    }

    /**
     * What became of asking.
     *
     * @param held what was granted
     * @param refused what was not, each with who has it
     * @param away why the store did not answer; null if it did
     */
    record Taken(
            SortedMap<TargetId, Lease> held,
            SortedMap<TargetId, Acquisition> refused,
            @Nullable Throwable away) {}

    /**
     * Asks for all of them, as far as the store answers.
     *
     * @param force the reason to take by force what others hold; null not to
     */
    CompletableFuture<Taken> take(LeaseOwner owner, Collection<TargetId> targets, @Nullable String force) {
        CompletableFuture<Taken> result = new CompletableFuture<>();
        SortedMap<TargetId, Lease> held = new TreeMap<>();
        SortedMap<TargetId, Acquisition> refused = new TreeMap<>();
        List<TargetId> wanted = List.copyOf(targets);
        parts.time().call(WITHIN, () -> take(owner, wanted, force, held, refused), new EngineTime.Answer<Boolean>() {
            @Override
            public void done(Boolean all) {
                result.complete(new Taken(held, refused, null));
            }

            @Override
            public void failed(Throwable failure) {
                result.complete(new Taken(new TreeMap<>(held), new TreeMap<>(refused), failure));
            }
        });
        return result;
    }

    private boolean take(
            LeaseOwner owner,
            List<TargetId> wanted,
            @Nullable String force,
            SortedMap<TargetId, Lease> held,
            SortedMap<TargetId, Acquisition> refused) {
        Leases leases = parts.leases();
        for (TargetId target : wanted) {
            Acquisition answer = leases.acquire(target, owner, parts.time().instant());
            if (answer.lease().isPresent()) {
                held.put(target, answer.lease().get());
            } else if (force != null) {
                held.put(
                        target,
                        leases.breakGlass(target, owner, force, parts.time().instant()));
            } else {
                refused.put(target, answer);
            }
        }
        return true;
    }

    /** Asks whoever holds these to give way. */
    void ask(LeaseOwner owner, Collection<TargetId> targets) {
        List<TargetId> asked = List.copyOf(targets);
        beside(() -> asked.forEach(
                target -> parts.leases().ask(target, owner, parts.time().instant())));
    }

    /** Lets these go. What cannot be let go is over when it is over. */
    void release(Collection<Lease> leases) {
        List<Lease> all = new ArrayList<>(leases);
        if (!all.isEmpty()) {
            beside(() -> all.forEach(parts.leases()::release));
        }
    }

    private void beside(Runnable work) {
        parts.time()
                .call(
                        WITHIN,
                        () -> {
                            work.run();
                            return true;
                        },
                        new EngineTime.Answer<Boolean>() {
                            @Override
                            public void done(Boolean result) {
                                // nobody waits for it
                            }

                            @Override
                            public void failed(Throwable failure) {
                                log.warn(
                                        "The leases in {} are away",
                                        parts.leases().describe(),
                                        failure);
                            }
                        });
    }
}
