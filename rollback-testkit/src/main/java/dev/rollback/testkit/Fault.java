package dev.rollback.testkit;

import java.time.Duration;

/**
 * What shall go wrong.
 *
 * @param kind in which way
 * @param status for a lost response: the status that comes instead of it, or 0 for a time-out
 * @param slow for a slow call: how much longer it takes
 */
record Fault(FaultKind kind, int status, Duration slow) {

    static Fault of(FaultKind kind) {
        return new Fault(kind, 0, Duration.ofSeconds(8));
    }
}
