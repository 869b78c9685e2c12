package dev.rollback.aws.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Tells {@link WriteTimes} what the writes of a listing did: changed something, changed nothing, or put back what was before. Looks back over a bounded
 * number of newer versions of one key. Not thread-safe.
 */
final class WriteWatch implements Scan.Watcher {

    /** Versions of a key that were put back from further below than this are not told from new ones. */
    private static final int MOST_NEWER = 32;

    private final WriteTimes times;
    private final Deque<Newer> newer = new ArrayDeque<>();
    private @Nullable Entry above;
    private @Nullable Entry markerAboveAbove;

    WriteWatch(WriteTimes times) {
        this.times = times;
    }

    /** A version of which it is not known yet whether it put earlier bytes back. */
    private static final class Newer {
        private final Entry version;
        private @Nullable Entry below;

        Newer(Entry version) {
            this.version = version;
        }

        /**
         * Whether it holds what that earlier version held, and something lay between them. A copy of an object in parts, or one encrypted with KMS, has
         * another ETag: for these a size that came back has to do.
         */
        boolean putBack(Entry earlier) {
            boolean sizeCameBack = below != null
                    && below.size() != version.size()
                    && earlier.size() == version.size()
                    && version.size() > 0;
            return version.sameBytes(earlier) || sizeCameBack;
        }
    }

    @Override
    public void sees(Entry entry) {
        Entry newest = above;
        if (newest != null && !newest.key().equals(entry.key())) {
            end();
            newest = null;
        }
        times.wrote(entry);
        if (entry.isMarker()) {
            withdrawnIfAdded();
        } else {
            compare(entry, newest);
        }
        markerAboveAbove = newest != null && newest.isMarker() && !entry.isMarker() ? newest : null;
        above = entry;
    }

    /** The end of a key: what its oldest version held was added by it. */
    void end() {
        withdrawnIfAdded();
        newer.clear();
        above = null;
        markerAboveAbove = null;
    }

    /** Nothing lay below the version last seen, so it added the key; a marker right above it took that away. */
    private void withdrawnIfAdded() {
        Entry marker = markerAboveAbove;
        Entry added = above;
        if (marker != null && added != null) {
            times.withdrew(marker, added);
            markerAboveAbove = null;
        }
    }

    private void compare(Entry version, @Nullable Entry right) {
        for (Iterator<Newer> each = newer.iterator(); each.hasNext(); ) {
            Newer candidate = each.next();
            boolean neighbour = right != null && candidate.version.isSame(right);
            if (neighbour && candidate.version.sameBytes(version)) {
                times.unchanged(candidate.version);
                each.remove();
            } else if (neighbour) {
                candidate.below = version;
            } else if (candidate.putBack(version)) {
                times.restored(candidate.version);
                each.remove();
            }
        }
        newer.add(new Newer(version));
        if (newer.size() > MOST_NEWER) {
            newer.removeFirst();
        }
    }
}
