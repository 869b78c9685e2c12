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

    /** Begins with all allocated. */
    Provision(int requested, Instant now) {
        this.requested = requested;
        this.before = requested;
        this.from = now;
        this.until = now;
    }

    /** Asks for another number; what is allocated stays. */
    void request(int number, Instant now, Duration takes) {
        before = Math.min(number, allocated(now));
        requested = number;
        from = now;
        until = now.plus(takes);
    }

    /** Allocates all anew, on another version. */
    void move(Instant now, Duration takes) {
        before = 0;
        from = now;
        until = now.plus(takes);
    }

    /** Makes allocations from now on end in failure. */
    void fail(String reason) {
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
        return failed() ? ProvisionedConcurrencyStatusEnum.FAILED : ProvisionedConcurrencyStatusEnum.READY;
    }

    private int allocated(Instant now) {
        if (failed()) {
            return 0;
        }
        if (!now.isBefore(until)) {
            return requested;
        }
        long passed = Duration.between(from, now).toMillis();
        long whole = Duration.between(from, until).toMillis();
        return before + (int) ((requested - before) * passed / whole);
    }

    /** A failure counts only for what was asked for after the scene said so: what was allocated before stays. */
    private boolean failed() {
        return failure != null && until.isAfter(from);
    }
}
