package dev.rollback.testkit.lambda;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigListItem;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;

/** Provisioned concurrency of one alias or version: allocated evenly over the time that it takes. */
final class Provision {
    private int requested;
    private int before;
    private Instant from;
    private Instant until;
    private @Nullable String failure;
    private @Nullable String nextFailure;

    /** Begins with all allocated. */
    Provision(int requested, Instant now) {
        this.requested = requested;
        this.before = requested;
        this.from = now;
        this.until = now;
    }

    /** Asks for another number; what is allocated stays. */
    void request(int number, Instant now, Duration takes) {
        int kept = Math.min(number, allocated(now));
        requested = number;
        begin(kept, now, takes);
    }

    /** Allocates all anew, on another version. */
    void move(Instant now, Duration takes) {
        begin(0, now, takes);
    }

    private void begin(int kept, Instant now, Duration takes) {
        before = kept;
        from = now;
        until = now.plus(takes);
        failure = nextFailure;
    }

    /** Makes allocations that begin from now on end in failure. */
    void fail(String reason) {
        nextFailure = reason;
    }

    boolean isMoving(Instant now) {
        return now.isBefore(until);
    }

    /** Ends its allocation then instead. */
    void until(Instant end) {
        until = end;
    }

    /** Lets the allocation that is under way end in failure. */
    void failNow(String reason) {
        failure = reason;
    }

    Instant until() {
        return until;
    }

    ProvisionedConcurrencyConfigListItem describe(Instant now, String arn) {
        ProvisionedConcurrencyStatusEnum status = status(now);
        return ProvisionedConcurrencyConfigListItem.builder()
                .functionArn(arn)
                .requestedProvisionedConcurrentExecutions(requested)
                .availableProvisionedConcurrentExecutions(allocated(now))
                .allocatedProvisionedConcurrentExecutions(allocated(now))
                .status(status)
                .statusReason(status == ProvisionedConcurrencyStatusEnum.FAILED ? failure : null)
                .lastModified(LambdaTimes.seconds(from))
                .build();
    }

    private ProvisionedConcurrencyStatusEnum status(Instant now) {
        if (now.isBefore(until)) {
            return ProvisionedConcurrencyStatusEnum.IN_PROGRESS;
        }
        return failure != null ? ProvisionedConcurrencyStatusEnum.FAILED : ProvisionedConcurrencyStatusEnum.READY;
    }

    private int allocated(Instant now) {
        if (failure != null) {
            return 0;
        }
        if (!now.isBefore(until)) {
            return requested;
        }
        long passed = Duration.between(from, now).toMillis();
        long whole = Duration.between(from, until).toMillis();
        return before + (int) ((requested - before) * passed / whole);
    }
}
