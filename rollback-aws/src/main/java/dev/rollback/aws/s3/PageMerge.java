package dev.rollback.aws.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * The entries of one page of a listing in the order in which S3 keeps them: by key, within a key the newest first. A page comes in two lists, versions
 * and markers, and what they say of each other's order is only the time in whole seconds, and which entry is on top.
 */
final class PageMerge implements Iterator<PageMerge.Placed> {

    private final Deque<Entry> versions = new ArrayDeque<>();
    private final Deque<Entry> markers = new ArrayDeque<>();
    private final @Nullable Ties ties;
    private @Nullable Entry last;

    /**
     * An entry in its place.
     *
     * @param entry the entry
     * @param rival what may stand before it just as well: stored in the same second and told by the other list; null if the place is sure
     */
    record Placed(Entry entry, @Nullable Entry rival) {}

    /** Entries whose order cannot be told by the page come with their rival, the version first. */
    PageMerge(ListObjectVersionsResponse page) {
        this(page, null);
    }

    /**
     * Entries in their true order, as far as it can be found out.
     *
     * @param ties asked wherever the page does not tell; null to leave that open
     */
    PageMerge(ListObjectVersionsResponse page, @Nullable Ties ties) {
        this.ties = ties;
        page.versions().forEach(version -> versions.add(Entry.of(version)));
        page.deleteMarkers().forEach(marker -> markers.add(Entry.of(marker)));
    }

    @Override
    public boolean hasNext() {
        return !versions.isEmpty() || !markers.isEmpty();
    }

    @Override
    public Placed next() {
        Entry version = versions.peek();
        Entry marker = markers.peek();
        if (version == null && marker == null) {
            throw new NoSuchElementException("the page has no more entries");
        }
        if (marker == null || version == null) {
            return new Placed(take(version == null), null);
        }
        int order = order(version, marker);
        if (order == 0 && ties != null) {
            Optional<Entry> later = ties.later(last, version, marker);
            return new Placed(take(later.filter(marker::isSame).isPresent()), null);
        }
        return new Placed(take(order > 0), order == 0 ? marker : null);
    }

    private Entry take(boolean marker) {
        Entry taken = marker ? markers.remove() : versions.remove();
        last = taken;
        return taken;
    }

    /** Below 0 if the version comes first, above 0 if the marker does, 0 if that cannot be told. */
    private static int order(Entry version, Entry marker) {
        int byKey = Utf8Order.OF_KEYS.compare(version.key(), marker.key());
        if (byKey != 0) {
            return byKey;
        }
        if (version.latest() != marker.latest()) {
            return version.latest() ? -1 : 1;
        }
        return marker.at().compareTo(version.at());
    }
}
