package dev.rollback;

import dev.rollback.journal.Journal;
import dev.rollback.journal.Practice;
import dev.rollback.journal.RunSummary;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Drills a plan on the caller's thread: runs it, puts everything back, and keeps what was measured. One that was cut off is carried on. */
final class Drilling {

    private static final Logger log = LoggerFactory.getLogger(Drilling.class);

    private final RollbackEngine engine;
    private final Journal journal;
    private final RollbackPlan plan;
    private final DrillOptions options;

    Drilling(RollbackEngine engine, Journal journal, RollbackPlan plan, DrillOptions options) {
        this.engine = engine;
        this.journal = journal;
        this.plan = plan.drilledIn(options.where());
        this.options = options;
    }

    Drill carryOut() {
        return cutOff().map(this::carryOn).orElseGet(() -> finish(begin(), Optional.empty()));
    }

    private RollbackReport begin() {
        Preview preview = options.overridden(engine.preview(plan));
        return engine.execute(preview.with(refusals(preview)));
    }

    private List<Finding> refusals(Preview preview) {
        List<Finding> findings = new ArrayList<>();
        for (StepPreview step : preview.steps()) {
            TargetId target = step.subject();
            if (target != null && !options.allows(target.scope())) {
                findings.add(
                        Finding.hard(
                                "NOT_TO_BE_DRILLED",
                                "Step " + step.name() + " would change " + target + ", expected a target in "
                                        + options.where() + ": a drill changes nothing elsewhere.",
                                "Build the plan from clients of that account; or name the account of the target as well, if it may be changed."));
            }
        }
        boolean anyTarget = preview.steps().stream().anyMatch(step -> step.kind() == StepKind.ROLL_BACK);
        if (anyTarget && preview.steps().stream().noneMatch(StepPreview::isChange)) {
            findings.add(Finding.hard(
                    "NOTHING_TO_DRILL",
                    "No target of " + plan.name() + " would go back to another version.",
                    "Deploy there what could be rolled back, as in production, then drill."));
        }
        return findings;
    }

    // one that was cut off

    /** The last drill of the plan, if it was begun and is not remembered. */
    private Optional<RunId> cutOff() {
        Optional<RunId> last =
                newest(run -> isDrill(outline(run)) && outline(run).undoes().isEmpty());
        return last.filter(run ->
                        journal.drills().stream().noneMatch(drill -> drill.run().equals(run)))
                .filter(run -> !isRefused(run));
    }

    private boolean isRefused(RunId run) {
        RunSummary.End end = journal.summary(run).end();
        return end != null && isNone(end.outcome());
    }

    private Optional<RunId> newest(Predicate<RunId> which) {
        return journal.runs().stream()
                .filter(run -> journal.summary(run).plan().equals(plan.name()))
                .filter(which)
                .findFirst();
    }

    private Outline outline(RunId run) {
        return ((RunEvent.RunStarted) journal.read(run).get(0)).outline();
    }

    static boolean isDrill(Outline outline) {
        return outline.notes().containsKey(PlanHead.DRILL);
    }

    private Drill carryOn(RunId run) {
        List<String> differences = new PlanMatch(outline(run), plan).differences();
        if (!differences.isEmpty()) {
            String why = "run " + run + " was cut off, and the plan is another one by now: "
                    + String.join("; ", differences) + "; what the run changed stands as it left it";
            return remember(engine.run(run).status(), null, why);
        }
        log.info("The drill of {} that was cut off is carried on, run {}", plan.name(), run);
        Optional<RunId> back =
                newest(other -> !other.isBackOf(run) && outline(other).undoes().equals(Optional.of(run)));
        return finish(over(run), back);
    }

    /** The end of a run, which is carried on if need be. */
    private RollbackReport over(RunId run) {
        return journal.summary(run).isEnded()
                ? engine.run(run).await()
                : engine.resume(run, plan).await();
    }

    // to its end

    private Drill finish(RollbackReport rollback, Optional<RunId> begun) {
        if (isNone(rollback.outcome())) {
            return new Drill(rollback, null, null);
        }
        RollbackReport back = begun.map(this::over).orElseGet(() -> putBack(rollback));
        return remember(rollback, back, failure(rollback, back));
    }

    private static boolean isNone(Outcome outcome) {
        return outcome == Outcome.REFUSED || outcome == Outcome.NOTHING_TO_DO;
    }

    /** Null if there is nothing to put back. */
    private @Nullable RollbackReport putBack(RollbackReport rollback) {
        RunState done = RunState.replay(journal.read(rollback.run()));
        TakenBack before = TakenBack.of(journal, rollback.run());
        boolean nothing =
                TakeBack.asked(plan, done, before.steps()).steps().stream().allMatch(step -> step.origin() == null);
        return nothing || rollback.outcome() == Outcome.RESTORED
                ? null
                : engine.execute(options.overridden(engine.previewUndo(rollback.run(), plan)));
    }

    private static String failure(RollbackReport rollback, @Nullable RollbackReport back) {
        List<String> failures = new ArrayList<>();
        if (!rollback.isSuccess()) {
            failures.add("it ended " + ended(rollback));
        }
        if (back != null && !back.isSuccess()) {
            failures.add("putting back, run " + back.run() + ", ended " + ended(back));
        }
        return String.join("; ", failures);
    }

    private static String ended(RollbackReport report) {
        List<String> codes = report.refusals().stream()
                .map(refusal -> refusal.finding().code())
                .distinct()
                .toList();
        return report.outcome() + ", " + report.verdict() + (codes.isEmpty() ? "" : " for " + String.join(", ", codes));
    }

    private Drill remember(RollbackReport rollback, @Nullable RollbackReport back, String failure) {
        Practice.Drilled drilled = new Measuring(rollback, journal.read(rollback.run())).drilled(failure);
        journal.keep(drilled);
        return new Drill(rollback, back, drilled);
    }
}
