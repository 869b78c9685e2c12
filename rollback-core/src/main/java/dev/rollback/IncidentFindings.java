package dev.rollback;

import dev.rollback.run.Incident;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What speaks against a plan by the objectives of its incident. */
final class IncidentFindings {

    private final RollbackPlan plan;
    private final List<StepPreview> steps;
    private final Instant now;

    IncidentFindings(RollbackPlan plan, List<StepPreview> steps, Instant now) {
        this.plan = plan;
        this.steps = steps;
        this.now = now;
    }

    List<Finding> all() {
        if (plan.takesBack() != null || plan.incident().equals(Incident.unknown())) {
            return List.of();
        }
        Duration serving = CriticalPath.of(
                plan, steps, new StepTimes(Practised.of(plan, steps, now), false), Assessment.Expected::serving);
        List<Finding> findings = new ArrayList<>();
        recovery(serving).ifPresent(findings::add);
        expected(serving).ifPresent(findings::add);
        plan.incident().rpo().ifPresent(rpo -> steps.forEach(step -> lost(step, rpo, findings)));
        return findings;
    }

    /** Nothing is gained by not rolling back: that it comes late blocks nothing. */
    private Optional<Finding> recovery(Duration serving) {
        return plan.incident()
                .recoveryDue(now)
                .filter(due -> now.plus(serving).isAfter(due))
                .map(due -> Finding.warning(
                        "RTO_AT_RISK",
                        "Users are expected to get the wanted versions at " + Texts.instant(now.plus(serving))
                                + ", and were to by " + Texts.instant(due) + ".",
                        "Tell whoever waits; the fastest lever is named below."));
    }

    private Optional<Finding> expected(Duration serving) {
        return plan.incident()
                .expected()
                .filter(expected -> serving.compareTo(expected) > 0)
                .map(expected -> Finding.warning(
                        "SLOWER_THAN_EXPECTED",
                        "Until users get the wanted versions it takes " + Texts.duration(serving)
                                + ", and the plan expects " + Texts.duration(expected) + ".",
                        "Tell whoever waits."));
    }

    private void lost(StepPreview step, Duration rpo, List<Finding> findings) {
        Assessment assessment = step.assessment();
        Instant since = assessment == null || step.isThere() ? null : assessment.lostSince();
        if (since != null && Duration.between(since, now).compareTo(rpo) > 0) {
            findings.add(Finding.soft(
                    "RPO_MISSED",
                    "Step " + step.name() + " loses what users wrote since " + Texts.instant(since) + ", "
                            + Texts.duration(Duration.between(since, now)) + ", and the RPO is " + Texts.duration(rpo)
                            + ".",
                    "Go back to a later time; or override RPO_MISSED if that loss is the lesser harm."));
        }
    }
}
