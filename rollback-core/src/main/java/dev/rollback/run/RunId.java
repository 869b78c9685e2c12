package dev.rollback.run;

import java.util.regex.Pattern;

/**
 * Names one run. Immutable.
 *
 * @param value 1 to 48 letters, digits and dashes; fit for file names and idempotency tokens
 */
public record RunId(String value) implements Comparable<RunId> {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9-]{1,48}");

    /** Checks the form. */
    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + value + "\" is not a run id: expected 1 to 48 letters, digits and dashes.");
        }
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
