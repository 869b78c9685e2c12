package dev.rollback.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the incident that a rollback answers: kept with the run, and shown before, during and after it. No secrets: links are kept without the values of parameters that are
 * called like a secret, or look like one. Immutable.
 *
 * @param id what the incident is called, for example {@code INC-4711}; empty if nobody said
 * @param service the service that is harmed
 * @param objectives how soon it shall serve again, and how much may be lost
 * @param contacts whom to call, in this order
 * @param links where to look
 * @param labels whatever else whoever finds the run wants to know
 */
public record Incident(
        String id,
        Service service,
        Objectives objectives,
        List<String> contacts,
        Links links,
        SortedMap<String, String> labels) {

    private static final Incident UNKNOWN = new Incident(
            "",
            new Service("", ""),
            new Objectives(null, null, null, null),
            List.of(),
            new Links("", List.of(), List.of()),
            new TreeMap<>());

    /**
     * The service that is harmed.
     *
     * @param criticality how much depends on it, in the words of the house; empty if nobody said
     * @param owner who answers for it; empty if nobody said
     */
    public record Service(String criticality, String owner) {}

    /**
     * How soon the service shall serve again, and how much may be lost; null is "not said".
     *
     * @param startedAt when the incident began
     * @param rto the recovery time objective: how long after that users shall get the wanted versions at the latest
     * @param rpo the recovery point objective: of how long a time what users wrote last may be lost
     * @param expected how long whoever wrote the plan expects it to take until users get the wanted versions
     */
    public record Objectives(
            @Nullable Instant startedAt,
            @Nullable Duration rto,
            @Nullable Duration rpo,
            @Nullable Duration expected) {}

    /**
     * Where to look.
     *
     * @param runbook the page that says what to do by hand; empty if nobody said
     * @param dashboards what shows how users fare
     * @param logs where the logs are: links, or names of log groups
     */
    public record Links(String runbook, List<String> dashboards, List<String> logs) {
        /** Copies the lists. */
        public Links {
            dashboards = List.copyOf(dashboards);
            logs = List.copyOf(logs);
        }
    }

    /** Copies the contacts and labels. */
    public Incident {
        contacts = List.copyOf(contacts);
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** Nothing is known of it. */
    public static Incident unknown() {
        return UNKNOWN;
    }

    /**
     * What is known of it.
     *
     * @throws IllegalArgumentException with all that is wrong with it: blank texts, links that are none, times that are not above zero, things said twice
     */
    public static Incident of(Consumer<Builder> facts) {
        Builder builder = new Builder();
        facts.accept(builder);
        return builder.build();
    }

    /** When it began, if that was said. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(objectives.startedAt());
    }

    /** The recovery time objective, if that was said. */
    public Optional<Duration> rto() {
        return Optional.ofNullable(objectives.rto());
    }

    /** The recovery point objective, if that was said. */
    public Optional<Duration> rpo() {
        return Optional.ofNullable(objectives.rpo());
    }

    /** How long whoever wrote the plan expects it to take, if that was said. */
    public Optional<Duration> expected() {
        return Optional.ofNullable(objectives.expected());
    }

    /** Until when users shall get the wanted versions: the objective after the incident began, or after the run did if nobody said when that was. */
    public Optional<Instant> recoveryDue(Instant runStartedAt) {
        return rto().map(startedAt().orElse(runStartedAt)::plus);
    }

    /** The same incident, begun at that time; null if nobody knows. */
    public Incident startedAt(@Nullable Instant instant) {
        Objectives same = new Objectives(instant, objectives.rto(), objectives.rpo(), objectives.expected());
        return new Incident(id, service, same, contacts, links, labels);
    }

    /** Collects an incident. What is wrong is said all at once, by whatever takes what was collected. Not thread-safe. */
    public static final class Builder {

        private static final Duration LONGEST = Duration.ofDays(365);

        private final List<String> faults = new ArrayList<>();
        private final SortedMap<String, String> words = new TreeMap<>();
        private final SortedMap<String, Duration> times = new TreeMap<>();
        private final SortedMap<String, String> labels = new TreeMap<>();
        private final List<String> contacts = new ArrayList<>();
        private final List<String> dashboards = new ArrayList<>();
        private final List<String> logs = new ArrayList<>();

        private Builder() {}

        /** What it is called where incidents are kept, for example {@code INC-4711}. */
        public Builder id(String text) {
            return word("id", text);
        }

        /** How much depends on the service, in the words of the house. */
        public Builder criticality(String text) {
            return word("criticality", text);
        }

        /** Who answers for the service. */
        public Builder owner(String text) {
            return word("owner", text);
        }

        /** Whom to call: the first, then whom to escalate to, in this order. */
        public Builder contacts(String... inOrder) {
            for (String contact : inOrder) {
                add(contacts, "contacts", contact);
            }
            return this;
        }

        /**
         * The recovery time objective: until users get the wanted versions, from when the incident began, or from the start of the run where the plan does not say when that was. Missing
         * it is an event of the run, and changes nothing else.
         */
        public Builder rto(Duration limit) {
            return time("rto", limit);
        }

        /** The recovery point objective: a change that loses what users wrote in a longer time than that is a soft blocker of the preview, {@code RPO_MISSED}. */
        public Builder rpo(Duration limit) {
            return time("rpo", limit);
        }

        /** How long it is expected to take until users get the wanted versions; the preview warns when it expects longer. */
        public Builder expected(Duration duration) {
            return time("expected", duration);
        }

        /** The page that says what to do by hand. */
        public Builder runbook(String url) {
            WebLink.fault(url).ifPresent(faults::add);
            return word("runbook", WebLink.masked(url));
        }

        /** What shows how users fare. */
        public Builder dashboard(String url) {
            WebLink.fault(url).ifPresent(faults::add);
            return add(dashboards, "dashboard", WebLink.masked(url));
        }

        /** Where the logs are: a link, or the name of a log group. */
        public Builder logs(String place) {
            if (place.contains("://")) {
                WebLink.fault(place).ifPresent(faults::add);
            }
            return add(logs, "logs", WebLink.masked(place));
        }

        /** Whatever else whoever finds the run wants to know. */
        public Builder label(String key, String text) {
            if (key.isBlank()) {
                faults.add("a label has no key: give it one, it is found by that");
            }
            if (labels.put(key, text) != null) {
                faults.add("label(\"" + key + "\") is said twice: say it once");
            }
            return this;
        }

        private Builder word(String what, String text) {
            requireText(what, text);
            if (words.put(what, text) != null) {
                faults.add(what + " is said twice: say it once");
            }
            return this;
        }

        private Builder time(String what, Duration span) {
            if (span.isZero() || span.isNegative() || span.compareTo(LONGEST) > 0) {
                faults.add(
                        what + " " + span + ": expected a time above zero, " + LONGEST.toDays() + " days at the most");
            }
            if (times.put(what, span) != null) {
                faults.add(what + " is said twice: say it once");
            }
            return this;
        }

        private Builder add(List<String> list, String what, String text) {
            requireText(what, text);
            if (list.contains(text)) {
                faults.add(what + " names \"" + text + "\" twice: name it once");
            }
            list.add(text);
            return this;
        }

        private void requireText(String what, String text) {
            if (text.isBlank()) {
                faults.add(what + " is blank: say it, or leave it out");
            }
        }

        private Incident build() {
            if (!faults.isEmpty()) {
                throw new IllegalArgumentException(
                        "the incident cannot be described like this: " + String.join("; ", faults));
            }
            return new Incident(
                    words.getOrDefault("id", ""),
                    new Service(words.getOrDefault("criticality", ""), words.getOrDefault("owner", "")),
                    new Objectives(null, times.get("rto"), times.get("rpo"), times.get("expected")),
                    contacts,
                    new Links(words.getOrDefault("runbook", ""), dashboards, logs),
                    labels);
        }
    }
}
