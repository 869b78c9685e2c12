package dev.rollback.testkit;

/**
 * Somebody else who acts in the middle of a run.
 *
 * @param act what they do, as {@link Rehearsal#interferer} or an exploration names it
 * @param call right before which call to AWS, counted from 1 since the plan was built
 */
public record Interference(String act, int call) implements Disturbance {

    /** Checks the number. */
    public Interference {
        if (call < 1) {
            throw new IllegalArgumentException("\"" + act + "\" was put before call " + call
                    + ". Expected a number from 1 on. Count the first call as 1.");
        }
    }

    @Override
    public String toString() {
        return "before call " + call + ", " + act;
    }

    @Override
    public String inJava() {
        return "withInterference(\"" + act + "\", " + call + ")";
    }
}
