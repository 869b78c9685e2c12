package dev.rollback.target;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a target, probe or action may use while it looks. Given by the engine for one call and valid only during it; to be used by one
 * thread at a time. A target reads no clock, waits for nothing and opens no connections but through this and its clients, so that a
 * rehearsal can stand in for all of it.
 */
public interface Look {

    /** The time by the engine's clock. */
    Instant now();

    /** When the incident began that the plan is for; empty where nobody said. */
    default Optional<Instant> incidentStartedAt() {
        return Optional.empty();
    }

    /** When the engine stops waiting for this call. */
    Instant deadline();

    /**
     * Makes one remote call that changes nothing. The engine paces it under the limit, may hold it back for a moment, repeats it when the
     * service throttles, and counts it.
     *
     * @throws TargetException when the call fails; {@code body} has to map its failures to that
     */
    <T> T read(RemoteCall call, Supplier<T> body);

    /** HTTP as the engine makes it. */
    Http http();

    /** Processes as the engine runs them. */
    Processes processes();
}
