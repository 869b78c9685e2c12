package dev.rollback.aws.s3;

import dev.rollback.target.Attempt;
import dev.rollback.target.Memo;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * How much one call of the target does: for some seconds, some thousand keys, a hundred pages, well within the time of a call. Ends early when a failure is
 * no single key's. To be used by one thread.
 */
final class Chunk {

    private static final Duration TIME = Duration.ofSeconds(20);
    private static final int MOST_KEYS = 4_000;
    private static final int MOST_PAGES = 100;

    /** So many failures in a row that may pass are an outage, and not the keys'. */
    private static final int OUTAGE = 8;

    /** So many refusals without a single success are a lack of permission, and not the keys'. */
    private static final int HOPELESS = 20;

    private final Attempt attempt;
    private final Instant until;
    private int keys;
    private int pages;
    private int passingInARow;
    private long refusals;
    private boolean succeeded;
    private @Nullable TargetException outage;
    private @Nullable TargetException refusal;

    Chunk(Attempt attempt, Stand stand) {
        this.attempt = attempt;
        this.refusals = stand.count(Stand.DENIED);
        this.succeeded = stand.isFruitful();
        this.until = attempt.now().plus(TIME);
    }

    /** One for work that does not count its keys. */
    Chunk(Attempt attempt) {
        this(attempt, new Stand(Memo.empty()));
    }

    /** Whether there is room for one more key. Does not count it. */
    boolean hasRoom() {
        return outage == null
                && !isHopeless()
                && keys < MOST_KEYS
                && attempt.now().isBefore(until);
    }

    void took(int more) {
        keys += more;
    }

    /** Whether there is room for one more page, which it counts. */
    BooleanSupplier pages() {
        return () -> hasRoom() && ++pages < MOST_PAGES;
    }

    void succeeded() {
        passingInARow = 0;
        succeeded = true;
    }

    void failed(TargetException e) {
        if (e.kind() == TargetException.Kind.CREDENTIALS) {
            outage = e;
        } else if (e.kind().isPassing() && e.kind() != TargetException.Kind.CONFLICT) {
            outage = ++passingInARow >= OUTAGE ? e : outage;
        } else if (e.kind() == TargetException.Kind.DENIED) {
            refusals++;
            refusal = e;
        }
    }

    /** What the keys were stopped for, if it was an outage: to be thrown once all that was done is in the ledger. */
    @Nullable
    TargetException outage() {
        return outage;
    }

    /** A look failed while keys were under way. */
    void stop(TargetException e) {
        outage = e;
    }

    private boolean isHopeless() {
        return !succeeded && refusals >= HOPELESS;
    }

    /** Why nothing at all could be written, if that is so. */
    @Nullable
    TargetException hopeless() {
        return isHopeless() ? refusal : null;
    }
}
