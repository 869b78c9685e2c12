package dev.rollback;

import dev.rollback.target.PastChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What changed lately, where, by whom, against the start of the incident: one table by time. Immutable; made by {@link RollbackEngine#changes}.
 *
 * @param at when this was found out
 * @param window the time that was asked for
 * @param entries the changes, newest first, {@value #MOST} at the most
 * @param more how many older ones within the window are left out
 * @param notes what could not be found out and why, and what shall not be deployed now
 */
public record Changes(Instant at, Window window, List<Entry> entries, int more, List<String> notes) {

    /** More rows than this help nobody. */
    public static final int MOST = 200;

    static final Comparator<Entry> NEWEST_FIRST = Comparator.comparing(
                    (Entry entry) -> entry.change().at())
            .reversed()
            .thenComparing(Entry::target);

    /** Copies the lists. */
    public Changes {
        entries = List.copyOf(entries);
        notes = List.copyOf(notes);
    }

    /**
     * The time that is asked for. Immutable.
     *
     * @param length how far back it goes, from the start of the incident if that is known, else from now
     * @param incident when the incident began; null if nobody said
     */
    public record Window(Duration length, @Nullable Instant incident) {

        /** Refuses a window that holds nothing. */
        public Window {
            if (length.isZero() || length.isNegative()) {
                throw new IllegalArgumentException(
                        "What changed within " + Texts.duration(length)
                                + " was asked for: expected a time longer than zero, such as Changes.last(Duration.ofHours(6)).");
            }
        }

        /** The same before an incident, and since: it goes so far back from its start. */
        public Window beforeIncident(Instant startedAt) {
            return new Window(length, startedAt);
        }

        /** When the incident began, if somebody said. */
        public Optional<Instant> incidentStartedAt() {
            return Optional.ofNullable(incident);
        }

        /** Where the window begins. An incident that is yet to come moves nothing. */
        Instant since(Instant now) {
            return incidentStartedAt().filter(now::isAfter).orElse(now).minus(length);
        }
    }

    /**
     * One row.
     *
     * @param target the name of the target
     * @param change what is known of it
     * @param remark what else is known, such as why it failed; may be empty
     */
    public record Entry(String target, PastChange change, String remark) {}

    /** The last hours, up to now: {@code engine.changes(targets, last(ofHours(6)))}. */
    public static Window last(Duration length) {
        return new Window(length, null);
    }

    /** Where the window begins. */
    public Instant since() {
        return window.since(at);
    }

    /** The last change before the incident began: the first to suspect. Empty where nobody said when that was, or nothing changed before. */
    public Optional<Entry> lastBeforeIncident() {
        return window.incidentStartedAt()
                .flatMap(began -> entries.stream()
                        .filter(entry -> !entry.change().at().isAfter(began))
                        .findFirst());
    }

    /** For people, wrapped at words to that many columns. */
    public String toText(int columns) {
        return new ChangesText(this, columns).render();
    }

    /** For programs: one object, described in {@code docs/reports.md}. */
    public String toJson() {
        return new ChangesJson(this).write();
    }
}
