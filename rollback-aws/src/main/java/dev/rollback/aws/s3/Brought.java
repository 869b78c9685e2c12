package dev.rollback.aws.s3;

/**
 * What became of one key. Immutable.
 *
 * @param outcome how it ended for now
 * @param versionId the version now on top; empty where nothing was written
 * @param detail why, for people; empty where there is nothing to say
 */
record Brought(Outcome outcome, String versionId, String detail) {

    private static final String RESTORING = "is being restored from ";

    /** How it ended for now. */
    enum Outcome {
        /** Written by this call. */
        WRITTEN,
        /** Was there already, by a call whose answer was lost, or by somebody who wrote the same. */
        ALREADY,
        /** Goes on at a later call: an archived version is being restored, a large object copied in parts. */
        WAITS,
        /** Somebody else wrote the key since it was looked at; left alone. */
        CONFLICT,
        /** Cannot be copied: archived, locked away by a key, encrypted with a key of its owner's. */
        UNREADABLE
    }

    static Brought written(String versionId) {
        return new Brought(Outcome.WRITTEN, versionId, "");
    }

    static Brought already(String versionId) {
        return new Brought(Outcome.ALREADY, versionId, "");
    }

    static Brought waits(String detail) {
        return new Brought(Outcome.WAITS, "", detail);
    }

    /** An archived version is being restored, which takes its hours. */
    static Brought restoring(String where) {
        return waits(RESTORING + where);
    }

    boolean isRestoring() {
        return outcome == Outcome.WAITS && detail.startsWith(RESTORING);
    }

    static Brought conflict(String detail) {
        return new Brought(Outcome.CONFLICT, "", detail);
    }

    static Brought unreadable(String detail) {
        return new Brought(Outcome.UNREADABLE, "", detail);
    }

    boolean isThere() {
        return outcome == Outcome.WRITTEN || outcome == Outcome.ALREADY;
    }
}
