package dev.rollback.testkit;

/**
 * A place at which the process that drives the run dies. Nothing that it had in hand goes on; two minutes later another one, with a plan built anew, carries on what the journal
 * holds of it, or begins where it holds nothing.
 *
 * @param at what it dies at
 * @param number which one: calls are counted from 1 since the plan was built, those of the preview included; appends to the journal from 1
 * @param after whether that has had its effect: the call's answer is never seen then, the append's events are durable
 */
public record CrashPoint(At at, int number, boolean after) implements Disturbance {

    /** What a process can die at. */
    public enum At {
        /** A call to AWS. */
        CALL,
        /** An append to the journal. */
        APPEND
    }

    /** Checks the number. */
    public CrashPoint {
        if (number < 1) {
            throw new IllegalArgumentException("A crash was put at " + at + " " + number
                    + ". Expected a number from 1 on. Count the first one as 1.");
        }
    }

    @Override
    public String toString() {
        return "the process dies " + (after ? "after " : "before ") + (at == At.CALL ? "call " : "append ") + number;
    }

    @Override
    public String inJava() {
        return "withCrash(CrashPoint.At." + at + ", " + number + ", " + after + ")";
    }
}
