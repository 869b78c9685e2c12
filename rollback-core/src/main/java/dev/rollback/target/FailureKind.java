package dev.rollback.target;

/** Whose fault it is that a change failed. Decides what may be tried next. */
public enum FailureKind {
    /** The version itself: its tasks crash, its function does not start. It is not chosen again. */
    VERSION,
    /** The surroundings: capacity, permission, credentials, a broken call. The version stays first choice. */
    ENVIRONMENT,
    /** Somebody else changes the target, too. They are named and not fought. */
    CONFLICT,
    /** The service took our change back by itself: circuit breaker, alarm. */
    REVERTED_BY_AWS
}
