package dev.rollback.aws.s3;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a preview found, for the run that follows it: how much there is to do, and some of the pages that users enter by. A run that is resumed elsewhere does
 * without. Thread-safe.
 */
final class Foreseen {

    static final Amount NOTHING = new Amount("", 0, 0, List.of());

    private final AtomicReference<Amount> last = new AtomicReference<>(NOTHING);

    /**
     * What one change takes.
     *
     * @param version the wanted version
     * @param copies keys to be brought back
     * @param removals keys to be removed
     * @param entryPoints a few of the keys that users get now and enter by
     */
    record Amount(String version, long copies, long removals, List<String> entryPoints) {}

    void remember(Amount amount) {
        last.set(amount);
    }

    /** What was foreseen for this version, if that was the last. */
    Optional<Amount> of(String version) {
        return Optional.ofNullable(last.get()).filter(amount -> amount.version().equals(version));
    }
}
