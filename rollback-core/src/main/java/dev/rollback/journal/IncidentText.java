package dev.rollback.journal;

import dev.rollback.run.Incident;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The incident of a run as the journal keeps it: one object with the outline, left out where nothing is known. */
final class IncidentText {

    private static final String FIELD = "incident";

    private IncidentText() {}

    static void write(JsonOut out, Incident incident) {
        if (incident.equals(Incident.unknown())) {
            return;
        }
        Incident.Objectives objectives = incident.objectives();
        Incident.Links links = incident.links();
        out.begin(FIELD)
                .textIfAny("id", incident.id())
                .textIfAny("criticality", incident.service().criticality())
                .textIfAny("owner", incident.service().owner())
                .textIfAny("startedAt", text(objectives.startedAt()))
                .durationIfAny("rto", orZero(objectives.rto()))
                .durationIfAny("rpo", orZero(objectives.rpo()))
                .durationIfAny("expected", orZero(objectives.expected()))
                .textsIfAny("contacts", incident.contacts())
                .textIfAny("runbook", links.runbook())
                .textsIfAny("dashboards", links.dashboards())
                .textsIfAny("logs", links.logs())
                .mapIfAny("labels", incident.labels())
                .end();
    }

    private static String text(@Nullable Instant instant) {
        return instant == null ? "" : instant.toString();
    }

    private static Duration orZero(@Nullable Duration duration) {
        return duration == null ? Duration.ZERO : duration;
    }

    /** Journals of earlier versions do not tell it. */
    static Incident read(Fields outline) {
        if (!outline.has(FIELD)) {
            return Incident.unknown();
        }
        Fields fields = outline.object(FIELD);
        return new Incident(
                fields.textOrEmpty("id"),
                new Incident.Service(fields.textOrEmpty("criticality"), fields.textOrEmpty("owner")),
                new Incident.Objectives(
                        fields.has("startedAt") ? fields.time("startedAt") : null,
                        duration(fields, "rto"),
                        duration(fields, "rpo"),
                        duration(fields, "expected")),
                fields.texts("contacts"),
                new Incident.Links(fields.textOrEmpty("runbook"), fields.texts("dashboards"), fields.texts("logs")),
                fields.map("labels"));
    }

    private static @Nullable Duration duration(Fields fields, String name) {
        return fields.has(name) ? fields.duration(name) : null;
    }
}
