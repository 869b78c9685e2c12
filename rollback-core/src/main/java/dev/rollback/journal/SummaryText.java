package dev.rollback.journal;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Position;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The summary of a run as a line of the index, in the form of the lines of a run. */
final class SummaryText {

    private static final String UNDOES = "undoes";

    private SummaryText() {}

    static byte[] encoded(RunSummary summary) {
        return JsonLines.line(EventCodec.FORMAT, out -> write(out, summary));
    }

    private static void write(JsonOut out, RunSummary summary) {
        out.text("run", summary.run().value())
                .time("started", summary.startedAt())
                .text("plan", summary.plan())
                .textIfAny("reason", summary.reason());
        RunId undoes = summary.about().undoes();
        out.text(UNDOES, undoes == null ? "" : undoes.value());
        RunSummary.End end = summary.end();
        if (end != null) {
            out.time("ended", end.at()).choice("outcome", end.outcome());
        }
        out.durationIfAny("freeze", Objects.requireNonNullElse(summary.freeze(), Duration.ZERO));
        out.beginList("changes");
        for (RunSummary.Planned planned : summary.changes()) {
            out.begin().time("at", planned.at()).choice("position", planned.position());
            RunSummary.Failure failure = planned.failure();
            if (failure != null) {
                out.choice("failed", failure.kind()).textIfAny("because", failure.reason());
            }
            ValueWriter.change(out, planned.change()).end();
        }
        out.endList();
    }

    /**
     * Reads it again.
     *
     * @throws JournalException when it says something else than what is written here
     */
    static RunSummary read(Fields fields) {
        fields.requireFormat(EventCodec.FORMAT);
        return new RunSummary(
                new RunId(fields.text("run")),
                fields.time("started"),
                about(fields),
                new RunSummary.End(fields.time("ended"), fields.choice("outcome", Outcome.class)),
                changes(fields),
                fields.has("freeze") ? fields.duration("freeze") : null);
    }

    /** Whether it says all that a summary says by now. */
    static boolean isWhole(Fields fields) {
        return fields.has(UNDOES);
    }

    private static RunSummary.About about(Fields fields) {
        String undoes = fields.textOrEmpty(UNDOES);
        return new RunSummary.About(
                fields.text("plan"), fields.textOrEmpty("reason"), undoes.isEmpty() ? null : new RunId(undoes));
    }

    private static List<RunSummary.Planned> changes(Fields fields) {
        return fields.objects("changes").stream()
                .map(planned -> new RunSummary.Planned(
                        planned.time("at"),
                        ValueReader.change(planned),
                        planned.choice("position", Position.class),
                        failure(planned)))
                .toList();
    }

    private static RunSummary.@Nullable Failure failure(Fields planned) {
        return planned.has("failed")
                ? new RunSummary.Failure(planned.choice("failed", FailureKind.class), planned.textOrEmpty("because"))
                : null;
    }
}
