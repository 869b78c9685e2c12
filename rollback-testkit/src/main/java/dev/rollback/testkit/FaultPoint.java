package dev.rollback.testkit;

/**
 * One fault at one call.
 *
 * @param operation as permissions name it
 * @param call which call of that operation since the plan was built, from 1
 * @param kind what goes wrong
 */
public record FaultPoint(String operation, int call, FaultKind kind) implements Disturbance {

    @Override
    public String toString() {
        return operation + ", call " + call + ", " + kind;
    }

    @Override
    public String inJava() {
        return "withFault(\"" + operation + "\", " + call + ", FaultKind." + kind + ")";
    }
}
