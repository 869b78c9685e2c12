package dev.rollback.target;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a call of a target, probe or action failed. The kind decides what the engine does; the message keeps the service's error code and
 * request id and no secret.
 */
public final class TargetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What a failed call means for the engine. */
    public enum Kind {
        /** The service was asked too much and did nothing: back-pressure, never a failure. */
        THROTTLED(true),
        /** A passing fault before anything happened: tried again. */
        TRANSIENT(true),
        /** The call may have taken effect although no answer came: live state is read before anything else. */
        UNKNOWN_OUTCOME(true),
        /** The caller lacks a permission. */
        DENIED(false),
        /** The thing itself is not there. */
        MISSING(false),
        /** Somebody else changed it at the same time. Live state is read before anything else. */
        CONFLICT(true),
        /** There are no credentials, or they have expired: the step pauses, visibly, until its deadline. */
        CREDENTIALS(true),
        /** The service calls the request wrong. */
        INVALID(false);

        private final boolean passing;

        Kind(boolean passing) {
            this.passing = passing;
        }

        /** Whether the same call may work later. */
        public boolean isPassing() {
            return passing;
        }
    }

    private final Kind kind;
    private final @Nullable Duration retryAfter;

    private TargetException(Kind kind, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.retryAfter = retryAfter;
    }

    /** A failure of the given kind. */
    public static TargetException of(Kind kind, String message) {
        return new TargetException(kind, message, null, null);
    }

    /** A failure of the given kind with what caused it. */
    public static TargetException of(Kind kind, String message, Throwable cause) {
        return new TargetException(kind, message, null, cause);
    }

    /** Being throttled, with the time after which to try again. */
    public static TargetException throttled(String message, Duration retryAfter) {
        return new TargetException(Kind.THROTTLED, message, retryAfter, null);
    }

    /** The thing is not there. */
    public static TargetException missing(String message) {
        return of(Kind.MISSING, message);
    }

    /** The request is wrong. */
    public static TargetException invalid(String message) {
        return of(Kind.INVALID, message);
    }

    /** What it means for the engine. */
    public Kind kind() {
        return kind;
    }

    /** After which time to try again, if the service said so. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
