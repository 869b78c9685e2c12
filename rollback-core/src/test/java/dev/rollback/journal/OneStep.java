package dev.rollback.journal;

import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.target.TargetId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Runs of one step, as journals see them begin. */
final class OneStep {

    static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    static final TargetId API = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/api");

    private OneStep() {}

    static RunEvent begin(RunId run) {
        StepOutline api = new StepOutline(
                "api",
                StepKind.ROLL_BACK,
                StepOutline.Edges.none(),
                API.scope(),
                StepOutline.Timing.timeout(Duration.ofMinutes(15)),
                List.of(),
                StepOutline.Course.atOnce());
        Outline outline = new Outline("checkout", "5xx at 7 %", FailurePolicy.HALT, Duration.ofHours(2), List.of(api));
        return new RunEvent.RunStarted(T, run, outline);
    }
}
