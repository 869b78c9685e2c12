package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.KeyState.Need;
import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Before a change is taken back: finds what it wrote and did not get to record, because it was cut off between the two, and records it. What holds the
 * wanted content and was stored since the change was prepared is taken for its own.
 */
final class Adopting {

    private static final Set<What> RECORDS = EnumSet.of(What.COPIED, What.MARKED, What.BACK, What.REMOVAL);
    private static final int AT_A_TIME = 5_000;

    private final Work work;
    private final Attempt attempt;
    private final Instant since;
    private final List<KeyState> candidates = new ArrayList<>();
    private Stand stand;

    Adopting(Work work) {
        this.work = work;
        this.attempt = work.attempt();
        this.stand = work.stand();
        this.since = work.lookedAt();
    }

    Progress step() {
        Stand begun = stand;
        try (Wanted wanted = work.parts().wanted(work.change().from(), begun.place(), attempt)) {
            Scan.Range range =
                    new Scan.Range(begun.place().after(), work.chunk().pages());
            Scan scan = new Scan(work.parts().pages(attempt), work.parts().span(), wanted, range, Scan.Watcher.NONE);
            String last = null;
            while (work.chunk().hasRoom() && scan.hasNext()) {
                KeyState state = scan.next();
                last = state.key();
                stand = stand.add(Stand.LISTED, 1);
                look(state);
            }
            judge();
            work.book().flush();
            boolean over = scan.isComplete();
            return work.soon(over ? stand.phase(Phase.BACK) : last == null ? stand : stand.place(last, scan.offset()));
        }
    }

    private void look(KeyState state) {
        Entry top = state.current();
        if (top != null && !top.at().isBefore(since) && (isCopy(state, top) || isMarker(state, top))) {
            candidates.add(state);
        }
        if (candidates.size() >= AT_A_TIME) {
            judge();
        }
    }

    private static boolean isCopy(KeyState state, Entry top) {
        Entry aim = state.aim();
        boolean alike = aim != null && aim.size() == top.size();
        return isAlike(state) || (state.need() == Need.COPY && !top.isMarker() && alike);
    }

    private static boolean isAlike(KeyState state) {
        return state.need() == Need.COMPARE || state.need() == Need.ALIKE;
    }

    private static boolean isMarker(KeyState state, Entry top) {
        Entry below = state.below();
        return state.need() == Need.NOTHING && top.isMarker() && below != null && !below.isMarker();
    }

    private void judge() {
        Map<String, Deed> last =
                work.book().last(candidates.stream().map(KeyState::key).toList(), RECORDS);
        candidates.forEach(state -> judge(state, last.get(state.key())));
        candidates.clear();
    }

    private void judge(KeyState state, @Nullable Deed deed) {
        Entry top = Objects.requireNonNull(state.current());
        if (deed != null && deed.what() != What.REMOVAL) {
            return;
        }
        Deed wish = Deed.wishUnder(state);
        if (top.isMarker()) {
            boolean putOff = deed != null
                    && Objects.equals(deed.found().versionId(), wish.found().versionId());
            adopt(wish, putOff, What.MARKED, top);
        } else {
            adopt(wish, isAlike(state) || isOurs(wish), What.COPIED, top);
        }
    }

    private void adopt(Deed wish, boolean ours, What what, Entry top) {
        if (ours) {
            work.book().note(wish.ended(what, top.id()));
        }
    }

    /** The ETag tells nothing of a copy that was encrypted or put together anew; the copier compares checksums. */
    private boolean isOurs(Deed wish) {
        try {
            return work.copier().copy(wish.copy()).outcome() == Brought.Outcome.ALREADY;
        } catch (TargetException e) {
            if (e.kind().isPassing()) {
                throw e;
            }
            return false;
        }
    }
}
