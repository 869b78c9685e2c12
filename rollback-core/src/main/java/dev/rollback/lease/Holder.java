package dev.rollback.lease;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who holds the lease of a target, as others are told. Immutable.
 *
 * @param owner who
 * @param since since when
 * @param until until when, unless it is renewed: a living holder renews long before
 * @param asked who asked it to give way; null when nobody did
 */
public record Holder(
        LeaseOwner owner,
        Instant since,
        Instant until,
        @Nullable Asked asked) {

    /** For people: {@code Ann (run r-1 of checkout, MAJOR) since 2026-11-20T12:00:00Z until 2026-11-20T12:01:00Z unless renewed}. */
    public String describe() {
        return owner.describe() + " since " + since + " until " + until + " unless renewed";
    }
}
