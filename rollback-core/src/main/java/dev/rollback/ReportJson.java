package dev.rollback;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollback.target.Finding;
import dev.rollback.target.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a report as one JSON object. */
final class ReportJson {

    private static final int FORMAT = 1;
    private static final JsonFactory JSON = new JsonFactory();

    private final RollbackReport report;

    ReportJson(RollbackReport report) {
        this.report = report;
    }

    String write() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(out).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            head(json);
            json.writeArrayFieldStart("refusals");
            for (RollbackReport.Refusal refusal : report.refusals()) {
                refusal(json, refusal);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("steps");
            for (StepReport step : report.steps()) {
                step(json, step);
            }
            json.writeEndArray();
            tail(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing JSON to memory failed", e);
        }
        return out.toString();
    }

    private void head(JsonGenerator json) throws IOException {
        json.writeNumberField("format", FORMAT);
        json.writeStringField("run", report.run().value());
        json.writeStringField("plan", report.plan());
        json.writeStringField("reason", report.reason());
        if (report.takesBack().isPresent()) {
            json.writeStringField("takesBack", report.takesBack().get().value());
        }
        if (report.isDrill()) {
            json.writeBooleanField("drill", true);
        }
        json.writeStringField("journal", report.journal());
        json.writeStringField("outcome", report.isEnded() ? report.outcome().name() : "UNDER_WAY");
        json.writeStringField("verdict", report.verdict().name());
        json.writeBooleanField("success", report.isSuccess());
        json.writeStringField("startedAt", report.startedAt().toString());
        json.writeStringField("endedAt", report.endedAt().toString());
        json.writeNumberField("tookMillis", report.took().toMillis());
        new IncidentJson(report).write(json);
        json.writeObjectFieldStart("overrides");
        for (Map.Entry<String, String> override : report.overrides().entrySet()) {
            json.writeStringField(override.getKey(), override.getValue());
        }
        json.writeEndObject();
    }

    private static void refusal(JsonGenerator json, RollbackReport.Refusal refusal) throws IOException {
        Finding finding = refusal.finding();
        json.writeStartObject();
        json.writeStringField("step", refusal.step());
        json.writeStringField("level", finding.level().name());
        json.writeStringField("code", finding.code());
        json.writeStringField("text", finding.text());
        json.writeStringField("remedy", finding.remedy());
        json.writeEndObject();
    }

    private static void step(JsonGenerator json, StepReport step) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", step.name());
        json.writeStringField("kind", step.kind().name());
        json.writeStringField("phase", step.phase().name());
        if (step.change().isPresent()) {
            json.writeStringField("target", step.change().get().target().toString());
            version(json, "from", step.change().get().from());
            version(json, "to", step.change().get().to());
        }
        version(json, "serving", step.move().serving());
        if (step.position().isPresent()) {
            json.writeStringField("position", step.position().get().name());
        }
        instant(json, "startedAt", step.times().started());
        instant(json, "servedAt", step.times().served());
        instant(json, "overAt", step.times().over());
        json.writeNumberField("attempts", step.attempts());
        json.writeStringField("evidence", step.seen().evidence());
        json.writeArrayFieldStart("verifications");
        for (StepReport.Verified verified : step.seen().verifications()) {
            verified(json, verified);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void verified(JsonGenerator json, StepReport.Verified verified) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", verified.name());
        json.writeStringField("verdict", verified.verdict().name());
        json.writeStringField("evidence", verified.evidence());
        json.writeEndObject();
    }

    private static void version(JsonGenerator json, String field, @Nullable Version version) throws IOException {
        if (version == null) {
            return;
        }
        json.writeObjectFieldStart(field);
        json.writeStringField("id", version.id());
        json.writeStringField("content", version.content());
        json.writeStringField("label", version.label());
        json.writeStringField("standing", version.standing().name());
        json.writeObjectFieldStart("facts");
        for (Map.Entry<String, String> fact : version.facts().entrySet()) {
            json.writeStringField(fact.getKey(), fact.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void instant(JsonGenerator json, String field, @Nullable Instant instant) throws IOException {
        if (instant != null) {
            json.writeStringField(field, instant.toString());
        }
    }

    private void tail(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("leftBehind");
        for (String line : report.leftBehind()) {
            json.writeString(line);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("timeline");
        for (RollbackReport.Entry entry : report.timeline()) {
            json.writeStartObject();
            json.writeStringField("at", entry.at().toString());
            json.writeStringField("step", entry.step());
            json.writeStringField("text", entry.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeStringField("nextAction", report.nextAction());
    }
}
