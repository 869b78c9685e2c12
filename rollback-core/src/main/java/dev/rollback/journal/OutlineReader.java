package dev.rollback.journal;

import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.Proof;
import dev.rollback.run.Rollout;
import dev.rollback.run.RunId;
import dev.rollback.run.StepKind;
import dev.rollback.run.StepOutline;
import dev.rollback.run.Verification;
import org.jspecify.annotations.Nullable;

/** Reads the outline of a plan from the fields that {@link OutlineWriter} wrote. */
final class OutlineReader {

    private OutlineReader() {}

    static Outline read(Fields fields) {
        return new Outline(
                fields.text("plan"),
                fields.textOrEmpty("reason"),
                new Outline.Policy(
                        fields.choice("onFailure", FailurePolicy.class),
                        fields.duration("deadline"),
                        severity(fields),
                        fields.has("response") ? fields.duration("response") : null,
                        fields.has("freeze") ? fields.duration("freeze") : null),
                fields.objects("steps").stream().map(OutlineReader::step).toList(),
                fields.map("notes"),
                fields.has("takesBack") ? new RunId(fields.text("takesBack")) : null,
                IncidentText.read(fields));
    }

    /** Journals of earlier versions do not tell it. */
    private static Severity severity(Fields fields) {
        return fields.has("severity") ? fields.choice("severity", Severity.class) : Severity.SIGNIFICANT;
    }

    private static StepOutline step(Fields fields) {
        return new StepOutline(
                fields.textOrEmpty("name"),
                fields.choice("kind", StepKind.class),
                new StepOutline.Edges(fields.numbers("after"), fields.numbers("afterSettled")),
                fields.textOrEmpty("branch"),
                timing(fields),
                fields.objects("proofs").stream().map(OutlineReader::proof).toList(),
                new StepOutline.Course(rollout(fields), fields.has("approvers") ? fields.number("approvers") : 0));
    }

    private static StepOutline.Timing timing(Fields fields) {
        return new StepOutline.Timing(
                fields.durationOrZero("timeout"), fields.durationOrZero("pause"), fields.durationOrZero("grid"));
    }

    private static Proof proof(Fields fields) {
        Verification wanted = new Verification(
                fields.number("times"),
                fields.durationOrZero("forAtLeast"),
                fields.duration("every"),
                fields.duration("within"));
        Proof.Moment moment = fields.choice("moment", Proof.Moment.class);
        return new Proof(fields.textOrEmpty("name"), moment, fields.textOrEmpty("gate"), wanted);
    }

    private static @Nullable Rollout rollout(Fields fields) {
        if (!fields.has("rollout")) {
            return null;
        }
        Fields rollout = fields.object("rollout");
        return new Rollout(rollout.numbers("weights"), rollout.durationOrZero("pause"));
    }
}
