package dev.rollback.journal;

import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What several targets served at one time, captured before a deployment: {@code to(checkpoint)} brings each back to that. It keeps what a service forgets about its versions
 * (weights, digests, numbers of deployments), and no secrets. Immutable.
 *
 * @param id letters, digits and hyphens, 48 at the most; names it in a journal
 * @param at when the last target had been looked at
 * @param captured each target with what it served
 * @param warnings what may keep a target from being brought back to it, for people
 * @param notes what whoever took it wants to find again with it: the release, the ticket; no secrets
 */
public record Checkpoint(
        String id, Instant at, List<Captured> captured, List<String> warnings, SortedMap<String, String> notes) {

    /** The form that is written, and the newest that can be read. */
    public static final int FORMAT = 1;

    /** Copies the collections. */
    public Checkpoint {
        if (!id.matches("[A-Za-z0-9][A-Za-z0-9-]{0,47}")) {
            throw new IllegalArgumentException("A checkpoint is called \"" + id
                    + "\": expected 1 to 48 letters, digits and hyphens, the first of them no hyphen.");
        }
        captured = List.copyOf(captured);
        warnings = List.copyOf(warnings);
        notes = Collections.unmodifiableSortedMap(new TreeMap<>(notes));
    }

    /**
     * A target, and what it served.
     *
     * @param target the target
     * @param version what it served
     */
    public record Captured(TargetId target, Version version) {}

    /** What a target served; empty if it was not captured. */
    public Optional<Version> of(TargetId target) {
        return captured.stream()
                .filter(one -> one.target().equals(target))
                .map(Captured::version)
                .findFirst();
    }

    /** The checkpoint as one line of JSON, whose form is stable. The same checkpoint gives the same text. */
    public String toJson() {
        return CheckpointText.write(this);
    }

    /**
     * Reads what {@link #toJson()} wrote, with any blanks between. Fields that are not known are passed over.
     *
     * @throws JournalException of kind {@code CORRUPT} when it is not that, {@code NEWER} when a newer version of the library wrote it
     */
    public static Checkpoint parse(String json) {
        return CheckpointText.read("the checkpoint", json);
    }
}
