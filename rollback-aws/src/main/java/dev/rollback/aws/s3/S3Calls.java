package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.EncodingType;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Tier;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;

/** All calls to S3 about one bucket. */
final class S3Calls {

    /** The most entries that S3 lists in a page, and the most keys that it deletes in a call. */
    static final int PAGE = 1_000;

    private final String bucket;
    private final SdkService<S3Client> s3;

    S3Calls(AwsScope scope, String bucket) {
        this.bucket = bucket;
        this.s3 = scope.service("s3", S3Client.class).about("bucket " + bucket);
    }

    String bucket() {
        return bucket;
    }

    // the bucket

    GetBucketVersioningResponse versioning(Look look) {
        return s3.read(look, "GetBucketVersioning", client -> client.getBucketVersioning(ask -> ask.bucket(bucket)));
    }

    /** Where the bucket is, and what time it is there. Asked from another region, S3 answers with a redirect that names the right one. */
    Whereabouts whereabouts(Look look) {
        try {
            return Whereabouts.of(
                    s3.read(look, "HeadBucket", client -> client.headBucket(ask -> ask.bucket(bucket))), look.now());
        } catch (TargetException e) {
            return Whereabouts.ofRedirect(e, look.now()).orElseThrow(() -> e);
        }
    }

    /** Who owns its objects; empty when the bucket has no such rule, as old ones do not. */
    Optional<ObjectOwnership> ownership(Look look) {
        return present(
                "OwnershipControlsNotFoundError",
                () -> s3
                        .read(
                                look,
                                "GetBucketOwnershipControls",
                                client -> client.getBucketOwnershipControls(ask -> ask.bucket(bucket)))
                        .ownershipControls()
                        .rules()
                        .stream()
                        .findFirst()
                        .map(rule -> rule.objectOwnership())
                        .orElse(ObjectOwnership.OBJECT_WRITER));
    }

    List<LifecycleRule> lifecycle(Look look) {
        return present(
                        "NoSuchLifecycleConfiguration",
                        () -> s3.read(
                                        look,
                                        "GetBucketLifecycleConfiguration",
                                        client -> client.getBucketLifecycleConfiguration(ask -> ask.bucket(bucket)))
                                .rules())
                .orElse(List.of());
    }

    /** What it locks new versions with; empty when it has no Object Lock. */
    Optional<ObjectLockConfiguration> lock(Look look) {
        return present(
                "ObjectLockConfigurationNotFoundError",
                () -> s3.read(
                                look,
                                "GetObjectLockConfiguration",
                                client -> client.getObjectLockConfiguration(ask -> ask.bucket(bucket)))
                        .objectLockConfiguration());
    }

    private static <T> Optional<T> present(String absent, Supplier<T> ask) {
        try {
            return Optional.of(ask.get());
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, absent)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    // listings

    /** A page of versions and markers. Keys are sent encoded, so that any character comes through, and decoded by the SDK. */
    ListObjectVersionsResponse versions(Look look, String prefix, Place from, int most) {
        return s3.read(
                look,
                "ListObjectVersions",
                client -> client.listObjectVersions(ask -> ask.bucket(bucket)
                        .prefix(prefix)
                        .encodingType(EncodingType.URL)
                        .keyMarker(from.key())
                        .versionIdMarker(from.versionId())
                        .maxKeys(most)));
    }

    /**
     * Where a listing of versions goes on.
     *
     * @param key the key it has reached; null at the beginning
     * @param versionId the version of that key it has reached; null for the whole key
     */
    record Place(@Nullable String key, @Nullable String versionId) {
        static final Place START = new Place(null, null);

        static Place after(ListObjectVersionsResponse page) {
            return new Place(page.nextKeyMarker(), page.nextVersionIdMarker());
        }

        /** Behind all entries of this key. */
        static Place behind(String key) {
            return new Place(key, null);
        }
    }

    /** A page of what users get, with the prefixes up to the delimiter where one is given. */
    ListObjectsV2Response objects(Look look, String prefix, @Nullable String delimiter, @Nullable String token) {
        return s3.read(
                look,
                "ListObjectsV2",
                client -> client.listObjectsV2(ask -> ask.bucket(bucket)
                        .prefix(prefix)
                        .delimiter(delimiter)
                        .encodingType(EncodingType.URL)
                        .continuationToken(token)
                        .maxKeys(PAGE)));
    }

    // one object

    /**
     * What a version is like.
     *
     * @param versionId null for what users get
     */
    HeadObjectResponse head(Look look, String key, @Nullable String versionId) {
        return about(key)
                .read(
                        look,
                        "HeadObject",
                        client -> client.headObject(
                                ask -> ask.bucket(bucket).key(key).versionId(versionId)));
    }

    /** The same with its checksum, which needs the key that it is encrypted with. */
    HeadObjectResponse headWithChecksum(Look look, String key, @Nullable String versionId) {
        return about(key)
                .read(
                        look,
                        "HeadObject",
                        client -> client.headObject(ask ->
                                ask.bucket(bucket).key(key).versionId(versionId).checksumMode(ChecksumMode.ENABLED)));
    }

    List<Grant> grants(Look look, String key, @Nullable String versionId) {
        return about(key)
                .read(
                        look,
                        "GetObjectAcl",
                        client -> client.getObjectAcl(
                                ask -> ask.bucket(bucket).key(key).versionId(versionId)))
                .grants();
    }

    SortedMap<String, String> tags(Look look, String key, @Nullable String versionId) {
        SortedMap<String, String> tags = new TreeMap<>();
        about(key)
                .read(
                        look,
                        "GetObjectTagging",
                        client -> client.getObjectTagging(
                                ask -> ask.bucket(bucket).key(key).versionId(versionId)))
                .tagSet()
                .forEach(tag -> tags.put(tag.key(), tag.value()));
        return tags;
    }

    CopyObjectResponse copy(Attempt attempt, CopyObjectRequest request) {
        return about(request.destinationKey()).write(attempt, "CopyObject", client -> client.copyObject(request));
    }

    /** Asks for an archived version to be made readable for so many days. */
    void restore(Attempt attempt, String key, String versionId, Tier tier, int days) {
        about(key)
                .write(
                        attempt,
                        "RestoreObject",
                        client -> client.restoreObject(ask -> ask.bucket(bucket)
                                .key(key)
                                .versionId(versionId)
                                .restoreRequest(
                                        restore -> restore.days(days).glacierJobParameters(job -> job.tier(tier)))));
    }

    /** Places markers, at most {@value #PAGE}; what was not done is among the errors of the answer. No identifier here has a version. */
    DeleteObjectsResponse mark(Attempt attempt, List<ObjectIdentifier> keys) {
        if (keys.stream().anyMatch(key -> key.versionId() != null)) {
            throw new IllegalArgumentException("A version was about to be deleted: expected keys alone.");
        }
        return s3.write(
                attempt,
                "DeleteObjects",
                client -> client.deleteObjects(ask -> ask.bucket(bucket).delete(delete -> delete.objects(keys))));
    }

    /** Places one marker, on condition that this is on top: a key goes by the URL here, which takes any character. Answers the id of the marker. */
    String mark(Attempt attempt, String key, String etag) {
        return about(key)
                .write(
                        attempt,
                        "DeleteObject",
                        client -> client.deleteObject(
                                ask -> ask.bucket(bucket).key(key).ifMatch(etag)))
                .versionId();
    }

    // multipart copies

    String beginUpload(Attempt attempt, CreateMultipartUploadRequest request) {
        return about(request.key())
                .write(attempt, "CreateMultipartUpload", client -> client.createMultipartUpload(request))
                .uploadId();
    }

    String copyPart(Attempt attempt, UploadPartCopyRequest request) {
        return about(request.destinationKey())
                .write(attempt, "UploadPartCopy", client -> client.uploadPartCopy(request))
                .copyPartResult()
                .eTag();
    }

    CompleteMultipartUploadResponse completeUpload(Attempt attempt, CompleteMultipartUploadRequest request) {
        return about(request.key())
                .write(attempt, "CompleteMultipartUpload", client -> client.completeMultipartUpload(request));
    }

    ListPartsResponse parts(Look look, String key, String uploadId, @Nullable Integer after) {
        return about(key)
                .read(
                        look,
                        "ListParts",
                        client -> client.listParts(ask ->
                                ask.bucket(bucket).key(key).uploadId(uploadId).partNumberMarker(after)));
    }

    /** Gives up an upload and what it holds; nothing that anybody can get is deleted. */
    void abortUpload(Attempt attempt, String key, String uploadId) {
        about(key)
                .write(
                        attempt,
                        "AbortMultipartUpload",
                        client -> client.abortMultipartUpload(
                                ask -> ask.bucket(bucket).key(key).uploadId(uploadId)));
    }

    /** The ids of the uploads of exactly this key that are open, the first begun first. */
    List<String> openUploads(Look look, String key) {
        List<String> open = new ArrayList<>();
        ListMultipartUploadsResponse page = null;
        do {
            page = uploads(look, key, page);
            for (MultipartUpload upload : page.uploads()) {
                if (!upload.key().equals(key)) {
                    return open;
                }
                open.add(upload.uploadId());
            }
        } while (Boolean.TRUE.equals(page.isTruncated()));
        return open;
    }

    /** An exact key comes first among all that begin with it. */
    private ListMultipartUploadsResponse uploads(Look look, String key, @Nullable ListMultipartUploadsResponse before) {
        return s3.read(
                look,
                "ListMultipartUploads",
                client -> client.listMultipartUploads(ask -> ask.bucket(bucket)
                        .prefix(key)
                        .encodingType(EncodingType.URL)
                        .keyMarker(before == null ? null : before.nextKeyMarker())
                        .uploadIdMarker(before == null ? null : before.nextUploadIdMarker())));
    }

    private SdkService<S3Client> about(String key) {
        return s3.about(key + " in bucket " + bucket);
    }
}
