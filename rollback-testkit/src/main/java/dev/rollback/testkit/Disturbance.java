package dev.rollback.testkit;

/** What disturbs a rehearsal at one place: a fault of a call, the death of the process, or somebody else who acts. */
public sealed interface Disturbance permits FaultPoint, CrashPoint, Interference {

    /** How to set it on a {@link Rehearsal}, in Java, without the dot. */
    String inJava();
}
