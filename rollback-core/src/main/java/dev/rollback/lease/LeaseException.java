package dev.rollback.lease;

import java.nio.file.FileSystemException;

/** Why leases could not be asked for, renewed or released: never that somebody else holds one, which is an answer. */
public final class LeaseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** The store is away, full or read-only. */
        UNAVAILABLE,
        /** What is there was written by a newer version of the library. */
        NEWER
    }

    private final Kind kind;

    private LeaseException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private LeaseException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Some exceptions of files say nothing but the path: then their name says what is wrong with it. */
    private static String words(Throwable cause) {
        boolean bare = cause instanceof FileSystemException files && files.getReason() == null;
        return bare ? cause.getClass().getSimpleName() + ", " + cause.getMessage() : String.valueOf(cause.getMessage());
    }

    /** The store is away. */
    public static LeaseException unavailable(String where, Throwable cause) {
        return new LeaseException(
                Kind.UNAVAILABLE,
                "The leases in " + where + " cannot be read and written, expected both: " + words(cause)
                        + ". Mend that, or, if you know that nobody else rolls the same targets back, run without leases.",
                cause);
    }

    /** What is there is of a newer format. */
    public static LeaseException newer(String where, int format, int known) {
        return new LeaseException(
                Kind.NEWER,
                "The lease in " + where + " has format " + format + ", expected 1 to " + known
                        + ": use the version of the library that wrote it, or a newer one; or, if you know that nobody else rolls the same target back, run without leases.");
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
