package dev.rollback.aws.sdk;

import dev.rollback.target.Action;
import dev.rollback.target.Change;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Drives one target to the end of one change, or one action to its end, as an engine would: looks, lets the clock run, looks again; tries again what may pass. */
public final class TestDriver {

    private static final int MOST_LOOKS = 1_000;
    private static final Duration BACKOFF = Duration.ofSeconds(1);

    private final TestClock clock;
    private final TestAttempt attempt;
    private final List<Progress> seen = new ArrayList<>();
    private final List<TargetException> failures = new ArrayList<>();

    public TestDriver(TestClock clock) {
        this.clock = clock;
        this.attempt = new TestAttempt(clock);
    }

    /** What the target is handed; its memo follows the target's answers. */
    public TestAttempt attempt() {
        return attempt;
    }

    /** All answers so far. */
    public List<Progress> seen() {
        return List.copyOf(seen);
    }

    /** All exceptions so far. */
    public List<TargetException> failures() {
        return List.copyOf(failures);
    }

    /** Looks until the change has settled or failed, and answers how it ended. */
    public Progress toTheEnd(Target target, Change change) {
        return toTheEnd(() -> target.reconcile(change, attempt));
    }

    /** Looks until the action is done or has failed, and answers how it ended. */
    public Progress toTheEnd(Action action) {
        return toTheEnd(() -> action.reconcile(attempt));
    }

    private Progress toTheEnd(Supplier<Progress> call) {
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            Duration wait = look(call);
            if (wait.isZero()) {
                return seen.get(seen.size() - 1);
            }
            clock.advance(wait);
        }
        throw new AssertionError("did not end within " + MOST_LOOKS + " looks; the last: " + seen.get(seen.size() - 1));
    }

    /** Looks once and answers how long to wait before the next look; zero at the end. */
    private Duration look(Supplier<Progress> call) {
        try {
            Progress progress = call.get();
            seen.add(progress);
            return progress.accept(new Waiting());
        } catch (TargetException e) {
            failures.add(e);
            if (!e.kind().isPassing()) {
                throw e;
            }
            return BACKOFF;
        }
    }

    private final class Waiting implements Progress.Visitor<Duration> {
        @Override
        public Duration pending(Progress.Pending progress) {
            return next(progress.memo(), progress.again());
        }

        @Override
        public Duration serving(Progress.Serving progress) {
            return next(progress.memo(), progress.again());
        }

        @Override
        public Duration settled(Progress.Settled progress) {
            return Duration.ZERO;
        }

        @Override
        public Duration gate(Progress.Gate progress) {
            return next(progress.memo(), BACKOFF);
        }

        @Override
        public Duration failed(Progress.Failed progress) {
            return Duration.ZERO;
        }

        private Duration next(Memo memo, Duration again) {
            attempt.remember(memo);
            return again;
        }
    }
}
