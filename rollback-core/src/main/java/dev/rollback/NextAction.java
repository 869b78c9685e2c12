package dev.rollback;

import dev.rollback.run.Outcome;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a person should do after a run. */
final class NextAction {

    private NextAction() {}

    static String of(RollbackReport report) {
        if (!report.isEnded()) {
            return "Wait for the run to end.";
        }
        if (report.isDrill() && report.outcome() == Outcome.ROLLED_BACK) {
            return "It was a drill: see that a run that takes this one back ends RESTORED.";
        }
        return switch (report.outcome()) {
            case ROLLED_BACK ->
                afterSuccess(
                        report,
                        "Keep your pipeline from deploying this again" + until(report) + ": " + bad(report) + ".");
            case NOTHING_TO_DO -> afterSuccess(report, "Nothing was to be done.");
            case REFUSED -> "Nothing was written. " + remedies(report);
            case FAILED ->
                "Every target stands where it stood. Mend what stopped " + open(report, StepReport::name)
                        + ", then run the plan again.";
            case RESTORED ->
                report.takesBack()
                        .map(run -> "Every target is as run " + run
                                + " found it, and what that run rolled away from serves again.")
                        .orElse(
                                "Every target was put back as it was found, so users get the version again that the plan rolls away"
                                        + " from. Find out what failed before the plan is run again.");
            case PARTIAL ->
                "Look at " + open(report, NextAction::describe)
                        + ", then run the plan again: it goes on from what the targets show.";
            case CANCELLED ->
                "What AWS was asked to do goes on (" + open(report, NextAction::describe)
                        + "). Run the plan again to go on from there.";
        };
    }

    private static String afterSuccess(RollbackReport report, String otherwise) {
        if (report.verdict() == Verdict.NOT_HELPED) {
            return "The targets serve the wanted versions, but users are not well: the cause is elsewhere, or the version chosen is bad as well.";
        }
        return report.verdict() == Verdict.HELPED
                ? otherwise
                : otherwise + " Nothing has proven yet that users are well: look at it.";
    }

    private static String until(RollbackReport report) {
        return report.frozenUntil().map(time -> " until " + Texts.instant(time)).orElse("");
    }

    private static String bad(RollbackReport report) {
        String versions = report.steps().stream()
                .flatMap(step -> step.change().stream())
                .filter(change -> !change.isEmpty())
                .map(NextAction::left)
                .collect(Collectors.joining(", "));
        return versions.isEmpty() ? "the bad release" : versions;
    }

    /** What a target was in; of which one, unless that says it. */
    private static String left(Change change) {
        String title = change.from().title();
        String target = change.target().name();
        return title.contains(target) ? title : title + " of " + target;
    }

    private static String remedies(RollbackReport report) {
        return report.refusals().stream()
                .map(refusal -> refusal.finding().remedy())
                .filter(remedy -> !remedy.isEmpty())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private static String open(RollbackReport report, Function<StepReport, String> words) {
        List<String> names = report.steps().stream()
                .filter(step -> isOpen(report, step))
                .map(words)
                .toList();
        return names.isEmpty() ? "what the timeline shows" : String.join(", ", names);
    }

    /** Where everything was to be put back, what is not as it was found is open. */
    private static boolean isOpen(RollbackReport report, StepReport step) {
        if (report.isRestoreDue()) {
            boolean moved = step.change().filter(change -> !change.isEmpty()).isPresent();
            return (moved || step.kind() == StepKind.RUN)
                    && step.position().filter(at -> at != Position.FROM).isPresent();
        }
        return step.kind().isCalled()
                && step.phase() != StepState.Phase.SETTLED
                && !(step.phase() == StepState.Phase.SKIPPED && step.kind() == StepKind.RUN);
    }

    private static String describe(StepReport step) {
        Position position = step.position().orElse(null);
        boolean goesOn = position == Position.TO && step.phase() == StepState.Phase.TIMED_OUT;
        return step.name()
                + (position == null ? "" : ", which stands " + EventText.where(position))
                + (goesOn ? " and had not settled when its time was over" : "");
    }
}
