package dev.rollback.testkit;

/** A way in which one call to AWS can go wrong. */
public enum FaultKind {
    /** The service is asked too much and does nothing: in the shape that this service has. */
    THROTTLE(false, false),
    /** The service fails before it does anything: status 5xx. */
    SERVER_ERROR(false, false),
    /** The service does what it was asked and the answer gets lost: a time-out, or status 5xx. */
    LOST_RESPONSE(true, false),
    /** Nothing happens, and the SDK gives up after its time. */
    TIMEOUT(false, false),
    /** The connection breaks before the service hears of the call. */
    CONNECTION_RESET(false, false),
    /** IAM refuses. */
    ACCESS_DENIED(false, false),
    /** The caller's credentials have expired. */
    EXPIRED_CREDENTIALS(false, false),
    /** Somebody else changes the same thing at that moment, where the service says so. */
    CONFLICT(true, false),
    /** The service answers as it did before, some more times: eventual consistency. */
    STALE_READ(false, true),
    /** The answer takes long. */
    SLOW(false, false);

    private final boolean onlyWrites;
    private final boolean onlyReads;

    FaultKind(boolean onlyWrites, boolean onlyReads) {
        this.onlyWrites = onlyWrites;
        this.onlyReads = onlyReads;
    }

    /** Whether a call of this operation can go wrong in this way. */
    boolean befalls(String operation, boolean write) {
        boolean kindFits = write ? !onlyReads : !onlyWrites;
        return kindFits && (this != CONFLICT || FaultShapes.hasConflict(operation));
    }
}
