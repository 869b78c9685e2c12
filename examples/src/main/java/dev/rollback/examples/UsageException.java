package dev.rollback.examples;

/** An argument that cannot be used. The message names it, what was expected, and an example. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private UsageException(String message) {
        super(message);
    }

    static UsageException of(String argument, String expected, String example) {
        return new UsageException(argument + ": expected " + expected + ", for example " + example + ".");
    }
}
