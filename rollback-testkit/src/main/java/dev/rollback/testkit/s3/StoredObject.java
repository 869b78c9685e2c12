package dev.rollback.testkit.s3;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/** One entry of a key: a version with its attributes, or a delete marker. Mutable only in what a restore or a lock changes; belongs to its bucket. */
final class StoredObject {

    /** The id of what was stored while versioning was off. */
    static final String NULL_ID = "null";

    final String versionId;
    final Instant storedAt;
    final boolean marker;
    String body = "";
    long size;
    String etag = "";
    String storageClass = "STANDARD";

    @Nullable
    String archiveStatus;

    @Nullable
    String contentType;

    @Nullable
    String cacheControl;

    @Nullable
    String contentEncoding;

    @Nullable
    String contentDisposition;

    @Nullable
    String contentLanguage;

    @Nullable
    String redirect;

    Map<String, String> metadata = new TreeMap<>();
    Map<String, String> tags = new TreeMap<>();
    List<Grant> grants = List.of();

    @Nullable
    ServerSideEncryption encryption;

    @Nullable
    String kmsKey;

    boolean bucketKey;
    boolean customerKey;

    @Nullable
    ObjectLockMode lockMode;

    @Nullable
    Instant retainUntil;

    @Nullable
    ObjectLockLegalHoldStatus legalHold;

    @Nullable
    Instant restoredAt;

    @Nullable
    Instant restoredUntil;

    int parts;

    /** The entity tag of an object that is like another one; null if it has its own. */
    @Nullable
    String knownTag;

    private StoredObject(String versionId, Instant storedAt, boolean marker) {
        this.versionId = versionId;
        this.storedAt = storedAt;
        this.marker = marker;
    }

    static StoredObject marker(String versionId, Instant at) {
        return new StoredObject(versionId, at, true);
    }

    static StoredObject version(String versionId, Instant at, String body) {
        StoredObject made = new StoredObject(versionId, at, false);
        made.body = body;
        made.size = body.getBytes(StandardCharsets.UTF_8).length;
        return made;
    }

    /** The same content and what a copy keeps of it, as a new version. */
    StoredObject copied(String id, Instant at) {
        StoredObject copy = new StoredObject(id, at, false);
        copy.body = body;
        copy.size = size;
        copy.contentType = contentType;
        copy.cacheControl = cacheControl;
        copy.contentEncoding = contentEncoding;
        copy.contentDisposition = contentDisposition;
        copy.contentLanguage = contentLanguage;
        copy.metadata = new TreeMap<>(metadata);
        copy.tags = new TreeMap<>(tags);
        return copy;
    }

    /** Fixes the entity tag: the digest of the content, but for parts and for keys of KMS. */
    StoredObject sealed() {
        boolean opaque = encryption == ServerSideEncryption.AWS_KMS || encryption == ServerSideEncryption.AWS_KMS_DSSE;
        String digest = md5(opaque || customerKey ? body + versionId : body);
        etag = "\"" + (knownTag == null ? digest + (parts > 0 ? "-" + parts : "") : knownTag) + "\"";
        return this;
    }

    /** A checksum of the whole content, whatever its entity tag. */
    String checksum() {
        return md5("checksum of " + body).substring(0, 11) + "=";
    }

    static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has MD5", e);
        }
    }

    /** As S3 tells times. */
    Instant lastModified() {
        return storedAt.truncatedTo(ChronoUnit.SECONDS);
    }

    boolean isArchived() {
        return storageClass.equals("GLACIER") || storageClass.equals("DEEP_ARCHIVE") || archiveStatus != null;
    }

    boolean isReadable(Instant now) {
        return !isArchived()
                || (restoredAt != null
                        && !now.isBefore(restoredAt)
                        && (restoredUntil == null || now.isBefore(restoredUntil)));
    }

    boolean isRestoring(Instant now) {
        return restoredAt != null && now.isBefore(restoredAt);
    }

    void restore(Instant at, Duration keep) {
        restoredAt = at;
        restoredUntil = archiveStatus == null ? at.plus(keep) : null;
    }

    boolean isLocked(Instant now) {
        return legalHold == ObjectLockLegalHoldStatus.ON || (retainUntil != null && now.isBefore(retainUntil));
    }
}
