package dev.rollback.aws.s3;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * One entry of a key, as a listing shows it: a version that holds data, or a delete marker.
 *
 * @param key the key
 * @param id its version id; {@code null} in letters for what was stored while the bucket had no versioning
 * @param at when it was stored, in whole seconds
 * @param latest whether it was on top when it was listed
 * @param body what it holds; null for a delete marker
 */
record Entry(
        String key,
        String id,
        Instant at,
        boolean latest,
        @Nullable Body body) {

    /** The id of what was stored while the bucket had no versioning, or suspended it. */
    static final String NULL_ID = "null";

    /**
     * What a version holds, as far as a listing tells.
     *
     * @param etag with its quotes, as S3 sends and takes it
     * @param size in bytes
     * @param storageClass as the service names it
     */
    record Body(String etag, long size, String storageClass) {

        boolean sameBytes(Body other) {
            return size == other.size && etag.equals(other.etag);
        }
    }

    static Entry of(ObjectVersion version) {
        String storageClass = version.storageClassAsString();
        Body body = new Body(
                orEmpty(version.eTag()),
                version.size() == null ? 0 : version.size(),
                storageClass == null ? "STANDARD" : storageClass);
        return new Entry(
                version.key(),
                idOf(version.versionId()),
                version.lastModified(),
                Boolean.TRUE.equals(version.isLatest()),
                body);
    }

    static Entry of(DeleteMarkerEntry marker) {
        return new Entry(
                marker.key(),
                idOf(marker.versionId()),
                marker.lastModified(),
                Boolean.TRUE.equals(marker.isLatest()),
                null);
    }

    private static String idOf(@Nullable String id) {
        return id == null || id.isEmpty() ? NULL_ID : id;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    boolean isMarker() {
        return body == null;
    }

    /** Whether it was stored while the bucket had no versioning, or had suspended it. */
    boolean isNull() {
        return id.equals(NULL_ID);
    }

    long size() {
        return body == null ? 0 : body.size();
    }

    /** Whether both hold the same bytes, as far as ETag and size tell: never so for an object encrypted with KMS or put together from other parts. */
    boolean sameBytes(Entry other) {
        return body != null && other.body != null && body.sameBytes(other.body);
    }

    boolean isSame(Entry other) {
        return key.equals(other.key) && id.equals(other.id);
    }
}
