package dev.rollback.aws.s3;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * Finds out which of two entries of one key, stored in the same second, came later: lists that key again with one entry a page, so that the two
 * lists of a page cannot hide the order.
 */
final class Ties {

    /** Of the entry before, of what follows it, and one more in case a marker counts itself in. */
    private static final int MOST_PAGES = 3;

    private final Pages pages;

    Ties(Pages pages) {
        this.pages = pages;
    }

    /**
     * The later of the two.
     *
     * @param before the entry right above both; null if there is none
     * @return empty if that cannot be told, for example because somebody writes the key at this time
     */
    Optional<Entry> later(@Nullable Entry before, Entry one, Entry other) {
        S3Calls.Place from = before == null ? S3Calls.Place.START : new S3Calls.Place(before.key(), before.id());
        for (int i = 0; i < MOST_PAGES; i++) {
            ListObjectVersionsResponse page = pages.page(one.key(), from, 1);
            Optional<Entry> found = only(page).filter(entry -> entry.key().equals(one.key()));
            if (found.isEmpty() || found.filter(entry -> isSame(entry, before)).isEmpty()) {
                return found.filter(entry -> entry.isSame(one) || entry.isSame(other));
            }
            from = S3Calls.Place.after(page);
        }
        return Optional.empty();
    }

    private static boolean isSame(Entry entry, @Nullable Entry before) {
        return before != null && entry.isSame(before);
    }

    private static Optional<Entry> only(ListObjectVersionsResponse page) {
        List<Entry> versions = page.versions().stream().map(Entry::of).toList();
        List<Entry> markers = page.deleteMarkers().stream().map(Entry::of).toList();
        return versions.size() + markers.size() == 1
                ? Optional.of(versions.isEmpty() ? markers.get(0) : versions.get(0))
                : Optional.empty();
    }
}
