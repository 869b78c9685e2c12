package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.KeyCopy.Source;
import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Takes a change back by its ledger: each key gets on top what was found there, and only where what this change put on top still is. What was removed and
 * changed comes first, then entry points, then what was not there is removed again. Deletes no version.
 */
final class TakingBack {

    private static final Set<What> DONE = EnumSet.of(What.COPIED, What.MARKED);
    private static final Set<What> AMONG = EnumSet.of(What.COPIED, What.MARKED, What.BACK);

    private static final Duration WAITS = Duration.ofSeconds(10);

    private final Work work;
    private final Attempt attempt;
    private final Newest newest;
    private Stand stand;

    TakingBack(Work work) {
        this.work = work;
        this.attempt = work.attempt();
        this.newest = new Newest(work.parts().pages(attempt));
        this.stand = work.stand();
    }

    Progress step() {
        Window window =
                Window.read(work.book(), stand.count(Stand.LINE), DONE, AMONG).only(ofThisPhase());
        Taking taking = new Taking(window, work.chunk());
        attempt.forEach(taking, work.atOnce(), this::putBack, this::done);
        Progress end = work.end();
        if (end != null) {
            return end;
        }
        stand = stand.set(Stand.LINE, taking.line());
        return taking.isDone() ? next() : work.soon(stand);
    }

    private Predicate<Deed> ofThisPhase() {
        EntryPoints entryPoints = work.parts().settings().entryPoints();
        return switch (stand.phase()) {
            case BACK -> deed -> deed.found().isLive() && !entryPoints.include(deed.key());
            case BACK_ENTRIES -> deed -> deed.found().isLive() && entryPoints.include(deed.key());
            default -> deed -> !deed.found().isLive();
        };
    }

    private Progress next() {
        if (stand.count(Stand.STILL_WAITING) > 0) {
            return work.pending(stand.set(Stand.STILL_WAITING, 0).phase(stand.phase()), WAITS);
        }
        return switch (stand.phase()) {
            case BACK -> work.soon(stand.phase(Phase.BACK_ENTRIES));
            case BACK_ENTRIES -> work.soon(stand.phase(Phase.BACK_REMOVE));
            default -> end();
        };
    }

    private Progress end() {
        long missing = stand.count(Stand.MISSING);
        String done = "put back " + Telling.keys(stand.count(Stand.COPIED)) + " of "
                + work.parts().span() + " as found";
        if (missing == 0) {
            return Progress.settled(work.change().to(), done);
        }
        return stand.mayGoRound()
                ? work.soon(stand.nextRound(Phase.BACK))
                : work.failed(
                        stand.worst(),
                        Telling.keys(missing) + " could not be put back: " + stand.names()
                                + ". The ledger of the step has each; " + done + ".");
    }

    /** Puts back what was found. Reads first what is on top: only what this change put there is replaced. */
    private Brought putBack(Deed deed) {
        List<Entry> top = newest.of(deed.key(), 2);
        if (!top.isEmpty() && top.get(0).id().equals(deed.result())) {
            return deed.found().isLive()
                    ? work.copier().copy(asFound(deed, top.get(0)))
                    : removeAgain(deed, top.get(0));
        }
        boolean oneAbove = top.size() > 1 && top.get(1).id().equals(deed.result());
        return oneAbove && isPutBack(deed, top.get(0))
                ? Brought.already(top.get(0).id())
                : Brought.conflict(top.isEmpty() ? "all its versions are gone" : theirs(top.get(0)));
    }

    private static String theirs(Entry top) {
        return top.isMarker()
                ? "somebody deleted it at " + top.at()
                : "somebody wrote version " + top.id() + " at " + top.at();
    }

    /** Whether what lies above ours is what was found: put there by a call before, of which the answer was lost. */
    private boolean isPutBack(Deed deed, Entry top) {
        if (!deed.found().isLive() || top.isMarker()) {
            return top.isMarker() && !deed.found().isLive();
        }
        HeadObjectResponse now = work.parts().calls().head(attempt, deed.key(), null);
        return top.id().equals(now.versionId()) && work.copier().isSame(asFound(deed, top), now);
    }

    private KeyCopy asFound(Deed deed, Entry top) {
        String id = Objects.requireNonNull(deed.found().versionId());
        long size = work.parts().calls().head(attempt, deed.key(), id).contentLength();
        Source source =
                new Source(deed.key(), id, Objects.requireNonNull(deed.found().etag()), size);
        return new KeyCopy(deed.key(), source, Newest.found(top));
    }

    private Brought removeAgain(Deed deed, Entry top) {
        Deed removal = new Deed(deed.key(), What.REMOVAL, Newest.found(top), null, null, null);
        Marked marked = new Markers(work.parts().calls(), attempt)
                .place(List.of(removal))
                .get(0);
        Failure failure = marked.failure();
        if (failure == null) {
            return Brought.written(String.valueOf(marked.markerId()));
        }
        throw failure.passing() ? passing(failure) : TargetException.of(TargetException.Kind.DENIED, failure.why());
    }

    private static TargetException passing(Failure failure) {
        return TargetException.of(TargetException.Kind.TRANSIENT, failure.why());
    }

    private void done(Attempt.Done<Deed, Brought> done) {
        TargetException failure = done.failure();
        Deed deed = done.item();
        if (failure != null) {
            work.chunk().failed(failure);
            missing(deed, Failure.of(failure));
            return;
        }
        Brought brought = Objects.requireNonNull(done.result());
        work.chunk().succeeded();
        switch (brought.outcome()) {
            case WRITTEN, ALREADY -> {
                work.book().note(deed.ended(What.BACK, brought.versionId()));
                stand = stand.add(Stand.COPIED, 1);
            }
            case WAITS -> stand = stand.add(Stand.STILL_WAITING, 1);
            case CONFLICT -> missing(deed, Failure.conflict(brought.detail()));
            case UNREADABLE -> missing(deed, Failure.version(brought.detail()));
        }
    }

    private void missing(Deed deed, Failure why) {
        work.book().note(deed.failed(why));
        stand = stand.missing(deed.key(), why);
    }
}
