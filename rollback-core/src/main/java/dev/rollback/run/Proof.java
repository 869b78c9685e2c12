package dev.rollback.run;

/**
 * A verification at a moment of a step. Immutable.
 *
 * @param name what is looked at, for people
 * @param moment when it is made
 * @param gate the name of the gate, for the moment {@link Moment#GATE}; else empty
 * @param verification how often and how long it must hold
 */
public record Proof(String name, Moment moment, String gate, Verification verification) {

    /** When a verification of a step is made. */
    public enum Moment {
        /** Once the step serves; what comes after the step waits for it. */
        SERVING,
        /** Between two weights of a gradual change. */
        BETWEEN_WEIGHTS,
        /** When the target stops at the gate of that name. */
        GATE
    }

    /** A verification that is made once the step serves. */
    public static Proof serving(String name, Verification verification) {
        return new Proof(name, Moment.SERVING, "", verification);
    }

    /** A verification that is made between two weights. */
    public static Proof betweenWeights(String name, Verification verification) {
        return new Proof(name, Moment.BETWEEN_WEIGHTS, "", verification);
    }

    /** A verification that opens a gate. */
    public static Proof gate(String gate, String name, Verification verification) {
        return new Proof(name, Moment.GATE, gate, verification);
    }
}
