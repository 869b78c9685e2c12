package dev.rollback.testkit;

/**
 * One fault at one call.
 *
 * @param operation as permissions name it
 * @param call which call of that operation since the plan was built, from 1
 * @param kind what goes wrong
 */
public record FaultPoint(String operation, int call, FaultKind kind) {

    @Override
    public String toString() {
        return operation + ", call " + call + ", " + kind;
    }

    /** How to set it, in Java. */
    String inJava() {
        return "withFault(\"" + operation + "\", " + call + ", FaultKind." + kind + ")";
    }
}
