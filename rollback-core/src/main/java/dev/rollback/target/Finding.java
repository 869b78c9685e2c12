package dev.rollback.target;

import java.util.Objects;

/**
 * What speaks against a change, or is worth knowing before it. Immutable.
 *
 * @param level how much it weighs
 * @param code stable name in capitals, for example {@code UNPROVEN}: what an override names
 * @param text what was found, where, expected against actual
 * @param remedy what to do about it; empty if there is nothing to do
 */
public record Finding(Level level, String code, String text, String remedy) {

    /** How much a finding weighs, the heaviest first. */
    public enum Level {
        /** AWS itself would refuse, or the change makes no sense: cannot be overridden. */
        HARD,
        /** A person may override it, with a reason that is journaled. */
        SOFT,
        /** Worth a look; blocks nothing. */
        WARNING,
        /** For the record. */
        NOTE
    }

    /** Checks that no part is missing. */
    public Finding {
        Objects.requireNonNull(level, "level");
        Objects.requireNonNull(remedy, "remedy");
        if (code.isBlank() || text.isBlank()) {
            throw new IllegalArgumentException(
                    "A finding needs a code and a text, got \"" + code + "\" and \"" + text + "\".");
        }
    }

    /** A blocker that nobody can override. */
    public static Finding hard(String code, String text, String remedy) {
        return new Finding(Level.HARD, code, text, remedy);
    }

    /** A blocker that a person may override with a reason. */
    public static Finding soft(String code, String text, String remedy) {
        return new Finding(Level.SOFT, code, text, remedy);
    }

    /** Something worth a look. */
    public static Finding warning(String code, String text, String remedy) {
        return new Finding(Level.WARNING, code, text, remedy);
    }

    /** Something for the record. */
    public static Finding note(String code, String text) {
        return new Finding(Level.NOTE, code, text, "");
    }

    /** Whether it keeps the change from being made. */
    public boolean blocks() {
        return level == Level.HARD || level == Level.SOFT;
    }

    @Override
    public String toString() {
        return level + " " + code + ": " + text + (remedy.isEmpty() ? "" : " " + remedy);
    }
}
