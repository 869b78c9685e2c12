package dev.rollback.aws.s3;

import dev.rollback.aws.s3.KeyCopy.Found;
import dev.rollback.aws.s3.KeyCopy.Source;
import dev.rollback.target.FailureKind;
import dev.rollback.target.TargetException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was done for a key, or put off: a line of the ledger. The last one of a key counts.
 *
 * @param key the key
 * @param what what was done
 * @param found what was on top before
 * @param source the version that was or shall be copied; null for a marker
 * @param result the version id of what was put on top; null if nothing was
 * @param failure why it failed; null if it did not
 */
record Deed(
        String key,
        What what,
        Found found,
        @Nullable Source source,
        @Nullable String result,
        @Nullable Failure failure) {

    /** What was done for a key. */
    enum What {
        /** An entry point, put off until all else is in place. */
        LATER,
        /** A removal, put off until caches have let go. */
        REMOVAL,
        /** Put off because S3 takes its time: an archived version, a large object. */
        WAITING,
        /** Copied on top. */
        COPIED,
        /** A delete marker was put on top. */
        MARKED,
        /** Users get the same already, of another version. */
        SAME,
        /** Not done. */
        FAILED,
        /** Taken back. */
        BACK;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static What of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }

        /** Whether something was put on top. */
        boolean changes() {
            return this == COPIED || this == MARKED;
        }
    }

    /**
     * Why a key was not brought where it shall be.
     *
     * @param kind whose fault it is
     * @param passing whether the same may work later
     * @param why for people
     */
    record Failure(FailureKind kind, boolean passing, String why) {

        private static final int MOST = 500;

        static Failure of(TargetException e) {
            String why = String.valueOf(e.getMessage());
            FailureKind kind =
                    e.kind() == TargetException.Kind.CONFLICT ? FailureKind.CONFLICT : FailureKind.ENVIRONMENT;
            return new Failure(kind, e.kind().isPassing(), why.length() > MOST ? why.substring(0, MOST) + "…" : why);
        }

        static Failure conflict(String why) {
            return new Failure(FailureKind.CONFLICT, false, why);
        }

        static Failure version(String why) {
            return new Failure(FailureKind.VERSION, false, why);
        }

        static Failure refused(String why) {
            return new Failure(FailureKind.ENVIRONMENT, false, why);
        }
    }

    /** What shall be done for a key, at once. */
    static Deed wish(KeyState state) {
        return putOff(What.LATER, state);
    }

    /**
     * The same, as if what lies below the entry on top had been found. S3 refuses that, since it is not on top, and the copier then says whether what is on top
     * holds what is wanted.
     */
    static Deed wishUnder(KeyState state) {
        KeyState before = new KeyState(state.key(), state.below(), null, state.aim(), state.doubt());
        return wish(before);
    }

    static Deed putOff(What what, KeyState state) {
        return new Deed(state.key(), what, state.found(), state.source(), null, null);
    }

    /** What has to be copied for it. */
    KeyCopy copy() {
        return new KeyCopy(key, Objects.requireNonNull(source, "a version to copy"), found);
    }

    /** The same key and what was found, with another end. */
    Deed ended(What end, @Nullable String id) {
        return new Deed(key, end, found, source, id, null);
    }

    /** The same key, which failed. */
    Deed failed(Failure because) {
        return new Deed(key, What.FAILED, found, source, null, because);
    }

    /** How each line of a key begins, and none of another. */
    static String lineBegin(String key) {
        String line = Line.empty().with("key", key).toString();
        return line.substring(0, line.length() - 1);
    }

    /** What {@link #lineBegin} says for the key of a line, told without parsing it; empty for lines of other kinds. */
    static String beginOf(String line) {
        int end = line.indexOf("\",\"what\":");
        return end < 0 ? "" : line.substring(0, end + 1);
    }

    String line() {
        Line line = Line.empty()
                .with("key", key)
                .with("what", what.word())
                .with("found", found.versionId())
                .with("etag", found.etag())
                .with("foundSize", found.size() == Found.UNSIZED ? null : Long.toString(found.size()))
                .with("result", result);
        if (source != null) {
            line.with("source", source.versionId())
                    .with("from", source.key().equals(key) ? null : source.key())
                    .with("sourceEtag", source.etag())
                    .with("size", Long.toString(source.size()));
        }
        return failure == null
                ? line.toString()
                : line.with("kind", failure.kind().name())
                        .with("passing", failure.passing() ? "yes" : null)
                        .with("why", failure.why())
                        .toString();
    }

    /**
     * Reads a line of the ledger.
     *
     * @throws TargetException of kind {@code INVALID} when it is none that this version of the library knows
     */
    static Deed parse(String text) {
        try {
            Line line = Line.parse(text);
            return new Deed(
                    line.need("key"),
                    What.of(line.need("what")),
                    found(line),
                    source(line),
                    line.orNull("result"),
                    failure(line));
        } catch (IllegalArgumentException e) {
            throw TargetException.of(
                    TargetException.Kind.INVALID,
                    "The ledger of this step has a line that cannot be read: " + e.getMessage()
                            + ". Expected a record of"
                            + " one key. Resume with the version of the library that began the run. The line: " + text,
                    e);
        }
    }

    private static Found found(Line line) {
        long size = line.get("foundSize").map(Long::parseLong).orElse(Found.UNSIZED);
        return new Found(line.orNull("found"), line.orNull("etag"), size);
    }

    private static @Nullable Source source(Line line) {
        return line.get("source")
                .map(id -> new Source(
                        line.get("from").orElseGet(() -> line.need("key")),
                        id,
                        line.need("sourceEtag"),
                        Long.parseLong(line.need("size"))))
                .orElse(null);
    }

    private static @Nullable Failure failure(Line line) {
        return line.get("kind")
                .map(kind -> new Failure(
                        FailureKind.valueOf(kind),
                        line.get("passing").isPresent(),
                        line.get("why").orElse("")))
                .orElse(null);
    }
}
