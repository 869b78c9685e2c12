package dev.rollback.journal;

import dev.rollback.run.RunId;
import java.io.IOException;
import java.nio.file.FileSystemException;

/** Why a journal could not do what it was asked. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What went wrong. */
    public enum Kind {
        /** Somebody else appended to the run. */
        OVERTAKEN,
        /** The store is away or full. */
        UNAVAILABLE,
        /** There is no such run. */
        UNKNOWN_RUN,
        /** There is no such checkpoint. */
        UNKNOWN_CHECKPOINT,
        /** What is there cannot be read. */
        CORRUPT,
        /** What is there was written by a newer version of the library. */
        NEWER
    }

    private static final String READ_NEWER = "read it with the version that wrote it, or a newer one.";

    private static final String MAKE_ROOM =
            ". See that there is room and that this user may write there, or use another folder; what it holds already stays as it is.";

    private final Kind kind;

    private JournalException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    private JournalException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Some exceptions of files say nothing but the path: then their name says what is wrong with it. */
    private static String words(Throwable cause) {
        boolean bare = cause instanceof FileSystemException files && files.getReason() == null;
        return bare ? cause.getClass().getSimpleName() + ", " + cause.getMessage() : String.valueOf(cause.getMessage());
    }

    /** Somebody else appended to the run. */
    public static JournalException overtaken(RunId run, long expected, long actual) {
        return new JournalException(
                Kind.OVERTAKEN,
                "Run " + run + " holds " + actual + " events, expected " + expected
                        + ": another engine drives it. Follow that one, or end it first.");
    }

    /**
     * Somebody else has the run open for writing.
     *
     * @param by who has, and since when, for people
     */
    public static JournalException held(RunId run, String where, String by) {
        return new JournalException(
                Kind.OVERTAKEN,
                "Run " + run + " in " + where + " is written by " + by
                        + ": expected nobody to drive it. Follow it there, or end that process first.");
    }

    /** The store is away. */
    public static JournalException unreadable(String where, Throwable cause) {
        return new JournalException(
                Kind.UNAVAILABLE, "The journal in " + where + " cannot be read: " + words(cause), cause);
    }

    /** The store is away or full. */
    public static JournalException unavailable(String where, Throwable cause) {
        String remedy = cause instanceof IOException ? MAKE_ROOM : "";
        return new JournalException(
                Kind.UNAVAILABLE, "The journal in " + where + " cannot be written: " + words(cause) + remedy, cause);
    }

    /** There is no such run. */
    public static JournalException unknownRun(RunId run, String where) {
        return new JournalException(
                Kind.UNKNOWN_RUN,
                "There is no run " + run + " in the journal in " + where + ": see runs() for those it holds.");
    }

    /** There is no such checkpoint. */
    public static JournalException unknownCheckpoint(String id, String where) {
        return new JournalException(
                Kind.UNKNOWN_CHECKPOINT,
                "There is no checkpoint " + id + " in the journal in " + where
                        + ": see checkpoints() for those it holds.");
    }

    /** A checkpoint cannot be read. */
    public static JournalException noCheckpoint(String where, JournalException cause) {
        return new JournalException(
                Kind.CORRUPT,
                "Nothing can be brought back to " + where + ": name versions instead. " + cause.getMessage(),
                cause);
    }

    /** What is remembered of a drill or a rehearsal cannot be read. */
    public static JournalException noPractice(String where, JournalException cause) {
        return new JournalException(
                Kind.CORRUPT,
                "Nothing is known from " + where + ": leave it out, or practise the plan anew. " + cause.getMessage(),
                cause);
    }

    /** A record cannot be read. */
    public static JournalException corrupt(String where, String detail) {
        return new JournalException(
                Kind.CORRUPT,
                "The journal record at " + where + " cannot be read: " + detail
                        + ". Keep the journal for the record, look at the targets themselves, and roll back what is left in a"
                        + " new run.");
    }

    /** A record of a newer format. */
    public static JournalException newer(String where, int format, int known) {
        return new JournalException(
                Kind.NEWER,
                "The journal record at " + where + " has format " + format + ", expected 1 to " + known + ": "
                        + READ_NEWER);
    }

    /** A record of a kind that only a newer version knows. */
    public static JournalException unknownEvent(String where, String event) {
        return new JournalException(
                Kind.NEWER,
                "The journal record at " + where + " is of the kind \"" + event
                        + "\", which this version of the library does not know: " + READ_NEWER);
    }

    /** What went wrong. */
    public Kind kind() {
        return kind;
    }
}
