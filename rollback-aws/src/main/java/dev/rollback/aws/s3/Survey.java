package dev.rollback.aws.s3;

import dev.rollback.aws.s3.KeyState.Need;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over a listing shows of a change: how much there is to do, what stands against it, and when keys were written. Holds figures and a few
 * examples, however many keys there are. For one look.
 */
final class Survey implements Scan.Watcher {

    /** Who wrote so lately may write again. */
    static final Duration LATELY = Duration.ofMinutes(5);

    /** Kept of the time of a look, to say what was found. */
    private static final Duration SPARED = Duration.ofSeconds(3);

    private static final long LARGEST_COPY = 5L * 1024 * 1024 * 1024;

    final Tally total = new Tally();
    final Folders folders;
    final WriteTimes times;
    final Sample<KeyState> sources = new Sample<>();
    final SortedMap<String, Examples> archived = new TreeMap<>();
    final Examples entryPoints = new Examples();
    final Examples entries = new Examples();
    final Examples large = new Examples();
    final Examples tiered = new Examples();
    final Examples gone = new Examples();
    final Examples tied = new Examples();
    final Examples lately = new Examples();
    final Examples beside = new Examples();
    final Examples untraced = new Examples();

    private final Parts parts;
    private final Look look;
    private final @Nullable Instant focus;
    private @Nullable Entry previous;
    private @Nullable Instant oldest;
    private boolean versionedThen;
    private boolean unversionedLater;
    private @Nullable String stoppedAt;
    private @Nullable TargetException failure;
    private int pages;

    private Survey(Parts parts, Look look, @Nullable Instant focus) {
        this.parts = parts;
        this.look = look;
        this.focus = focus;
        this.folders = new Folders(parts.span());
        this.times = new WriteTimes(look.now(), focus);
    }

    /** Lists once, as far as the time of the look suffices. */
    static Survey of(Parts parts, Version wanted, Look look) {
        Survey survey = new Survey(parts, look, Parts.instant(wanted).orElse(null));
        try (Wanted goals = parts.wanted(wanted, ManifestReader.Place.TOP, look)) {
            survey.list(goals);
        }
        return survey;
    }

    private void list(Wanted goals) {
        Instant until = look.deadline().minus(SPARED);
        Scan.Range range = new Scan.Range(null, () -> look.now().isBefore(until));
        Scan scan = new Scan(parts.pages(look), parts.span(), goals, range, this);
        String last = "";
        try {
            while (scan.hasNext()) {
                KeyState state = scan.next();
                last = state.key();
                take(state);
            }
        } catch (TargetException e) {
            failure = e;
        }
        endOfKey();
        pages = scan.pagesRead();
        stoppedAt = scan.isComplete() ? null : last;
    }

    @Override
    public void sees(Entry entry) {
        if (previous != null && !previous.key().equals(entry.key())) {
            endOfKey();
        }
        previous = entry;
        times.wrote(entry);
        oldest = oldest == null || entry.at().isBefore(oldest) ? entry.at() : oldest;
        if (entry.at().isAfter(look.now().minus(LATELY))) {
            lately.add(entry.key());
        }
        boolean later = focus != null && entry.at().isAfter(focus);
        versionedThen |= !later && !entry.isNull();
        unversionedLater |= later && entry.isNull();
    }

    /** A key whose oldest entry overwrote what was there before versioning, if anything was. */
    private void endOfKey() {
        Entry first = previous;
        if (first != null && focus != null && first.isNull() && first.at().isAfter(focus)) {
            untraced.add(first.key());
        }
        previous = null;
    }

    private void take(KeyState state) {
        total.add(state);
        folders.add(state);
        if (parts.span().isOpenEnded() && isBeside(state.key())) {
            beside.add(state.key());
        }
        if (state.isLive() && parts.settings().entryPoints().include(state.key())) {
            entries.add(state.key());
        }
        switch (state.need()) {
            case COPY, COMPARE -> copy(state, state.aim());
            case GONE -> gone.add(state.key());
            case TIED -> tied.add(state.key());
            case NOTHING, ALIKE, REMOVE -> {}
        }
    }

    /** Whether the name goes on where the prefix ends, so that somebody may have meant a folder. */
    private boolean isBeside(String key) {
        int end = parts.span().prefix().length();
        return key.length() > end && key.charAt(end) != '/';
    }

    private void copy(KeyState state, @Nullable Entry aim) {
        Entry.Body body = aim == null ? null : aim.body();
        if (body == null) {
            return;
        }
        if (parts.settings().entryPoints().include(state.key())) {
            entryPoints.add(state.key());
        }
        if (state.need() == Need.COPY) {
            sources.add(state);
        }
        if (Archived.isArchive(body.storageClass())) {
            archived.computeIfAbsent(body.storageClass(), storageClass -> new Examples())
                    .add(state.key());
        }
        if (body.storageClass().equals("INTELLIGENT_TIERING")) {
            tiered.add(state.key());
        }
        if (body.size() > LARGEST_COPY) {
            large.add(state.key());
        }
    }

    int pages() {
        return pages;
    }

    /** The last key that there was time for; empty if all were listed. */
    Optional<String> stoppedAt() {
        return Optional.ofNullable(stoppedAt);
    }

    /** Why the listing ended early, if not for want of time. */
    Optional<TargetException> failure() {
        return Optional.ofNullable(failure);
    }

    /** The time that the state is named by. */
    Optional<Instant> focus() {
        return Optional.ofNullable(focus);
    }

    /** When the oldest entry was stored. */
    Optional<Instant> oldest() {
        return Optional.ofNullable(oldest);
    }

    /** Whether what was stored since shows that there was no versioning yet at the time of interest. */
    boolean isBeforeVersioning() {
        return unversionedLater && !versionedThen;
    }
}
