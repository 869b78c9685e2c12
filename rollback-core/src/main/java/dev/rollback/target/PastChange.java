package dev.rollback.target;

import java.time.Instant;

/**
 * Something that changed a target, as far as its service or a trail tells. Immutable.
 *
 * @param at when
 * @param from what it was in before, for people; empty if that is not known
 * @param to what it was brought to, for people
 * @param by who did it, as the source names them; empty if it names nobody
 * @param source where this is known from, for people: {@code CloudTrail}, {@code service deployment history}
 */
public record PastChange(Instant at, String from, String to, String by, String source) {

    /** Refuses a change to nothing. */
    public PastChange {
        if (to.isBlank()) {
            throw new IllegalArgumentException("A past change of " + at + " names nothing that it led to, got \"" + to
                    + "\": give the title of the version, or say what was done.");
        }
    }
}
