package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.KeyState.Need;
import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lists again and compares with what is wanted. What is missing for a reason that may have passed is done once more; in the end the keys that are missing
 * are named, with the reason that the ledger has for each.
 */
final class Verifying {

    private static final int UNSURE_AT_ONCE = 10_000;

    private final Work work;
    private final Attempt attempt;
    private final boolean anyFailed;
    private final List<KeyState> unsure = new ArrayList<>();
    private Stand stand;

    Verifying(Work work) {
        this.work = work;
        this.attempt = work.attempt();
        this.stand = work.stand();
        this.anyFailed = stand.count(Stand.FAILED) > 0;
    }

    Progress step() {
        if (stand.place().after() == null) {
            stand = stand.set(Stand.LISTED, 0).set(Stand.MISSING, 0).set(Stand.AGAIN, 0);
        }
        Stand begun = stand;
        try (Wanted wanted = work.parts().wanted(work.change().to(), begun.place(), attempt)) {
            Scan.Range range =
                    new Scan.Range(begun.place().after(), work.chunk().pages());
            Scan scan = new Scan(work.parts().pages(attempt), work.parts().span(), wanted, range, Scan.Watcher.NONE);
            String last = compareAll(scan);
            judge();
            if (scan.isComplete()) {
                return end();
            }
            return work.soon(last == null ? stand : stand.place(last, scan.offset()));
        }
    }

    /** Compares as far as there is room; answers the last key. A failure on the way is thrown by the next call, if it lasts. */
    private @Nullable String compareAll(Scan scan) {
        String last = null;
        try {
            while (work.chunk().hasRoom() && scan.hasNext()) {
                KeyState state = scan.next();
                last = state.key();
                stand = stand.add(Stand.LISTED, 1);
                compare(state);
            }
        } catch (TargetException e) {
            if (last == null) {
                throw e;
            }
        }
        return last;
    }

    private void compare(KeyState state) {
        boolean fine = state.need() == Need.NOTHING
                || state.need() == Need.ALIKE
                || (state.need() == Need.COMPARE && !anyFailed);
        if (!fine) {
            unsure.add(state);
        }
        if (unsure.size() >= UNSURE_AT_ONCE) {
            judge();
        }
    }

    private void judge() {
        Map<String, Deed> last =
                work.book().last(unsure.stream().map(KeyState::key).toList());
        for (KeyState state : unsure) {
            Deed deed = last.get(state.key());
            if (!isThere(state, deed)) {
                stand = stand.missing(state.key(), reason(state, deed));
            } else if (deed != null && deed.failure() != null) {
                found(deed, state);
            }
        }
        unsure.clear();
        work.book().flush();
    }

    /** It was brought back, and the answer was lost. */
    private void found(Deed deed, KeyState state) {
        Entry top = Objects.requireNonNull(state.current());
        work.book().note(deed.ended(Deed.What.COPIED, top.id()));
        stand = stand.add(Stand.COPIED, 1);
    }

    /** The same bytes are what is wanted, unless they were on top all the time and their headers could not be put right. */
    private boolean isThere(KeyState state, @Nullable Deed deed) {
        if (deed != null && (Younger.isOurs(deed, state) || isStillTheSame(deed, state))) {
            return true;
        }
        boolean failed = deed != null && deed.failure() != null;
        return state.need() == Need.COMPARE && (!failed || work.isYounger(state));
    }

    /** Its checksum was found to be the wanted one, though its tag is another, and it is still on top. */
    private static boolean isStillTheSame(Deed deed, KeyState state) {
        Entry top = state.current();
        return deed.what() == Deed.What.SAME
                && top != null
                && top.id().equals(deed.found().versionId());
    }

    private Failure reason(KeyState state, @Nullable Deed deed) {
        Failure failure = deed == null ? null : deed.failure();
        if (failure != null && failure.passing()) {
            // Perhaps it was done and the answer was lost: the next round tells ours from theirs.
            return failure;
        }
        if (work.isYounger(state)) {
            return Younger.theirs(state);
        }
        if (failure != null) {
            return failure;
        }
        return notDone(state);
    }

    private Failure notDone(KeyState state) {
        boolean doubt = stand.count(Stand.ENTRY_DOUBT) > 0;
        boolean kept = state.need() == Need.REMOVE && (doubt || stand.count(Stand.ENTRY_FAILED) > 0);
        return kept
                ? new Failure(
                        FailureKind.CONFLICT,
                        stand.count(Stand.ENTRY_FAILED) == 0,
                        "left in place, because an entry point that could not be brought back may lead to it")
                : new Failure(FailureKind.ENVIRONMENT, true, "not done yet");
    }

    private Progress end() {
        long missing = stand.count(Stand.MISSING);
        if (missing == 0) {
            return settled();
        }
        return stand.mayGoRound()
                ? work.soon(stand.nextRound(Phase.APPLY))
                : work.failed(stand.worst(), reasons(missing));
    }

    private Progress settled() {
        Telling telling = new Telling(work.parts(), work.change(), attempt.now(), stand);
        return Progress.settled(work.change().to(), telling.settled() + "; listed again, all as wanted")
                .fact("brought back", Long.toString(stand.count(Stand.COPIED)))
                .fact("removed", Long.toString(stand.count(Stand.MARKED)));
    }

    private String reasons(long missing) {
        Telling telling = new Telling(work.parts(), work.change(), attempt.now(), stand);
        return Telling.keys(missing) + " of " + work.parts().span() + " could not be brought to " + telling.wanted()
                + ": " + stand.names() + ". The ledger of the step has each. All others are there: "
                + telling.done() + ".";
    }
}
