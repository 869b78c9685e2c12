package dev.rollback;

import dev.rollback.health.Condition;
import dev.rollback.journal.JournalException;
import dev.rollback.run.RunId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Follows the run that a guard started to its end, and carries it on where nobody else does. On the loop. */
final class GuardedRun {

    /** So often a run that nobody may drive any more is tried to be taken up. */
    private static final Duration TAKEN_UP = Duration.ofMinutes(1);

    /** So long after its time a run may still tell how it ended. */
    private static final Duration GRACE = Duration.ofMinutes(15);

    private final Parts parts;
    private final RunDrivers drivers;
    private final GuardChecks checks;
    private final Guarding guard;
    private @Nullable Instant goneAt;

    GuardedRun(Parts parts, RunDrivers drivers, GuardChecks checks, Guarding guard) {
        this.parts = parts;
        this.drivers = drivers;
        this.checks = checks;
        this.guard = guard;
    }

    /** Carries on a run that the guard started before, or follows whoever does. */
    void carryOn(RunId before) {
        try {
            if (parts.journal().summary(before).isEnded() || drivers.isDriven(before)) {
                followJournaled(before, "It started run " + before + " before.");
                return;
            }
            var unused = new Resumption(parts, drivers)
                    .resume(before, guard.guardedPlan())
                    .whenComplete((resumed, failure) -> guard.carefully(() -> {
                        if (failure == null) {
                            follow(resumed, "It carries on run " + before + ", which it started before.");
                        } else {
                            notCarriedOn(before, failure);
                        }
                    }));
        } catch (RuntimeException e) {
            notCarriedOn(before, e);
        }
    }

    private void notCarriedOn(RunId before, Throwable why) {
        followJournaled(
                before, "It started run " + before + " before, which is not carried on here: " + Texts.sentence(why));
    }

    private void followJournaled(RunId before, String text) {
        follow(
                drivers.driver(before)
                        .<Run>map(driver -> driver)
                        .orElseGet(() -> new JournaledRun(parts, before, drivers.closed())),
                text);
    }

    void follow(Run begun, String text) {
        guard.follows(begun, text);
        if (goneAt == null) {
            Instant now = parts.time().instant();
            goneAt = now.plus(Condition.LONGEST);
            guard.call(
                    () -> checks.deadline(begun.id()),
                    most -> goneAt = now.plus(most).plus(GRACE),
                    failure -> {});
        }
        awaitEnd(begun);
    }

    /** A run that somebody else drove may be left: then it is carried on here. One that is not over after its time is told of, and not waited for. */
    private void awaitEnd(Run begun) {
        if (guard.isOver()) {
            return;
        }
        Instant now = parts.time().instant();
        if (isEnded(begun)) {
            guard.call(
                    () -> checks.refused(begun.id()),
                    refused -> guard.carefully(
                            () -> refused.ifPresentOrElse(why -> guard.refused(begun, why), () -> guard.acted(begun))),
                    failure -> guard.acted(begun));
        } else if (goneAt != null && now.isAfter(goneAt)) {
            guard.gone(begun);
        } else {
            boolean elsewhere = begun instanceof JournaledRun;
            parts.time()
                    .postAt(
                            now.plus(elsewhere ? TAKEN_UP : guard.every()),
                            () -> guard.carefully(() -> {
                                if (elsewhere) {
                                    carryOn(begun.id());
                                } else {
                                    awaitEnd(begun);
                                }
                            }));
        }
    }

    /** A journal that is away says nothing. */
    private static boolean isEnded(Run begun) {
        try {
            return begun.isEnded();
        } catch (JournalException e) {
            return false;
        }
    }
}
