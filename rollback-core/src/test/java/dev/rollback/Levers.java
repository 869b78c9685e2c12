package dev.rollback;

import static java.time.Duration.ofSeconds;

import dev.rollback.run.FailurePolicy;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three targets that note which way they are sent, plans of them that want all or nothing, and the engines that one journal serves one after the other. */
final class Levers {

    final FlakyJournal journal = new FlakyJournal();
    final List<String> order = new ArrayList<>();
    final Lever flags = watched(new Lever("flags"));
    final Lever api = watched(new Lever("api"));
    final Lever web = watched(new Lever("web"));

    /** Notes which way it is sent. */
    Lever watched(Lever lever) {
        lever.reconcile = (change, attempt) -> {
            order.add(lever.name() + " to " + change.to().title());
            return lever.go(change, attempt);
        };
        return lever;
    }

    /** An engine that begins so long after noon. */
    Bench bench(Duration later) {
        HandTime time = new HandTime();
        time.runFor(later);
        return new Bench(time, journal, options -> {});
    }

    static RollbackPlan.Builder plan(Lever... levers) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").reason("5xx").onFailure(FailurePolicy.RESTORE);
        for (Lever lever : levers) {
            plan.rollBack(lever);
        }
        return plan;
    }

    static void failsAfter(Lever lever, Duration time) {
        failsAfter(lever, time, FailureKind.VERSION);
    }

    static void failsAfter(Lever lever, Duration time, FailureKind kind) {
        lever.reconcile =
                (change, attempt) -> attempt.now().isBefore(attempt.plannedAt().plus(time))
                        ? Progress.pending("starting", 0.1, Memo.empty(), ofSeconds(5))
                        : Progress.failed(kind, "its tasks crash");
    }

    /** Goes there at once, and is put back only after that time. */
    static void backAfter(Lever lever, Duration time) {
        lever.reconcile = (change, attempt) -> change.takesBack().isPresent()
                        && attempt.now().isBefore(attempt.plannedAt().plus(time))
                ? Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))
                : lever.go(change, attempt);
    }

    /** Is never put back. */
    static void neverBack(Lever lever) {
        lever.reconcile = (change, attempt) -> change.takesBack().isPresent()
                ? Progress.failed(FailureKind.ENVIRONMENT, "no capacity for the old tasks")
                : lever.go(change, attempt);
    }

    long count(RunId run, Class<? extends RunEvent> kind) {
        return journal.kept.read(run).stream().filter(kind::isInstance).count();
    }
}
