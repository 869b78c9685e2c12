package dev.rollback.aws.s3;

import dev.rollback.aws.s3.KeyCopy.Found;
import java.util.ArrayList;
import java.util.List;

/** The newest entries of one key, markers too, which a head does not tell. */
final class Newest {

    private final Pages pages;

    Newest(Pages pages) {
        this.pages = pages;
    }

    /** The entries on top, the newest first; fewer if there are no more. Each is asked for alone, so that their order is sure. */
    List<Entry> of(String key, int count) {
        List<Entry> found = new ArrayList<>();
        S3Calls.Place from = S3Calls.Place.START;
        while (found.size() < count) {
            var page = pages.page(key, from, 1);
            PageMerge merge = new PageMerge(page);
            if (!merge.hasNext()) {
                return found;
            }
            Entry entry = merge.next().entry();
            if (!entry.key().equals(key)) {
                return found;
            }
            found.add(entry);
            if (!Boolean.TRUE.equals(page.isTruncated())) {
                return found;
            }
            from = S3Calls.Place.after(page);
        }
        return found;
    }

    static Found found(Entry entry) {
        Entry.Body body = entry.body();
        return new Found(entry.id(), body == null ? null : body.etag());
    }
}
