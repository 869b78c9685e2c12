package dev.rollback;

/** The parent of what the front door throws. */
public class RollbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** An exception with a message that says what, where, expected against actual and what to do. */
    protected RollbackException(String message) {
        super(message);
    }

    /** An exception with a message and what caused it. */
    protected RollbackException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What {@link RollbackReport#orThrow()} throws. */
    static RollbackException unsuccessful(RollbackReport report) {
        return new RollbackException("Run " + report.run() + " of " + report.plan() + " ended " + report.outcome()
                + ", " + report.verdict() + ". " + report.nextAction());
    }

    /** The engine was closed while somebody waited for a run. */
    static RollbackException closed(String what) {
        return new RollbackException(
                what + " is not followed any more: the engine was closed. Run the plan again: it goes on from what"
                        + " the targets show.");
    }

    /** The waiting thread was interrupted. */
    static RollbackException interrupted(String what, InterruptedException cause) {
        return new RollbackException("Waiting for " + what + " was interrupted; it goes on in the engine.", cause);
    }

    /** The run cannot be followed any more because of this. */
    static RollbackException broken(String what, Throwable cause) {
        return new RollbackException(what + " cannot be followed any more: " + cause.getMessage(), cause);
    }
}
