package dev.rollback;

import dev.failsafe.Execution;
import dev.failsafe.RetryPolicy;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether and when a remote call that failed is tried again. It only answers; the waiting is done by the engine, on its own time. The one class
 * that knows Failsafe. A call that works at once needs nothing of this: {@link #ofOneCall()} is for after its first failure. Thread-safe.
 */
final class Attempts {

    private static final double FACTOR = 2;
    private static final double JITTER = 0.25;
    private static final int WITHOUT_LIMIT = -1;

    private final RetryPolicy<Object> failing;
    private final RetryPolicy<Object> throttled;
    private final SplittableRandom random;

    /**
     * How often, and how long between.
     *
     * @param max how many attempts, the first one included; by default 4
     * @param base the delay after the first failure; doubles with each further one; by default 1 second
     * @param longest what the delay grows to; by default 20 seconds
     */
    record Policy(int max, Duration base, Duration longest) {

        static final Policy DEFAULT = new Policy(4, Duration.ofSeconds(1), Duration.ofSeconds(20));

        Policy {
            if (max < 1) {
                throw new IllegalArgumentException(
                        "A call of " + max + " attempts: expected at least 1, the first included.");
            }
            if (base.isZero() || base.isNegative() || longest.compareTo(base) <= 0) {
                throw new IllegalArgumentException("Attempts with delays from " + base + " to " + longest
                        + ": expected more than zero, growing to something longer.");
            }
        }
    }

    /** Delays are spread by a quarter to both sides; the same random numbers give the same delays. */
    Attempts(Policy policy, SplittableRandom random) {
        this.failing = retries(policy, policy.max());
        this.throttled = retries(policy, WITHOUT_LIMIT);
        this.random = random;
    }

    private static RetryPolicy<Object> retries(Policy policy, int max) {
        return RetryPolicy.builder()
                .withMaxAttempts(max)
                .withBackoff(policy.base(), policy.longest(), FACTOR)
                .build();
    }

    /** The attempts of one call, to be told of each of its failures from the first on. */
    OfOneCall ofOneCall() {
        return new OfOneCall();
    }

    /** Spreads a delay to between {@code least} and {@code most} times of it. */
    private Duration spread(Duration delay, double least, double most) {
        double factor;
        synchronized (random) {
            factor = random.nextDouble(least, most);
        }
        return Duration.ofNanos((long) (delay.toNanos() * factor));
    }

    /** The attempts of one call. To be used by one thread at a time. */
    final class OfOneCall {
        private @Nullable Execution<Object> failures;
        private @Nullable Execution<Object> throttles;

        private OfOneCall() {}

        /** After which delay to try again; empty to give up. Being throttled takes no attempt. */
        Optional<Duration> failed(TargetException failure) {
            return switch (failure.kind()) {
                case THROTTLED -> Optional.of(afterThrottle(failure));
                case TRANSIENT, UNKNOWN_OUTCOME, CONFLICT -> afterFailure(failure);
                case DENIED, MISSING, INVALID, CREDENTIALS -> Optional.empty();
            };
        }

        private Optional<Duration> afterFailure(TargetException failure) {
            Execution<Object> execution = failures == null ? Execution.of(failing) : failures;
            failures = execution;
            execution.recordException(failure);
            return execution.isComplete()
                    ? Optional.empty()
                    : Optional.of(spread(execution.getDelay(), 1 - JITTER, 1 + JITTER));
        }

        /** What the service asks for is a minimum, so it is spread to one side. */
        private Duration afterThrottle(TargetException failure) {
            Execution<Object> execution = throttles == null ? Execution.of(throttled) : throttles;
            throttles = execution;
            execution.recordException(failure);
            return failure.retryAfter()
                    .map(asked -> spread(asked, 1, 1 + JITTER))
                    .orElseGet(() -> spread(execution.getDelay(), 1 - JITTER, 1 + JITTER));
        }
    }
}
