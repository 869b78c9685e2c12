package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.Deed.What;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a listing and hands out what has to be copied at once. What is put off goes into the ledger: entry points, removals. Keys that were written
 * after the change was looked at are set aside: they may be our own, or somebody else's who is not fought.
 */
final class Sorter implements Iterator<Deed> {

    private final Scan scan;
    private final Chunk chunk;
    private final Results results;
    private final EntryPoints entryPoints;
    private final Predicate<KeyState> isYounger;
    private final List<KeyState> younger = new ArrayList<>();
    private boolean cut;
    private @Nullable Deed next;
    private @Nullable String last;

    Sorter(Scan scan, Chunk chunk, Results results, EntryPoints entryPoints, Predicate<KeyState> isYounger) {
        this.scan = scan;
        this.chunk = chunk;
        this.results = results;
        this.entryPoints = entryPoints;
        this.isYounger = isYounger;
    }

    @Override
    public boolean hasNext() {
        try {
            while (next == null && !cut && chunk.hasRoom() && scan.hasNext()) {
                KeyState state = scan.next();
                last = state.key();
                results.count(Stand.LISTED);
                if (state.shallLive()) {
                    results.count(Stand.WANTED);
                }
                next = sort(state);
            }
        } catch (TargetException e) {
            stop(e);
        }
        return next != null;
    }

    /** What was sorted by then stays sorted; if the failure lasts, the next call meets it before anything else. */
    private void stop(TargetException e) {
        cut = true;
        if (last == null) {
            chunk.stop(e);
        }
    }

    @Override
    public Deed next() {
        Deed deed = hasNext() ? next : null;
        if (deed == null) {
            throw new NoSuchElementException("nothing more to copy for now");
        }
        next = null;
        return deed;
    }

    /** The last key that was sorted; null if there was none. */
    @Nullable
    String last() {
        return last;
    }

    /** Keys that differ, and that were written after the change was looked at. */
    List<KeyState> younger() {
        return younger;
    }

    private @Nullable Deed sort(KeyState state) {
        return switch (state.need()) {
            case NOTHING, ALIKE -> null;
            case GONE -> refuse(state, Failure.version("the version that is wanted is gone"));
            case TIED -> refuse(state, Failure.refused(tie()));
            case COMPARE -> isYounger.test(state) ? null : copy(state);
            case COPY -> isYounger.test(state) ? setAside(state) : copy(state);
            case REMOVE -> isYounger.test(state) ? setAside(state) : putOff(state);
        };
    }

    private static String tie() {
        return "a version and a delete marker of it were stored in the same second, and S3 does not tell which came later";
    }

    private @Nullable Deed refuse(KeyState state, Failure why) {
        results.failed(Deed.wish(state), why);
        return null;
    }

    private @Nullable Deed setAside(KeyState state) {
        younger.add(state);
        chunk.took(1);
        return null;
    }

    private @Nullable Deed copy(KeyState state) {
        chunk.took(1);
        if (entryPoints.include(state.key())) {
            results.note(Deed.putOff(What.LATER, state), Stand.LATER);
            return null;
        }
        return Deed.wish(state);
    }

    private @Nullable Deed putOff(KeyState state) {
        chunk.took(1);
        results.note(Deed.putOff(What.REMOVAL, state), Stand.REMOVALS);
        return null;
    }
}
