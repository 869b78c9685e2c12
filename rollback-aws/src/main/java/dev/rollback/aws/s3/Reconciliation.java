package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One call of a change: goes on with the phase that the memo names. */
final class Reconciliation {

    private final Parts parts;
    private final Change change;
    private final Attempt attempt;

    Reconciliation(Parts parts, Change change, Attempt attempt) {
        this.parts = parts;
        this.change = change;
        this.attempt = attempt;
    }

    Progress step() {
        Stand stand = new Stand(attempt.memo());
        return stand.isBegun() ? step(new Work(parts, change, attempt, stand)) : begin();
    }

    private Progress begin() {
        boolean back = change.takesBack().isPresent();
        parts.checkManifest(back ? change.from() : change.to());
        Foreseen.Amount foreseen = parts.foreseen().of(change.to().id()).orElse(Foreseen.NOTHING);
        Stand begun = Stand.begin(back ? Phase.ADOPT : Phase.APPLY, attempt.now())
                .set(Stand.FORESEEN, back ? 0 : foreseen.removals());
        Work work = new Work(parts, change, attempt, begun);
        Optional<String> moved = back ? Optional.empty() : moved(work, foreseen.entryPoints());
        return moved.isPresent() ? Progress.failed(FailureKind.CONFLICT, moved.get()) : step(work);
    }

    /** Whether the site was deployed since it was looked at, told by pages that users enter by: single keys would give users half of each then. */
    private Optional<String> moved(Work work, List<String> pages) {
        return pages.stream().flatMap(key -> moved(work, key).stream()).findFirst();
    }

    private Optional<String> moved(Work work, String key) {
        try {
            Instant stored = parts.calls().head(attempt, key, null).lastModified();
            return stored.isAfter(work.lookedAt())
                    ? Optional.of(
                            key + " of " + parts.span() + " was written at " + stored + ", after it was looked at, at "
                                    + work.lookedAt()
                                    + ": expected what was previewed. Somebody has deployed since. Nothing was written. Preview"
                                    + " again.")
                    : Optional.empty();
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Progress step(Work work) {
        return switch (work.stand().phase()) {
            case APPLY -> new Applying(work).step();
            case ENTRIES, WAIT -> new Copying(work).step();
            case REMOVE -> new Removing(work).step();
            case VERIFY -> new Verifying(work).step();
            case ADOPT -> new Adopting(work).step();
            case BACK, BACK_ENTRIES, BACK_REMOVE -> new TakingBack(work).step();
        };
    }
}
