package dev.rollback.target;

import java.time.Instant;
import java.util.Optional;

/**
 * A target that goes from one version to another. Immutable.
 *
 * @param target what changes
 * @param from what it was in, or moving to, when the change was planned
 * @param to what it shall serve
 * @param id the same for the same step of the same run however often it is carried out: an idempotency token, written to AWS wherever
 *     there is a field for it; letters, digits and dashes, at most 64 characters
 */
public record Change(TargetId target, Version from, Version to, String id) {

    private static final String BACK = "-back";

    /** Whether there is nothing to do: both ends serve the same. */
    public boolean isEmpty() {
        return from.sameContent(to);
    }

    /** The change that takes this one back. */
    public Change reversed() {
        return new Change(target, to, from, id + BACK);
    }

    /** The id of the change that this one takes back; empty unless it does. Its step's {@link Ledger} is the one at hand then. */
    public Optional<String> takesBack() {
        return id.endsWith(BACK) ? Optional.of(id.substring(0, id.length() - BACK.length())) : Optional.empty();
    }

    /** When the version that is put back stopped to serve: when it was superseded, else when the one that is rolled away from went live; empty if neither is known. */
    public Optional<Instant> supersededAt() {
        return to.tenure().liveTo().or(() -> from.tenure().liveFrom());
    }
}
