package dev.rollback.journal;

import dev.rollback.lease.Severity;
import dev.rollback.run.Outline;
import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.RunId;
import dev.rollback.run.StepOutline;
import dev.rollback.run.Verification;
import java.time.Duration;
import java.util.List;

/** Writes the outline of a plan. {@link OutlineReader} reads it. */
final class OutlineWriter {

    private OutlineWriter() {}

    static JsonOut write(JsonOut out, Outline outline) {
        out.text("plan", outline.plan())
                .textIfAny("reason", outline.reason())
                .choice("onFailure", outline.onFailure())
                .duration("deadline", outline.deadline())
                .textIfAny("severity", severity(outline))
                .textIfAny(
                        "response", outline.response().map(Duration::toString).orElse(""))
                .durationIfAny("freeze", outline.freeze().orElse(Duration.ZERO))
                .mapIfAny("notes", outline.notes())
                .textIfAny("takesBack", outline.undoes().map(RunId::value).orElse(""));
        IncidentText.write(out, outline.incident());
        out.beginList("steps");
        outline.steps().forEach(step -> step(out.begin(), step).end());
        return out.endList();
    }

    /** What a reader takes where nothing is written is not written. */
    private static String severity(Outline outline) {
        return outline.severity() == Severity.SIGNIFICANT
                ? ""
                : outline.severity().name();
    }

    private static JsonOut step(JsonOut out, StepOutline step) {
        StepOutline.Timing timing = step.timing();
        out.textIfAny("name", step.name())
                .choice("kind", step.kind())
                .numbersIfAny("after", step.edges().after())
                .numbersIfAny("afterSettled", step.edges().afterSettled())
                .textIfAny("branch", step.branch())
                .durationIfAny("timeout", timing.timeout())
                .durationIfAny("pause", timing.pause())
                .durationIfAny("grid", timing.grid());
        if (step.course().approvers() > 0) {
            out.number("approvers", step.course().approvers());
        }
        proofs(out, step.proofs());
        step.gradually().ifPresent(rollout -> rollout(out, rollout));
        return out;
    }

    private static void proofs(JsonOut out, List<Proof> proofs) {
        if (!proofs.isEmpty()) {
            out.beginList("proofs");
            proofs.forEach(proof -> proof(out.begin(), proof).end());
            out.endList();
        }
    }

    private static JsonOut proof(JsonOut out, Proof proof) {
        Verification wanted = proof.verification();
        return out.textIfAny("name", proof.name())
                .choice("moment", proof.moment())
                .textIfAny("gate", proof.gate())
                .number("times", wanted.times())
                .durationIfAny("forAtLeast", wanted.forAtLeast())
                .duration("every", wanted.every())
                .duration("within", wanted.within());
    }

    private static void rollout(JsonOut out, Rollout rollout) {
        out.begin("rollout")
                .numbersIfAny("weights", rollout.weights())
                .durationIfAny("pause", rollout.pause())
                .end();
    }
}
