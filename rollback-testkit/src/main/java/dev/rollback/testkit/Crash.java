package dev.rollback.testkit;

/** The process is dead. An error, so that nothing takes it for the failure of a call. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("the process died", null, false, false);
    }
}
