package dev.rollback.target;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** The changes that a history tells: each version that went live at a known time, after the one that served before it. Reads one version further than it is asked for. */
final class HistoryChanges implements Iterator<PastChange> {

    private final Iterator<Version> history;
    private @Nullable Version version;
    private @Nullable PastChange ready;

    private HistoryChanges(Iterator<Version> history) {
        this.history = history;
    }

    /** Closes the history when it is closed. */
    static Stream<PastChange> of(Stream<Version> history) {
        return Stream.of(history).flatMap(versions -> stream(versions)).onClose(history::close);
    }

    private static Stream<PastChange> stream(Stream<Version> history) {
        int character = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(new HistoryChanges(history.iterator()), character), false);
    }

    @Override
    public boolean hasNext() {
        if (version == null && history.hasNext()) {
            version = history.next();
        }
        while (ready == null && version != null) {
            Version newer = version;
            version = history.hasNext() ? older(history.next()) : null;
            Version before = version;
            ready = newer.tenure()
                    .liveFrom()
                    .map(at -> new PastChange(
                            at,
                            before == null ? "" : before.title(),
                            newer.title(),
                            "",
                            newer.tenure().source()))
                    .orElse(null);
        }
        return ready != null;
    }

    /** From where only the order is known no change has a time. */
    private static @Nullable Version older(Version version) {
        Tenure tenure = version.tenure();
        return tenure.liveFrom().isEmpty() && tenure.liveTo().isEmpty() ? null : version;
    }

    @Override
    public PastChange next() {
        PastChange next = hasNext() ? ready : null;
        if (next == null) {
            throw new NoSuchElementException("no older change is known");
        }
        ready = null;
        return next;
    }
}
