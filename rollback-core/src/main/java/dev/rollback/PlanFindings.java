package dev.rollback;

import dev.rollback.run.FailurePolicy;
import dev.rollback.run.StepKind;
import dev.rollback.target.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What speaks against a plan as a whole. */
final class PlanFindings {

    private PlanFindings() {}

    static List<Finding> of(RollbackPlan plan, List<StepPreview> steps, Instant now) {
        List<Finding> findings = new ArrayList<>();
        plan.incidentStartedAt().ifPresentOrElse(at -> incident(at, now, findings), () -> noIncident(plan, findings));
        duplicates(steps, findings);
        restores(plan, steps).ifPresent(findings::add);
        pace(plan).ifPresent(findings::add);
        plan.required().missing().ifPresent(findings::add);
        findings.addAll(new IncidentFindings(plan, steps, now).all());
        findings.addAll(new PracticeFindings(Practised.of(plan, steps, now), steps, now).all());
        return findings;
    }

    private static void incident(Instant at, Instant now, List<Finding> findings) {
        if (at.isAfter(now)) {
            findings.add(Finding.hard(
                    "INCIDENT_IN_FUTURE",
                    "incidentStartedAt(" + at + ") is after now, " + now + ".",
                    "Give the time when it began, in UTC."));
        }
    }

    private static void noIncident(RollbackPlan plan, List<Finding> findings) {
        boolean chooses = plan.takesBack() == null
                && plan.steps().stream()
                        .anyMatch(step -> step.kind() == StepKind.ROLL_BACK && choosesPrevious(plan, step));
        if (chooses) {
            findings.add(
                    Finding.note(
                            "NO_INCIDENT_START",
                            "The plan does not say when the incident began: a bad version that served longer than the soak counts as proven."));
        }
    }

    /** What is gradual as written and is not, because it is so bad. */
    private static Optional<Finding> pace(RollbackPlan plan) {
        boolean hurries = plan.takesBack() == null && plan.decision().pace() == DecisionMatrix.Pace.AT_ONCE;
        List<String> gradual = plan.written().stream()
                .filter(step -> hurries && step.options().rollout() != null)
                .map(PlannedStep::name)
                .toList();
        return gradual.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "AT_ONCE",
                        "All at once and not gradually, because the incident is " + plan.severity() + ": "
                                + String.join(", ", gradual) + "."));
    }

    private static boolean choosesPrevious(RollbackPlan plan, PlannedStep step) {
        VersionSelector said = step.options().selector();
        return VersionSelector.previous().equals(said == null ? plan.policy().selector() : said);
    }

    private static Optional<Finding> restores(RollbackPlan plan, List<StepPreview> steps) {
        List<String> unasked = plan.steps().stream()
                .filter(step -> step.target()
                        .filter(target -> !target.isPutBackUnasked())
                        .isPresent())
                .map(PlannedStep::name)
                .toList();
        List<String> bad = steps.stream()
                .filter(step -> step.subject() != null && !step.isThere() && !unasked.contains(step.name()))
                .flatMap(step -> step.current().map(from -> from.title() + " of " + step.name()).stream())
                .toList();
        if (plan.policy().onFailure() != FailurePolicy.RESTORE || plan.takesBack() != null || bad.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.warning(
                "RESTORES_BAD",
                "If AWS fails one of these changes, the plan puts all others back, and with that brings back what it rolls away from: "
                        + String.join(", ", bad) + "."
                        + (unasked.isEmpty()
                                ? ""
                                : " Not put back by itself, because users would lose what they wrote: "
                                        + String.join(", ", unasked) + "."),
                "Leave onFailure(RESTORE) out if half a rollback is better than none."));
    }

    private static void duplicates(List<StepPreview> steps, List<Finding> findings) {
        Map<String, String> seen = new LinkedHashMap<>();
        for (StepPreview step : steps) {
            String target = step.subject() == null ? "" : Objects.toString(step.subject());
            String other = target.isEmpty() ? null : seen.putIfAbsent(target, step.name());
            if (other != null) {
                findings.add(Finding.hard(
                        "SAME_TARGET_TWICE",
                        "Steps " + other + " and " + step.name() + " both roll " + target + " back.",
                        "Leave one of them out."));
            }
        }
    }
}
