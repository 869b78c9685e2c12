package dev.rollback.aws.s3;

import org.jspecify.annotations.Nullable;

/**
 * One key and the version that shall be copied onto it. Immutable.
 *
 * @param key the key that is written
 * @param source what is copied
 * @param found what was on top of the key when it was decided to write it
 */
record KeyCopy(String key, Source source, Found found) {

    /**
     * What is copied.
     *
     * @param key its key: the same, or another one for a release
     * @param versionId its version
     * @param etag its entity tag as listed
     * @param size its size in bytes
     */
    record Source(String key, String versionId, String etag, long size) {}

    /**
     * What is on top of a key.
     *
     * @param versionId the version or the marker; null when there is nothing
     * @param etag the entity tag of the version; null for a marker or nothing
     * @param size its size in bytes; {@value #UNSIZED} where that is not asked for
     */
    record Found(@Nullable String versionId, @Nullable String etag, long size) {
        static final long UNSIZED = -1;
        static final Found NOTHING = new Found(null, null);

        Found(@Nullable String versionId, @Nullable String etag) {
            this(versionId, etag, UNSIZED);
        }

        /** The same with its size: what is copied from another key may be there already, with another tag. */
        Found sized(long bytes) {
            return new Found(versionId, etag, bytes);
        }

        /** A marker on top: users get nothing. */
        static Found marker(String versionId) {
            return new Found(versionId, null);
        }

        boolean isLive() {
            return etag != null;
        }
    }

    /** Whether an entity tag tells the content: the digest of one upload without a key of KMS. Parts show by a dash; KMS cannot be told from the tag. */
    static boolean isDigest(String etag) {
        return etag.replace("\"", "").matches("[0-9a-f]{32}");
    }

    static boolean sameTag(@Nullable String one, @Nullable String other) {
        return one != null && other != null && one.replace("\"", "").equals(other.replace("\"", ""));
    }
}
