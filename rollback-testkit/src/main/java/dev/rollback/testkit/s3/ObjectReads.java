package dev.rollback.testkit.s3;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.ChecksumType;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.Type;

/** Finds and shows single objects, as far as their keys of KMS can be used. */
final class ObjectReads {
    static final String OWNER = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final StoredBucket bucket;
    private final Predicate<String> usableKeys;

    ObjectReads(StoredBucket bucket, Predicate<String> usableKeys) {
        this.bucket = bucket;
        this.usableKeys = usableKeys;
    }

    /** The version asked for, or the newest; refused as S3 does where that is a marker or nothing. */
    StoredObject find(String key, @Nullable String versionId) {
        if (versionId == null || versionId.isEmpty()) {
            StoredObject live = bucket.live(key);
            if (live == null) {
                throw S3Errors.noSuchKey();
            }
            return live;
        }
        StoredObject entry = bucket.entry(key, versionId);
        if (entry == null) {
            throw S3Errors.noSuchVersion();
        }
        if (entry.marker) {
            throw S3Errors.isMarker();
        }
        return entry;
    }

    void checkKey(StoredObject object) {
        if (object.kmsKey != null && !usableKeys.test(object.kmsKey)) {
            throw S3Errors.keyUnusable(object.kmsKey);
        }
    }

    /** Answers a HEAD, whose errors have no body: what is not there is 404 and nothing more. */
    HeadObjectResponse head(HeadObjectRequest request) {
        StoredObject object = headed(request);
        if (object.customerKey) {
            throw S3Errors.invalidArgument("The object was stored using a form of Server Side Encryption");
        }
        HeadObjectResponse.Builder answer = HeadObjectResponse.builder()
                .versionId(bucket.versioning == null ? null : object.versionId)
                .eTag(object.etag)
                .contentLength(object.size)
                .lastModified(object.lastModified())
                .storageClass(object.storageClass.equals("STANDARD") ? null : object.storageClass)
                .archiveStatus(object.archiveStatus)
                .restore(restore(object))
                .metadata(object.metadata)
                .contentType(object.contentType)
                .cacheControl(object.cacheControl)
                .contentEncoding(object.contentEncoding)
                .contentDisposition(object.contentDisposition)
                .contentLanguage(object.contentLanguage)
                .websiteRedirectLocation(object.redirect)
                .tagCount(object.tags.isEmpty() ? null : object.tags.size());
        protection(answer, object);
        if (request.checksumMode() == ChecksumMode.ENABLED) {
            checkKey(object);
            answer.checksumCRC64NVME(object.checksum()).checksumType(ChecksumType.FULL_OBJECT);
        }
        return answer.build();
    }

    private StoredObject headed(HeadObjectRequest request) {
        StoredObject entry = request.versionId() == null ? null : bucket.entry(request.key(), request.versionId());
        if (request.versionId() != null && entry == null) {
            throw S3Errors.noSuchKey();
        }
        return find(request.key(), request.versionId());
    }

    private static void protection(HeadObjectResponse.Builder answer, StoredObject object) {
        answer.serverSideEncryption(object.encryption)
                .ssekmsKeyId(object.kmsKey)
                .bucketKeyEnabled(object.bucketKey ? Boolean.TRUE : null)
                .objectLockLegalHoldStatus(object.legalHold)
                .objectLockRetainUntilDate(object.retainUntil);
        if (object.lockMode != null) {
            answer.objectLockMode(object.lockMode.toString());
        }
    }

    private @Nullable String restore(StoredObject object) {
        Instant now = bucket.now();
        if (object.restoredAt == null) {
            return null;
        }
        if (object.isRestoring(now)) {
            return "ongoing-request=\"true\"";
        }
        Instant until = object.restoredUntil;
        boolean over = until == null || !now.isBefore(until);
        return over ? null : "ongoing-request=\"false\", expiry-date=\"" + HTTP_DATE.format(until) + "\"";
    }

    GetObjectAclResponse acl(GetObjectAclRequest request) {
        StoredObject object = find(request.key(), request.versionId());
        Grant owner = Grant.builder()
                .permission(Permission.FULL_CONTROL)
                .grantee(grantee -> grantee.type(Type.CANONICAL_USER).id(OWNER))
                .build();
        return GetObjectAclResponse.builder()
                .owner(who -> who.id(OWNER))
                .grants(object.grants.isEmpty() ? List.of(owner) : object.grants)
                .build();
    }

    GetObjectTaggingResponse tagging(GetObjectTaggingRequest request) {
        StoredObject object = find(request.key(), request.versionId());
        return GetObjectTaggingResponse.builder()
                .versionId(object.versionId)
                .tagSet(object.tags.entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(Objects.requireNonNull(tag.getValue()))
                                .build())
                        .toList())
                .build();
    }
}
