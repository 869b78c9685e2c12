package dev.rollback.testkit;

/**
 * An invariant that did not hold.
 *
 * @param invariant its name
 * @param what what was wrong, for people
 * @param line how many lines the trace had by then
 */
public record Violation(String invariant, String what, int line) {

    @Override
    public String toString() {
        return "\"" + invariant + "\" does not hold: " + what;
    }
}
