package dev.rollback.aws.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * The entries of one page of a listing in the order in which S3 keeps them: by key, within a key the newest first. A page comes in two lists, versions
 * and markers, and what they say of each other's order is only the time in whole seconds, and which entry is on top.
 */
final class PageMerge implements Iterator<PageMerge.Placed> {

    private final Deque<Entry> versions = new ArrayDeque<>();
    private final Deque<Entry> markers = new ArrayDeque<>();

    /**
     * An entry in its place.
     *
     * @param entry the entry
     * @param rival what may stand before it just as well: stored in the same second and told by the other list; null if the place is sure
     */
    record Placed(Entry entry, @Nullable Entry rival) {}

    PageMerge(ListObjectVersionsResponse page) {
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
        return new Placed(take(order > 0), order == 0 ? marker : null);
    }

    private Entry take(boolean marker) {
        return marker ? markers.remove() : versions.remove();
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
