package dev.rollback.aws.s3;

import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What all phases of one call share. */
final class Work {

    /** There is more to do: at once, as far as the engine has time. */
    private static final Duration SOON = Duration.ofMillis(10);

    private final Parts parts;
    private final Change change;
    private final Attempt attempt;
    private final Stand stand;
    private final Book book;
    private final Chunk chunk;
    private final Results results;
    private final Copier copier;

    Work(Parts parts, Change change, Attempt attempt, Stand stand) {
        this.parts = parts;
        this.change = change;
        this.attempt = attempt;
        this.stand = stand;
        this.book = new Book(attempt.ledger());
        this.chunk = new Chunk(attempt, stand);
        this.results = new Results(book, chunk, parts.settings().entryPoints(), stand);
        this.copier = new Copier(
                parts.calls(), attempt, Optional.ofNullable(parts.settings().restoring()));
    }

    Parts parts() {
        return parts;
    }

    Change change() {
        return change;
    }

    Attempt attempt() {
        return attempt;
    }

    /** How far the change had got when the call began. */
    Stand stand() {
        return stand;
    }

    Book book() {
        return book;
    }

    Chunk chunk() {
        return chunk;
    }

    Results results() {
        return results;
    }

    Copier copier() {
        return copier;
    }

    /** When the change was looked at before it was decided on, by S3's clock: what somebody stored later was nobody's to decide on. */
    Instant lookedAt() {
        Version found = change.takesBack().isPresent() ? change.to() : change.from();
        return Live.lookedAt(found).orElseGet(() -> Instants.whole(attempt.plannedAt()));
    }

    /** Whether what is on top of a key was stored after the change was looked at. */
    boolean isYounger(KeyState state) {
        Entry top = state.current();
        return top != null && top.at().isAfter(lookedAt());
    }

    int atOnce() {
        return parts.settings().atOnce();
    }

    /**
     * Makes what was done durable. To be called before an answer is given.
     *
     * @return that nothing at all could be written; null if that is not so
     * @throws TargetException when the work was stopped by what is no single key's failure
     */
    @Nullable
    Progress end() {
        TargetException outage = chunk.outage();
        if (outage == null) {
            results.end();
        }
        book.flush();
        if (outage != null) {
            throw outage;
        }
        TargetException refusal = chunk.hopeless();
        return refusal != null
                ? Progress.failed(
                        FailureKind.ENVIRONMENT,
                        "Nothing could be written to " + parts.span() + ". " + refusal.getMessage())
                : null;
    }

    Progress soon(Stand next) {
        return pending(next, SOON);
    }

    Progress pending(Stand next, Duration again) {
        Telling telling = new Telling(parts, change, attempt.now(), next);
        return Progress.pending(telling.why(), telling.share(), next.memo(), again);
    }

    /** The end, short of what is wanted: nothing is left open. */
    Progress failed(FailureKind kind, String reason) {
        List<String> open = copier.abandon();
        return Progress.failed(
                kind,
                open.isEmpty()
                        ? reason
                        : reason + " Left open, and to be paid for until it is aborted: " + String.join(", ", open)
                                + ".");
    }

    /** Users get the wanted state, unless a page that they enter by could not be brought back; what follows is removals, if there are any, and another look. */
    Progress serving() {
        if (results.stand().count(Stand.ENTRY_FAILED) + results.stand().count(Stand.ENTRY_DOUBT) > 0) {
            return soon(results.stand().phase(Stand.Phase.VERIFY));
        }
        Stand served = results.stand()
                .phase(results.stand().count(Stand.REMOVALS) == 0 ? Stand.Phase.VERIFY : Stand.Phase.REMOVE)
                .servingSince(attempt.now());
        Telling telling = new Telling(parts, change, attempt.now(), served);
        return Progress.serving(telling.serving(), served.memo(), SOON);
    }
}
