package dev.rollback.aws.s3;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How much a preview found to do, so that a run can say how much of it is done. Only for people: a run resumed elsewhere says how much it did. Thread-safe.
 */
final class Foreseen {

    private final AtomicReference<Amount> last = new AtomicReference<>(new Amount("", 0, 0));

    /**
     * What one change takes.
     *
     * @param version the wanted version
     * @param copies keys to be brought back
     * @param removals keys to be removed
     */
    record Amount(String version, long copies, long removals) {}

    void remember(Amount amount) {
        last.set(amount);
    }

    /** What was foreseen for this version, if that was the last. */
    Optional<Amount> of(String version) {
        return Optional.ofNullable(last.get()).filter(amount -> amount.version().equals(version));
    }
}
