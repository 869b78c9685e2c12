package dev.rollback;

import dev.rollback.run.Outline;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import dev.rollback.target.Progress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes the report of a run from its state, its timeline and what its preview knew. On the loop. */
final class ReportMaker {

    private final RunId run;
    private final Outline outline;
    private final RunDriver.Notes notes;
    private final Timeline timeline;
    private final Parts parts;

    ReportMaker(RunId run, Outline outline, RunDriver.Notes notes, Timeline timeline, Parts parts) {
        this.run = run;
        this.outline = outline;
        this.notes = notes;
        this.timeline = timeline;
        this.parts = parts;
    }

    /** The report as of now; the journal is behind when it does not hold all of the run. */
    RollbackReport make(RunState state, IntUnaryOperator attempts, boolean journalBehind) {
        List<StepReport> steps = new ArrayList<>();
        Map<Integer, Instant> verified = timeline.verified();
        for (StepState step : state.steps()) {
            if (step.outline().kind() != StepKind.JOIN) {
                steps.add(step(step, attempts.applyAsInt(step.index()), verified.get(step.index())));
            }
        }
        RollbackReport.Content content = new RollbackReport.Content(
                steps, timeline.entries(), notes.refusals(), notes.leftBehind(), outline.incident());
        return new RollbackReport(head(journalBehind), ending(state), content);
    }

    private RollbackReport.Head head(boolean journalBehind) {
        return new RollbackReport.Head(
                run,
                outline.plan(),
                outline.reason(),
                parts.journal().describe() + (journalBehind ? ", which is away and does not hold all of this run" : ""),
                notes.overrides(),
                outline.takesBack(),
                Drilling.isDrill(outline));
    }

    private RollbackReport.Ending ending(RunState state) {
        Instant now = parts.time().instant();
        return new RollbackReport.Ending(
                state.outcome().orElse(null),
                state.verdict().orElse(Verdict.UNKNOWN),
                state.isRestoreDue(),
                state.startedAt(),
                state.isEnded() ? timeline.last() : now,
                state.outline().freeze().orElse(null),
                state.glassBroken().orElse(null));
    }

    private static StepReport step(StepState step, int attempts, @Nullable Instant verified) {
        StepReport.Times times = new StepReport.Times(
                step.started().orElse(null),
                step.served().orElse(null),
                verified != null && step.outline().kind() == StepKind.VERIFY
                        ? verified
                        : step.over().orElse(null));
        StepReport.Move move = new StepReport.Move(
                step.change().orElse(null),
                step.settled().map(Progress.Settled::serving).orElse(null),
                step.position().orElse(null));
        StepReport.Seen seen = new StepReport.Seen(step.why(), verified(step));
        return new StepReport(step.outline().name(), step.outline().kind(), step.phase(), move, times, attempts, seen);
    }

    private static List<StepReport.Verified> verified(StepState step) {
        List<StepReport.Verified> verified = new ArrayList<>();
        List<@Nullable Verdict> verdicts = step.verdicts();
        for (int i = 0; i < verdicts.size(); i++) {
            Verdict verdict = verdicts.get(i);
            verified.add(new StepReport.Verified(
                    step.outline().proofs().get(i).name(),
                    verdict == null ? Verdict.UNKNOWN : verdict,
                    verdict == null ? "not looked at" : step.proofEvidence().get(i)));
        }
        return verified;
    }
}
