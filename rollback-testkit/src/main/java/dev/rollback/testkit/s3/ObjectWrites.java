package dev.rollback.testkit.s3;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CopyObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/** Puts and copies, with their conditions and with what a copy drops. */
final class ObjectWrites {
    private static final long LARGEST_COPY = 5L * 1024 * 1024 * 1024;

    private final StoredBucket bucket;
    private final ObjectReads reads;

    ObjectWrites(StoredBucket bucket, ObjectReads reads) {
        this.bucket = bucket;
        this.reads = reads;
    }

    PutObjectResponse put(PutObjectRequest request, String body) {
        check(request.key(), request.ifMatch(), request.ifNoneMatch());
        StoredObject made = StoredObject.version(bucket.nextVersionId(), bucket.now(), body);
        Attributes attributes = new Attributes(request);
        attributes.describe(made);
        attributes.tag(made);
        attributes.protect(made, bucket);
        reads.checkKey(made);
        bucket.store(request.key(), made.sealed());
        return PutObjectResponse.builder()
                .eTag(made.etag)
                .versionId(bucket.versioning == null ? null : made.versionId)
                .build();
    }

    /** The conditions of a write: on the newest entry, a marker counting as nothing. */
    void check(String key, @Nullable String ifMatch, @Nullable String ifNoneMatch) {
        StoredObject live = bucket.live(key);
        if (ifNoneMatch != null && live != null) {
            throw S3Errors.preconditionFailed();
        }
        if (ifMatch != null && live == null) {
            throw S3Errors.noSuchKey();
        }
        if (ifMatch != null && live != null && !sameTag(ifMatch, live.etag)) {
            throw S3Errors.preconditionFailed();
        }
    }

    static boolean sameTag(String asked, String etag) {
        return asked.equals("*") || asked.replace("\"", "").equals(etag.replace("\"", ""));
    }

    CopyObjectResponse copy(CopyObjectRequest request, ObjectReads from) {
        StoredObject source = from.find(request.sourceKey(), request.sourceVersionId());
        String key = Objects.requireNonNull(request.destinationKey(), "destinationKey");
        checkSource(source, from);
        if (request.copySourceIfMatch() != null && !sameTag(request.copySourceIfMatch(), source.etag)) {
            throw S3Errors.preconditionFailed();
        }
        check(key, request.ifMatch(), request.ifNoneMatch());
        StoredObject made = source.copied(bucket.nextVersionId(), bucket.now());
        Attributes attributes = new Attributes(request);
        if (request.metadataDirective() == MetadataDirective.REPLACE) {
            attributes.describe(made);
        }
        if (request.taggingDirective() == TaggingDirective.REPLACE) {
            attributes.tag(made);
        }
        attributes.protect(made, bucket);
        refuseCopyOntoItself(request, source, made);
        reads.checkKey(made);
        bucket.store(key, made.sealed());
        return CopyObjectResponse.builder()
                .versionId(bucket.versioning == null ? null : made.versionId)
                .copySourceVersionId(source.versionId)
                .copyObjectResult(result -> result.eTag(made.etag).lastModified(made.lastModified()))
                .build();
    }

    /** A source has to be readable and small enough for one call. */
    void checkSource(StoredObject source, ObjectReads from) {
        if (source.size > LARGEST_COPY) {
            throw S3Errors.tooLarge();
        }
        checkReadable(source, from);
    }

    void checkReadable(StoredObject source, ObjectReads from) {
        if (!source.isReadable(bucket.now())) {
            throw S3Errors.archived();
        }
        if (source.customerKey) {
            throw S3Errors.invalidArgument("The object was stored using a form of Server Side Encryption");
        }
        from.checkKey(source);
    }

    private void refuseCopyOntoItself(CopyObjectRequest request, StoredObject source, StoredObject made) {
        boolean itself = source == bucket.live(request.destinationKey());
        boolean same = source.storageClass.equals(made.storageClass)
                && Objects.equals(source.redirect, made.redirect)
                && Objects.equals(source.encryption, made.encryption)
                && Objects.equals(source.kmsKey, made.kmsKey)
                && request.metadataDirective() != MetadataDirective.REPLACE;
        if (itself && same) {
            throw S3Errors.ontoItself();
        }
    }
}
