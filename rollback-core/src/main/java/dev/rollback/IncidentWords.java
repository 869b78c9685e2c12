package dev.rollback;

import dev.rollback.run.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Puts what is known of an incident in words. */
final class IncidentWords {

    private static final int COLUMN = 9;

    private final Incident incident;

    IncidentWords(Incident incident) {
        this.incident = incident;
    }

    /** What its severity means, and what follows; nothing for a plan that says none. */
    static void decision(Page page, DecisionMatrix.Rule rule) {
        if (rule.isSaid()) {
            String word = rule.word().equals(rule.severity().name()) ? "" : rule.word() + ", which is ";
            page.field(
                    0,
                    "severity",
                    COLUMN,
                    word + rule.severity() + ", " + rule.severity().meaning());
            page.field(0, "decided", COLUMN, decided(rule));
        }
    }

    private static String decided(DecisionMatrix.Rule rule) {
        String who = switch (rule.approvers()) {
            case 0 -> "by whoever starts the run, nobody else has to approve";
            case 1 -> "one person approves before the first change";
            default -> rule.approvers() + " people approve before the first change";
        };
        Duration response = rule.response();
        String soon = response == null
                ? ""
                : response.isZero()
                        ? "; to begin at once"
                        : "; to begin within " + Texts.duration(response) + " of the incident";
        return who + soon + (rule.pace() == DecisionMatrix.Pace.AT_ONCE ? "; all at once, nothing gradually" : "");
    }

    /** Which incident, since when. */
    void incident(Page page, Instant now, String after) {
        String since = incident.startedAt()
                .map(at ->
                        "since " + Texts.instant(at) + ", " + Texts.duration(Duration.between(at, now)) + " " + after)
                .orElse("");
        String both =
                Stream.of(incident.id(), since).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
        field(page, "incident", both);
    }

    /** Whose, how soon, whom to call and where to look. */
    void facts(Page page) {
        field(page, "service", service());
        field(page, "goals", goals());
        field(page, "contacts", String.join(", then ", incident.contacts()));
        field(page, "runbook", incident.links().runbook());
        fields(page, "dashboard", incident.links().dashboards());
        fields(page, "logs", incident.links().logs());
        fields(
                page,
                "label",
                incident.labels().entrySet().stream()
                        .map(label -> label.getKey() + ": " + label.getValue())
                        .toList());
    }

    /** How the recovery time objective fared; nothing where there is none. */
    void recovery(Page page, Instant startedAt, @Nullable Instant served, Instant until) {
        incident.recoveryDue(startedAt).ifPresent(due -> field(page, "recovery", recovered(due, served, until)));
    }

    private static String recovered(Instant due, @Nullable Instant served, Instant until) {
        if (served != null) {
            String late = served.isAfter(due)
                    ? "RTO MISSED by " + Texts.duration(Duration.between(due, served))
                    : "RTO kept, " + Texts.duration(Duration.between(served, due)) + " to spare";
            return late + ": users got the wanted versions at " + Texts.clock(served) + ", due " + Texts.clock(due);
        }
        return until.isAfter(due)
                ? "RTO MISSED: users were to get the wanted versions by " + Texts.clock(due) + ", and do not"
                : "users do not get the wanted versions yet, due " + Texts.clock(due);
    }

    private String service() {
        String criticality = incident.service().criticality();
        String owner = incident.service().owner();
        return Stream.of(
                        criticality.isEmpty() ? "" : "criticality " + criticality,
                        owner.isEmpty() ? "" : "owned by " + owner)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String goals() {
        List<String> goals = new ArrayList<>();
        incident.rto().ifPresent(rto -> goals.add("RTO " + Texts.duration(rto)));
        incident.rpo().ifPresent(rpo -> goals.add("RPO " + Texts.duration(rpo)));
        incident.expected().ifPresent(expected -> goals.add("expected in " + Texts.duration(expected)));
        return String.join(", ", goals);
    }

    private static void fields(Page page, String label, List<String> texts) {
        String front = label;
        for (String text : texts) {
            page.field(0, front, COLUMN, text);
            front = "";
        }
    }

    private static void field(Page page, String label, String text) {
        if (!text.isEmpty()) {
            page.field(0, label, COLUMN, text);
        }
    }
}
