package dev.rollback;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.rollback.run.Incident;
import dev.rollback.run.PersonEvent;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes what a report says of the incident, and of the glass if it was broken. What nobody said is left out. */
final class IncidentJson {

    private final RollbackReport report;

    IncidentJson(RollbackReport report) {
        this.report = report;
    }

    void write(JsonGenerator json) throws IOException {
        if (report.glassBroken().isPresent()) {
            PersonEvent.GlassBroken broken = report.glassBroken().get();
            json.writeObjectFieldStart("glassBroken");
            json.writeStringField("at", broken.at().toString());
            json.writeStringField("who", broken.who());
            json.writeStringField("why", broken.why());
            json.writeEndObject();
        }
        if (!report.incident().equals(Incident.unknown())) {
            json.writeObjectFieldStart("incident");
            incident(json, report.incident());
            json.writeEndObject();
        }
    }

    private void incident(JsonGenerator json, Incident incident) throws IOException {
        text(json, "id", incident.id());
        text(json, "startedAt", incident.startedAt().map(Instant::toString).orElse(""));
        text(json, "criticality", incident.service().criticality());
        text(json, "owner", incident.service().owner());
        text(json, "rto", incident.rto().map(Duration::toString).orElse(""));
        text(json, "rpo", incident.rpo().map(Duration::toString).orElse(""));
        text(json, "expected", incident.expected().map(Duration::toString).orElse(""));
        if (incident.rto().isPresent()) {
            text(json, "servedAt", report.servedAt().map(Instant::toString).orElse(""));
            json.writeBooleanField("rtoMissed", report.isRecoveryLate());
        }
        texts(json, "contacts", incident.contacts());
        text(json, "runbook", incident.links().runbook());
        texts(json, "dashboards", incident.links().dashboards());
        texts(json, "logs", incident.links().logs());
        json.writeObjectFieldStart("labels");
        for (Map.Entry<String, String> label : incident.labels().entrySet()) {
            json.writeStringField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
    }

    private static void text(JsonGenerator json, String field, String text) throws IOException {
        if (!text.isEmpty()) {
            json.writeStringField(field, text);
        }
    }

    private static void texts(JsonGenerator json, String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
