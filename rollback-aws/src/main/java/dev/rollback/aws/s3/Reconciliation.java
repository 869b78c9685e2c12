package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Progress;

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
        if (!stand.isBegun()) {
            boolean back = change.takesBack().isPresent();
            parts.checkManifest(back ? change.from() : change.to());
            stand = Stand.begin(back ? Phase.ADOPT : Phase.APPLY, attempt.now());
        }
        Work work = new Work(parts, change, attempt, stand);
        return switch (stand.phase()) {
            case APPLY -> new Applying(work).step();
            case ENTRIES, WAIT -> new Copying(work).step();
            case REMOVE -> new Removing(work).step();
            case VERIFY -> new Verifying(work).step();
            case ADOPT -> new Adopting(work).step();
            case BACK, BACK_ENTRIES, BACK_REMOVE -> new TakingBack(work).step();
        };
    }
}
