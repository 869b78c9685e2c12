package dev.rollback.testkit;

import java.time.Duration;

/**
 * What shall go wrong.
 *
 * @param kind in which way
 * @param slow for a slow call: how much longer it takes
 */
record Fault(FaultKind kind, Duration slow) {

    static Fault of(FaultKind kind) {
        return new Fault(kind, Duration.ofSeconds(8));
    }
}
