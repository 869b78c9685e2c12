package dev.rollback.testkit.s3;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.DeletedObject;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Error;

/** Deletes: without a version a marker on top, with one the end of that version. */
final class Deletes {
    private static final int MOST = 1_000;

    /** What no document of XML 1.0 holds. */
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\t\\n\\r\\x20-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final StoredBucket bucket;

    Deletes(StoredBucket bucket) {
        this.bucket = bucket;
    }

    /** What one delete did. */
    private record Done(@Nullable String version, boolean marker) {}

    DeleteObjectResponse one(DeleteObjectRequest request) {
        Done done = delete(request.key(), request.versionId(), request.ifMatch(), request.mfa());
        return DeleteObjectResponse.builder()
                .deleteMarker(done.marker() ? Boolean.TRUE : null)
                .versionId(done.version())
                .build();
    }

    DeleteObjectsResponse many(DeleteObjectsRequest request) {
        List<ObjectIdentifier> objects = request.delete().objects();
        if (objects.isEmpty()
                || objects.size() > MOST
                || objects.stream().anyMatch(one -> NOT_XML.matcher(one.key()).find())) {
            throw S3Errors.malformed();
        }
        if (bucket.mfaDelete && request.mfa() == null && objects.stream().anyMatch(one -> one.versionId() != null)) {
            throw S3Errors.denied();
        }
        List<DeletedObject> deleted = new ArrayList<>();
        List<S3Error> errors = new ArrayList<>();
        for (ObjectIdentifier object : objects) {
            try {
                deleted.add(deleted(object, delete(object.key(), object.versionId(), object.eTag(), request.mfa())));
            } catch (AwsServiceException e) {
                errors.add(error(object, e));
            }
        }
        boolean quiet = Boolean.TRUE.equals(request.delete().quiet());
        return DeleteObjectsResponse.builder()
                .deleted(quiet ? List.of() : deleted)
                .errors(errors)
                .build();
    }

    private static DeletedObject deleted(ObjectIdentifier object, Done done) {
        return DeletedObject.builder()
                .key(object.key())
                .versionId(object.versionId())
                .deleteMarker(done.marker() ? Boolean.TRUE : null)
                .deleteMarkerVersionId(done.marker() ? done.version() : null)
                .build();
    }

    private static S3Error error(ObjectIdentifier object, AwsServiceException e) {
        return S3Error.builder()
                .key(object.key())
                .versionId(object.versionId())
                .code(e.awsErrorDetails().errorCode())
                .message(e.awsErrorDetails().errorMessage())
                .build();
    }

    private Done delete(String key, @Nullable String versionId, @Nullable String ifMatch, @Nullable String mfa) {
        StoredObject live = bucket.live(key);
        if (ifMatch != null && (live == null || !ObjectWrites.sameTag(ifMatch, live.etag))) {
            throw S3Errors.preconditionFailed();
        }
        return versionId == null ? mark(key) : forGood(key, versionId, mfa);
    }

    private Done mark(String key) {
        if (bucket.versioning == null) {
            StoredObject entry = bucket.newest(key);
            if (entry != null) {
                bucket.remove(key, entry);
            }
            return new Done(null, false);
        }
        StoredObject marker = StoredObject.marker(bucket.nextVersionId(), bucket.now());
        bucket.store(key, marker);
        return new Done(marker.versionId, true);
    }

    private Done forGood(String key, String versionId, @Nullable String mfa) {
        if (bucket.mfaDelete && mfa == null) {
            throw S3Errors.denied();
        }
        StoredObject entry = bucket.entry(key, versionId);
        if (entry == null) {
            return new Done(versionId, false);
        }
        if (!entry.marker && entry.isLocked(bucket.now())) {
            throw S3Errors.protectedByLock();
        }
        bucket.remove(key, entry);
        return new Done(versionId, entry.marker);
    }
}
