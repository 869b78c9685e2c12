package dev.rollback.aws.s3;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;

/**
 * The keys of a listing, one after the other, each once all of its entries were seen, which may span pages. Holds one page. Ends early before a page that
 * {@code mayGoOn} denies; {@link #isComplete} tells. Not thread-safe.
 */
final class Scan implements Iterator<KeyState> {

    private final Pages pages;
    private final Span span;
    private final Wanted wanted;
    private final Ties ties;
    private final Watcher watcher;
    private final BooleanSupplier mayGoOn;
    private final Deque<KeyState> ready = new ArrayDeque<>();

    private @Nullable PageMerge page;
    private S3Calls.@Nullable Place next;
    private boolean complete;
    private boolean stopped;
    private @Nullable KeyFold open;
    private PageMerge.@Nullable Placed held;
    private boolean filling;
    private int read;
    private long offsetOfClosed;
    private long offsetOfOpen;

    /** Sees every entry in the order of the listing. */
    interface Watcher {
        /** Sees nothing. */
        Watcher NONE = entry -> {};

        /** An entry; those of one key follow each other, the newest first. */
        void sees(Entry entry);
    }

    /**
     * Where to begin, and how far to go.
     *
     * @param after the last key of which nothing more is asked; null to begin at the beginning
     * @param mayGoOn asked before each page but the first
     */
    record Range(@Nullable String after, BooleanSupplier mayGoOn) {
        static final Range ALL = new Range(null, () -> true);
    }

    Scan(Pages pages, Span span, Wanted wanted, Range range, Watcher watcher) {
        this.pages = pages;
        this.span = span;
        this.wanted = wanted;
        this.ties = new Ties(pages);
        this.watcher = watcher;
        this.mayGoOn = range.mayGoOn();
        this.next = range.after() == null ? S3Calls.Place.START : S3Calls.Place.behind(range.after());
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && !complete && !stopped) {
            advance();
        }
        return !ready.isEmpty();
    }

    @Override
    public KeyState next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the listing has no more keys");
        }
        return ready.remove();
    }

    /** Whether all keys were seen. */
    boolean isComplete() {
        return complete && ready.isEmpty();
    }

    /** How many pages were read. */
    int pagesRead() {
        return read;
    }

    /** Where {@link Wanted#offset} was before the first key that was not handed out. */
    long offset() {
        return ready.isEmpty() ? offsetOfOpen : offsetOfClosed;
    }

    private void advance() {
        PageMerge merge = page;
        if (filling) {
            fill();
        } else if (merge != null && merge.hasNext()) {
            take(merge.next());
        } else if (next == null) {
            close();
            filling = true;
        } else if (read > 0 && !mayGoOn.getAsBoolean()) {
            stopped = true;
        } else {
            readPage();
        }
    }

    private void readPage() {
        ListObjectVersionsResponse answer = pages.page(span.prefix(), Objects.requireNonNull(next), S3Calls.PAGE);
        read++;
        next = Boolean.TRUE.equals(answer.isTruncated()) ? S3Calls.Place.after(answer) : null;
        page = new PageMerge(answer);
    }

    private void take(PageMerge.Placed placed) {
        String key = placed.entry().key();
        if (!span.includes(key)) {
            // An exact key comes first among all that begin with it: what follows is not asked for.
            page = null;
            next = null;
            return;
        }
        KeyFold fold = open;
        if (fold == null || !fold.key().equals(key)) {
            close();
            offsetOfClosed = offsetOfOpen;
            offsetOfOpen = wanted.offset();
            held = placed;
            filling = true;
            return;
        }
        add(fold, placed);
    }

    private void add(KeyFold fold, PageMerge.Placed placed) {
        watcher.sees(placed.entry());
        fold.add(placed);
    }

    private void close() {
        KeyFold fold = open;
        if (fold != null) {
            ready.add(fold.end(ties));
            open = null;
        }
    }

    /** One key that is wanted by name and of which the listing has no entry at all; after the last of them, goes on with the listing. */
    private void fill() {
        PageMerge.Placed next = held;
        Optional<String> missed =
                wanted.missedBefore(next == null ? null : next.entry().key());
        if (missed.isPresent()) {
            ready.add(wanted.missed(missed.get()));
            return;
        }
        filling = false;
        if (next == null) {
            complete = true;
            return;
        }
        held = null;
        String key = next.entry().key();
        KeyFold fold = new KeyFold(key, wanted.of(key));
        open = fold;
        add(fold, next);
    }
}
