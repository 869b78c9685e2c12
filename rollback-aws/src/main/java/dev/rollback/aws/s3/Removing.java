package dev.rollback.aws.s3;

import dev.rollback.aws.s3.Deed.What;
import dev.rollback.aws.s3.Stand.Phase;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Removes what the wanted state does not have, by delete markers, once caches had time to let go of what refers to it. It does not come to that
 * when an entry point could not be brought back, because that may still lead to it.
 */
final class Removing {

    private static final Duration LOOKS_FOR_THE_CDN = Duration.ofSeconds(10);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final int BATCHES_AT_ONCE = 4;

    private final Work work;
    private final Stand stand;
    private final Attempt attempt;

    Removing(Work work) {
        this.work = work;
        this.stand = work.stand();
        this.attempt = work.attempt();
    }

    Progress step() {
        if (isMoreThanForeseen()) {
            return work.failed(FailureKind.CONFLICT, moreThanForeseen());
        }
        Optional<Instant> from = graceFrom();
        if (from.isEmpty()) {
            return waiting(
                    "once " + work.parts().settings().invalidatedBy() + " has completed and " + Instants.text(grace())
                            + " have passed",
                    LOOKS_FOR_THE_CDN);
        }
        Duration left = Duration.between(attempt.now(), from.get().plus(grace()));
        if (!left.isNegative() && !left.isZero()) {
            return waiting("at " + Instants.whole(from.get().plus(grace())), shorter(left, LONGEST_WAIT));
        }
        return remove();
    }

    /** A preview that had no time to list all keys cannot have asked anybody about the rest. */
    private boolean isMoreThanForeseen() {
        return stand.count(Stand.MARKED) == 0 && stand.count(Stand.REMOVALS) > mostRemovals();
    }

    private long mostRemovals() {
        return stand.count(Stand.FORESEEN) + SurveyChecks.few(stand.count(Stand.LISTED));
    }

    private String moreThanForeseen() {
        return Telling.keys(stand.count(Stand.REMOVALS)) + " of " + work.parts().span()
                + " would be removed: expected at most " + Telling.keys(mostRemovals()) + ", because the preview saw "
                + stand.count(Stand.FORESEEN)
                + " of them and it looks as if not only deployments write here. Nothing was removed; what was brought back"
                + " is in place. Preview again with more time (EngineOptions), and look at NOT_ONLY_DEPLOYS there.";
    }

    private Duration grace() {
        return work.parts().settings().removeAfter();
    }

    /** From when on caches let go; empty while the step that makes them has not settled. */
    private Optional<Instant> graceFrom() {
        String step = work.parts().settings().invalidatedBy();
        if (step == null || stand.text(Stand.INVALIDATED).isPresent()) {
            return stand.text(Stand.INVALIDATED).map(Instant::parse).or(stand::servingSince);
        }
        return attempt.fact(step, "completed").map(this::instant);
    }

    private Instant instant(String completed) {
        try {
            return Instant.parse(completed);
        } catch (DateTimeParseException e) {
            return attempt.now();
        }
    }

    private Progress waiting(String when, Duration again) {
        Stand next = graceFrom()
                .map(from -> stand.text(Stand.INVALIDATED, from.toString()))
                .orElse(stand);
        String evidence = new Telling(work.parts(), work.change(), attempt.now(), next).serving();
        return Progress.serving(
                evidence + "; removes " + Telling.keys(stand.count(Stand.REMOVALS)) + " " + when, next.memo(), again);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Progress remove() {
        Window window =
                Window.read(work.book(), stand.count(Stand.LINE), Set.of(What.REMOVAL), EnumSet.allOf(What.class));
        Taking taking = new Taking(window, work.chunk());
        Markers markers = new Markers(work.parts().calls(), attempt);
        attempt.forEach(new Batches(taking), Math.min(BATCHES_AT_ONCE, work.atOnce()), markers::place, this::done);
        Progress end = work.end();
        if (end != null) {
            return end;
        }
        Stand reached = work.results().stand().set(Stand.LINE, taking.line());
        return work.soon(taking.isDone() ? reached.phase(Phase.VERIFY) : reached);
    }

    private void done(Attempt.Done<List<Deed>, List<Marked>> batch) {
        TargetException failure = batch.failure();
        if (failure == null) {
            Objects.requireNonNull(batch.result()).forEach(work.results()::marked);
        } else {
            batch.item().forEach(deed -> work.results().failed(deed, failure));
        }
    }

    /** What is taken, as many at a time as S3 takes in a call. */
    private record Batches(Taking taking) implements Iterator<List<Deed>> {

        @Override
        public boolean hasNext() {
            return taking.hasNext();
        }

        @Override
        public List<Deed> next() {
            List<Deed> batch = new ArrayList<>();
            while (batch.size() < S3Calls.PAGE && taking.hasNext()) {
                batch.add(taking.next());
            }
            return batch;
        }
    }
}
