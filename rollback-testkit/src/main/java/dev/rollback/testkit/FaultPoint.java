package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

/**
 * One fault at one call.
 *
 * @param operation as permissions name it
 * @param call which call of that operation since the plan was built, from 1
 * @param kind what goes wrong
 */
public record FaultPoint(String operation, int call, FaultKind kind) implements Disturbance {

    /** Checks operation and number. */
    public FaultPoint {
        Faults.requireOperation(operation);
        requireNonNull(kind, "kind");
        if (call < 1) {
            throw new IllegalArgumentException("A fault of " + operation + " was put on call " + call
                    + ". Expected a number from 1 on. Count the first call as 1.");
        }
    }

    @Override
    public String toString() {
        return operation + ", call " + call + ", " + kind;
    }

    @Override
    public String inJava() {
        return "withFault(\"" + operation + "\", " + call + ", FaultKind." + kind + ")";
    }
}
