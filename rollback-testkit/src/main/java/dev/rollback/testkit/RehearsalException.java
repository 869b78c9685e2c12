package dev.rollback.testkit;

import dev.rollback.RollbackException;

/** A rehearsal that did not come to a report: the engine or the test broke. Starts with the seed and ends with the trace. */
public final class RehearsalException extends RollbackException {
    private static final long serialVersionUID = 1L;

    private RehearsalException(String message, Throwable cause) {
        super(message, cause);
    }

    static RehearsalException broken(Conditions conditions, Trace trace, Throwable cause) {
        return new RehearsalException(
                conditions.title() + " did not come to a report: " + cause
                        + "\nExpected the run to end. Repeat it with: " + conditions.inJava() + "\nTrace:\n" + trace,
                cause);
    }
}
