package dev.rollback.journal;

import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the values of the target port. {@link ValueReader} reads them. */
final class ValueWriter {

    private ValueWriter() {}

    static JsonOut change(JsonOut out, Change change) {
        target(out.begin("target"), change.target()).end();
        version(out.begin("from"), change.from()).end();
        version(out.begin("to"), change.to()).end();
        return out.text("id", change.id());
    }

    static JsonOut target(JsonOut out, TargetId target) {
        return out.text("kind", target.kind()).text("scope", target.scope()).text("name", target.name());
    }

    static JsonOut version(JsonOut out, Version version) {
        out.text("id", version.id()).text("content", version.content());
        tenure(out.begin("tenure"), version.tenure()).end();
        return out.choice("standing", version.standing())
                .textIfAny("label", version.label())
                .mapIfAny("facts", version.facts());
    }

    private static JsonOut tenure(JsonOut out, Tenure tenure) {
        timeIfAny(out, "from", tenure.from());
        timeIfAny(out, "to", tenure.to());
        return out.textIfAny("source", tenure.source());
    }

    private static void timeIfAny(JsonOut out, String name, @Nullable Instant time) {
        if (time != null) {
            out.time(name, time);
        }
    }

    static JsonOut finding(JsonOut out, Finding finding) {
        return out.choice("level", finding.level())
                .text("code", finding.code())
                .text("text", finding.text())
                .textIfAny("remedy", finding.remedy());
    }

    static JsonOut settled(JsonOut out, Progress.Settled settled) {
        Version serving = settled.serving();
        if (serving != null) {
            version(out.begin("serving"), serving).end();
        }
        return out.textIfAny("evidence", settled.evidence()).mapIfAny("facts", settled.facts());
    }
}
