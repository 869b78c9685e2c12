package dev.rollback;

import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Incident;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What holds for all steps of a plan; null is "not said". Immutable. */
record PlanPolicy(
        FailurePolicy onFailure,
        Duration soak,
        @Nullable Duration timeout,
        Incident incident,
        VersionSelector selector,
        DecisionMatrix.Rule rule,
        @Nullable Duration freeze) {

    Severity severity() {
        return rule.severity();
    }

    @Nullable
    Instant incidentStartedAt() {
        return incident.objectives().startedAt();
    }

    PlanPolicy to(VersionSelector other) {
        return new PlanPolicy(onFailure, soak, timeout, incident, other, rule, freeze);
    }

    /** Nobody is harmed by a drill, so nobody has to decide on it, nor to hurry. */
    PlanPolicy drilled() {
        return new PlanPolicy(onFailure, soak, timeout, incident, selector, rule.unasked(), freeze);
    }
}
