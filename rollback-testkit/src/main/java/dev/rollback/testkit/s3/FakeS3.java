package dev.rollback.testkit.s3;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Known;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ServiceClientConfiguration;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.AbortMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.CreateBucketResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.DeleteObjectsRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLifecycleConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketLocationRequest;
import software.amazon.awssdk.services.s3.model.GetBucketLocationResponse;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsRequest;
import software.amazon.awssdk.services.s3.model.GetBucketOwnershipControlsResponse;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.GetObjectAclRequest;
import software.amazon.awssdk.services.s3.model.GetObjectAclResponse;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationRequest;
import software.amazon.awssdk.services.s3.model.GetObjectLockConfigurationResponse;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingRequest;
import software.amazon.awssdk.services.s3.model.GetObjectTaggingResponse;
import software.amazon.awssdk.services.s3.model.HeadBucketRequest;
import software.amazon.awssdk.services.s3.model.HeadBucketResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsRequest;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.ListPartsRequest;
import software.amazon.awssdk.services.s3.model.ListPartsResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.OwnershipControlsRule;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningRequest;
import software.amazon.awssdk.services.s3.model.PutBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.RestoreObjectRequest;
import software.amazon.awssdk.services.s3.model.RestoreObjectResponse;
import software.amazon.awssdk.services.s3.model.UploadPartCopyRequest;
import software.amazon.awssdk.services.s3.model.UploadPartCopyResponse;

/**
 * S3 in memory, for one account and region: buckets, versions of objects and delete markers, copies, multipart copies, archived objects, locks, grants.
 *
 * <p>It holds the service's rules as far as a rollback meets them: keys in the order of their UTF-8 bytes and the entries of a key newest first, at most
 * 1,000 a page; times of whole seconds; version ids that tell no order; {@code null} versions and what they lose while versioning is suspended; conditions
 * on copies and deletes; a copy keeps content, metadata and tags and drops class, encryption, redirect, lock and grants; an archived version cannot be
 * copied before it is restored, which takes its hours; a lock and MFA delete protect versions, not markers.
 *
 * <p>A scene is set with {@link #bucket(String)} or with the SDK's own calls. Bodies are told apart by their text alone, and an object may be larger than
 * its body. Not modelled: reading bodies, annotations, replication, access points, events, policies, directory buckets; lifecycle rules are held and do
 * nothing. Not thread-safe.
 */
public final class FakeS3 implements S3Client {
    private final FakeAccount account;
    private final Predicate<String> usableKeys;
    private final Map<String, FakeBucket> buckets = new TreeMap<>();

    /** Opens S3 without buckets, where every key of KMS can be used. */
    public FakeS3(FakeAccount account) {
        this(account, key -> true);
    }

    /**
     * Opens S3 without buckets.
     *
     * @param usableKeys whether a key of KMS, by id, ARN or alias, can be used now
     */
    public FakeS3(FakeAccount account, Predicate<String> usableKeys) {
        this.account = requireNonNull(account, "account");
        this.usableKeys = requireNonNull(usableKeys, "usableKeys");
    }

    /**
     * Opens the scene of a bucket, always the same for a name; the bucket is created, without versioning, if it is not there.
     *
     * @throws IllegalArgumentException if the name is none that S3 takes for a bucket of general purpose
     */
    public FakeBucket bucket(String name) {
        if (!name.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]") || name.endsWith("--x-s3")) {
            throw new IllegalArgumentException(
                    "The scene of a bucket was given a malformed name: expected 3 to 63 small"
                            + " letters, digits, dots and hyphens, got '" + name
                            + "'. Pass the bare name, not an ARN.");
        }
        return buckets.computeIfAbsent(name, missing -> new FakeBucket(new StoredBucket(missing, account), usableKeys));
    }

    /** Makes a bucket with versions like one that is known: a time, an object's version, a release. What was in it is not known; write it before what comes on top. */
    public void like(Known known) {
        new Likeness(known, account.now()).in(this);
    }

    private FakeBucket find(String name) {
        FakeBucket bucket = buckets.get(name);
        if (bucket == null) {
            throw S3Errors.noSuchBucket();
        }
        String region = bucket.stored().region;
        if (!region.equals(account.region())) {
            throw S3Errors.elsewhere(region);
        }
        return bucket;
    }

    // buckets

    @Override
    public CreateBucketResponse createBucket(CreateBucketRequest request) {
        if (buckets.containsKey(request.bucket())) {
            throw S3Errors.bucketExists();
        }
        FakeBucket made = bucket(request.bucket());
        made.stored().lockEnabled = Boolean.TRUE.equals(request.objectLockEnabledForBucket());
        return CreateBucketResponse.builder().location("/" + request.bucket()).build();
    }

    @Override
    public HeadBucketResponse headBucket(HeadBucketRequest request) {
        find(request.bucket());
        HeadBucketResponse.Builder answer = HeadBucketResponse.builder().bucketRegion(account.region());
        answer.sdkHttpResponse(SdkHttpResponse.builder()
                .statusCode(200)
                .putHeader(
                        "Date",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                account.now().atOffset(ZoneOffset.UTC)))
                .build());
        return answer.build();
    }

    @Override
    public GetBucketLocationResponse getBucketLocation(GetBucketLocationRequest request) {
        find(request.bucket());
        return GetBucketLocationResponse.builder()
                .locationConstraint(
                        account.region().equals("us-east-1")
                                ? null
                                : BucketLocationConstraint.fromValue(account.region()))
                .build();
    }

    @Override
    public GetBucketVersioningResponse getBucketVersioning(GetBucketVersioningRequest request) {
        StoredBucket bucket = find(request.bucket()).stored();
        return GetBucketVersioningResponse.builder()
                .status(bucket.versioning)
                .mfaDelete(bucket.mfaDelete ? "Enabled" : null)
                .build();
    }

    @Override
    public PutBucketVersioningResponse putBucketVersioning(PutBucketVersioningRequest request) {
        StoredBucket bucket = find(request.bucket()).stored();
        bucket.versioning = request.versioningConfiguration().status();
        bucket.mfaDelete = "Enabled".equals(request.versioningConfiguration().mfaDeleteAsString());
        return PutBucketVersioningResponse.builder().build();
    }

    @Override
    public GetBucketOwnershipControlsResponse getBucketOwnershipControls(GetBucketOwnershipControlsRequest request) {
        StoredBucket bucket = find(request.bucket()).stored();
        if (bucket.ownership == null) {
            throw S3Errors.noOwnership();
        }
        return GetBucketOwnershipControlsResponse.builder()
                .ownershipControls(controls -> controls.rules(OwnershipControlsRule.builder()
                        .objectOwnership(bucket.ownership)
                        .build()))
                .build();
    }

    @Override
    public GetBucketLifecycleConfigurationResponse getBucketLifecycleConfiguration(
            GetBucketLifecycleConfigurationRequest request) {
        StoredBucket bucket = find(request.bucket()).stored();
        if (bucket.lifecycle.isEmpty()) {
            throw S3Errors.noLifecycle();
        }
        return GetBucketLifecycleConfigurationResponse.builder()
                .rules(bucket.lifecycle)
                .build();
    }

    @Override
    public GetObjectLockConfigurationResponse getObjectLockConfiguration(GetObjectLockConfigurationRequest request) {
        StoredBucket bucket = find(request.bucket()).stored();
        if (!bucket.lockEnabled) {
            throw S3Errors.noLock();
        }
        return GetObjectLockConfigurationResponse.builder()
                .objectLockConfiguration(lock -> {
                    lock.objectLockEnabled(ObjectLockEnabled.ENABLED);
                    ObjectLockMode mode = bucket.defaultLock;
                    if (mode != null) {
                        lock.rule(rule -> rule.defaultRetention(retention ->
                                retention.mode(mode.toString()).days((int) bucket.defaultRetention.toDays())));
                    }
                })
                .build();
    }

    // listings

    @Override
    public ListObjectVersionsResponse listObjectVersions(ListObjectVersionsRequest request) {
        if (request.bucket().endsWith("--x-s3")) {
            throw S3Errors.notOnDirectoryBuckets();
        }
        return new Listing(find(request.bucket()).stored()).versions(request);
    }

    @Override
    public ListObjectsV2Response listObjectsV2(ListObjectsV2Request request) {
        return new Listing(find(request.bucket()).stored()).objects(request);
    }

    // objects

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
        return find(request.bucket()).reads().head(request);
    }

    @Override
    public GetObjectAclResponse getObjectAcl(GetObjectAclRequest request) {
        return find(request.bucket()).reads().acl(request);
    }

    @Override
    public GetObjectTaggingResponse getObjectTagging(GetObjectTaggingRequest request) {
        return find(request.bucket()).reads().tagging(request);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
        try (InputStream in = body.contentStreamProvider().newStream()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return find(request.bucket()).writes().put(request, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CopyObjectResponse copyObject(CopyObjectRequest request) {
        FakeBucket from = find(request.sourceBucket());
        return find(request.destinationBucket()).writes().copy(request, from.reads());
    }

    @Override
    public DeleteObjectResponse deleteObject(DeleteObjectRequest request) {
        return new Deletes(find(request.bucket()).stored()).one(request);
    }

    @Override
    public DeleteObjectsResponse deleteObjects(DeleteObjectsRequest request) {
        return new Deletes(find(request.bucket()).stored()).many(request);
    }

    @Override
    public RestoreObjectResponse restoreObject(RestoreObjectRequest request) {
        FakeBucket bucket = find(request.bucket());
        return new Restores(bucket.stored(), bucket.reads()).restore(request);
    }

    // multipart uploads

    private Uploads uploads(String bucket) {
        FakeBucket found = find(bucket);
        return new Uploads(found.stored(), found.writes());
    }

    @Override
    public CreateMultipartUploadResponse createMultipartUpload(CreateMultipartUploadRequest request) {
        return uploads(request.bucket()).create(request);
    }

    @Override
    public UploadPartCopyResponse uploadPartCopy(UploadPartCopyRequest request) {
        return uploads(request.destinationBucket())
                .copy(request, find(request.sourceBucket()).reads());
    }

    @Override
    public ListPartsResponse listParts(ListPartsRequest request) {
        return uploads(request.bucket()).parts(request);
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(CompleteMultipartUploadRequest request) {
        return uploads(request.bucket()).complete(request);
    }

    @Override
    public AbortMultipartUploadResponse abortMultipartUpload(AbortMultipartUploadRequest request) {
        return uploads(request.bucket()).abort(request);
    }

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
        return uploads(request.bucket()).list(request);
    }

    // client

    @Override
    public S3ServiceClientConfiguration serviceClientConfiguration() {
        return S3ServiceClientConfiguration.builder()
                .region(Region.of(account.region()))
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
