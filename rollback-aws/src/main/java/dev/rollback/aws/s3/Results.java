package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.Failure;
import dev.rollback.aws.s3.Deed.What;
import dev.rollback.target.Attempt;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes down what became of keys: in the ledger, and in the figures of the memo. To be used by one thread. */
final class Results {

    private final Book book;
    private final Chunk chunk;
    private final EntryPoints entryPoints;
    private final List<Deed> passing = new ArrayList<>();
    private Stand stand;

    Results(Book book, Chunk chunk, EntryPoints entryPoints, Stand stand) {
        this.book = book;
        this.chunk = chunk;
        this.entryPoints = entryPoints;
        this.stand = stand;
    }

    Stand stand() {
        return stand;
    }

    void count(String figure) {
        stand = stand.add(figure, 1);
    }

    void note(Deed deed, String figure) {
        book.note(deed);
        count(figure);
    }

    /** How the copy of a key ended. */
    void copied(Attempt.Done<Deed, Brought> done) {
        TargetException failure = done.failure();
        Deed deed = done.item();
        if (failure != null) {
            failed(deed, failure);
        } else {
            copied(deed, Objects.requireNonNull(done.result()));
        }
    }

    void failed(Deed deed, TargetException failure) {
        chunk.failed(failure);
        if (failure.kind() == TargetException.Kind.DENIED) {
            count(Stand.DENIED);
        }
        if (!failure.kind().isPassing()) {
            failed(deed, Failure.of(failure));
        } else if (deed.what() == What.WAITING) {
            count(Stand.STILL_WAITING);
        } else {
            passing.add(deed.failed(Failure.of(failure)));
        }
    }

    /** The call came to its end: what failed in passing was the keys' own fault, and is taken down. After an outage it is as if it had not been tried. */
    void end() {
        passing.forEach(deed -> failed(deed, Objects.requireNonNull(deed.failure())));
        passing.clear();
    }

    void failed(Deed deed, Failure failure) {
        note(deed.failed(failure), Stand.FAILED);
        if (entryPoints.include(deed.key())) {
            count(failure.passing() ? Stand.ENTRY_DOUBT : Stand.ENTRY_FAILED);
        }
    }

    void copied(Deed deed, Brought brought) {
        chunk.succeeded();
        switch (brought.outcome()) {
            case WRITTEN -> note(deed.ended(What.COPIED, brought.versionId()), Stand.COPIED);
            case ALREADY -> already(deed, brought.versionId());
            case WAITS -> waits(deed, brought);
            case CONFLICT -> failed(deed, Failure.conflict(brought.detail()));
            case UNREADABLE -> failed(deed, Failure.version(brought.detail()));
        }
    }

    /** What was found on top and stays there is nobody's to take back; else it is our copy, whose answer was lost. */
    private void already(Deed deed, @Nullable String id) {
        if (Objects.equals(id, deed.found().versionId())) {
            note(deed.ended(What.SAME, null), Stand.SAME);
        } else {
            note(deed.ended(What.COPIED, id), Stand.COPIED);
        }
    }

    private void waits(Deed deed, Brought brought) {
        if (brought.isRestoring()) {
            count(Stand.RESTORING);
        }
        if (deed.what() == What.WAITING) {
            count(Stand.STILL_WAITING);
        } else {
            note(deed.ended(What.WAITING, null), Stand.WAITING);
        }
    }

    /** How the marker of a key ended. */
    void marked(Marked marked) {
        Deed deed = marked.deed();
        Failure failure = marked.failure();
        if (failure == null) {
            chunk.succeeded();
            note(deed.ended(What.MARKED, marked.markerId()), Stand.MARKED);
        } else {
            note(deed.failed(failure), Stand.FAILED);
        }
    }
}
