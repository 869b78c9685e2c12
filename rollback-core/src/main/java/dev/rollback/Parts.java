package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.lease.Leases;
import dev.rollback.target.Http;
import dev.rollback.target.Processes;
import dev.rollback.time.EngineTime;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What an engine is made of, for its hidden parts.
 *
 * @param time its loop and clock
 * @param stores where its runs are kept, and which targets they change
 * @param access how it reaches the world beside the clients of targets
 * @param pacing the limits of the services that it calls
 * @param attempts how often a call is tried
 * @param limits how long it waits for what
 * @param random seeded, to be used on the loop
 */
record Parts(
        EngineTime time,
        Stores stores,
        Access access,
        Pacing pacing,
        Attempts attempts,
        Limits limits,
        SplittableRandom random) {

    Journal journal() {
        return stores.journal();
    }

    Leases leases() {
        return stores.leases();
    }

    /** HTTP and processes, and who asks people to approve. */
    record Access(Http http, Processes processes, List<ApprovalDesk> desks) {
        Access {
            desks = List.copyOf(desks);
        }
    }

    /**
     * How long the engine waits.
     *
     * @param call for one call of a target, a probe or an action
     * @param preview for all looks of a preview together
     */
    record Limits(Duration call, Duration preview) {}
}
