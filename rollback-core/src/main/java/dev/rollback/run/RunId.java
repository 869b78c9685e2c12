package dev.rollback.run;

import java.util.regex.Pattern;

/**
 * Names one run. Immutable.
 *
 * @param value 1 to 48 letters, digits and dashes; fit for file names and idempotency tokens
 */
public record RunId(String value) implements Comparable<RunId> {

    private static final String BACK = "-back";
    private static final String UNDO = "-undo";
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,48}");

    /** Checks the form. */
    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a run id: expected 1 to 48 letters, digits and dashes.");
        }
    }

    /** The run that puts back what this one did, when another target of it failed. */
    public RunId back() {
        return new RunId(value + BACK);
    }

    /**
     * The run that takes this one back because somebody asked for it. Whoever asks at the same time means the same name, so that a journal lets one of them begin.
     *
     * @param nth 1 for the first one; more where that one left something
     */
    public RunId undo(int nth) {
        return new RunId(value + UNDO + (nth == 1 ? "" : "-" + nth));
    }

    /** Whether this is the run that puts back what that one did. */
    public boolean isBackOf(RunId other) {
        return value.equals(other.value + BACK);
    }

    @Override
    public int compareTo(RunId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
