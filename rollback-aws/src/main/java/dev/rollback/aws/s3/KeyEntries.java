package dev.rollback.aws.s3;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/** The entries of one key, the newest first and in their true order as far as it can be found out; a page is read when it is asked for. Not thread-safe. */
final class KeyEntries implements Iterator<Entry> {

    private final Pages pages;
    private final String key;
    private final Ties ties;
    private S3Calls.@Nullable Place from = S3Calls.Place.START;
    private @Nullable PageMerge page;
    private @Nullable Entry next;

    KeyEntries(Pages pages, String key) {
        this.pages = pages;
        this.key = key;
        this.ties = new Ties(pages);
    }

    @Override
    public boolean hasNext() {
        while (next == null && (from != null || (page != null && page.hasNext()))) {
            advance();
        }
        return next != null;
    }

    @Override
    public Entry next() {
        Entry entry = hasNext() ? next : null;
        if (entry == null) {
            throw new NoSuchElementException("the key has no more entries");
        }
        next = null;
        return entry;
    }

    private void advance() {
        PageMerge merge = page;
        if (merge == null || !merge.hasNext()) {
            read();
            return;
        }
        Entry entry = merge.next().entry();
        if (entry.key().equals(key)) {
            next = entry;
        } else {
            page = null;
            from = null;
        }
    }

    private void read() {
        S3Calls.Place place = from;
        if (place != null) {
            ListObjectVersionsResponse answer = pages.page(key, place, S3Calls.PAGE);
            page = new PageMerge(answer, ties);
            from = Boolean.TRUE.equals(answer.isTruncated()) ? S3Calls.Place.after(answer) : null;
        }
    }
}
