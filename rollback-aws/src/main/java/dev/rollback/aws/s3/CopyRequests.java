package dev.rollback.aws.s3;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.TaggingDirective;

/**
 * The requests that copy one version so that it is the same object again. CopyObject keeps metadata and tags; class, encryption, redirect, lock and grants
 * are said anew ("CopyObject" in the S3 API reference). A multipart copy keeps nothing, so its metadata are said, too.
 */
record CopyRequests(String bucket, KeyCopy wanted, HeadObjectResponse source, List<Grant> grants, Instant now) {

    CopyObjectRequest copy() {
        return CopyObjectRequest.builder()
                .sourceBucket(bucket)
                .sourceKey(wanted.source().key())
                .sourceVersionId(wanted.source().versionId())
                .destinationBucket(bucket)
                .destinationKey(wanted.key())
                .ifMatch(Copier.ifMatch(wanted.found()))
                .ifNoneMatch(Copier.ifNoneMatch(wanted.found()))
                .metadataDirective(MetadataDirective.COPY)
                .taggingDirective(TaggingDirective.COPY)
                .storageClass(source.storageClassAsString())
                .serverSideEncryption(source.serverSideEncryptionAsString())
                .ssekmsKeyId(source.ssekmsKeyId())
                .bucketKeyEnabled(source.bucketKeyEnabled())
                .websiteRedirectLocation(source.websiteRedirectLocation())
                .objectLockMode(isRetained() ? ObjectLockMode.fromValue(source.objectLockModeAsString()) : null)
                .objectLockRetainUntilDate(isRetained() ? source.objectLockRetainUntilDate() : null)
                .objectLockLegalHoldStatus(hold())
                .grantFullControl(grantees(Permission.FULL_CONTROL))
                .grantRead(grantees(Permission.READ))
                .grantReadACP(grantees(Permission.READ_ACP))
                .grantWriteACP(grantees(Permission.WRITE_ACP))
                .build();
    }

    /** Without tags, which have to be read for themselves. */
    CreateMultipartUploadRequest upload() {
        return CreateMultipartUploadRequest.builder()
                .bucket(bucket)
                .key(wanted.key())
                .metadata(source.metadata())
                .contentType(source.contentType())
                .cacheControl(source.cacheControl())
                .contentEncoding(source.contentEncoding())
                .contentDisposition(source.contentDisposition())
                .contentLanguage(source.contentLanguage())
                .expires(expires())
                .storageClass(source.storageClassAsString())
                .serverSideEncryption(source.serverSideEncryptionAsString())
                .ssekmsKeyId(source.ssekmsKeyId())
                .bucketKeyEnabled(source.bucketKeyEnabled())
                .websiteRedirectLocation(source.websiteRedirectLocation())
                .objectLockMode(isRetained() ? ObjectLockMode.fromValue(source.objectLockModeAsString()) : null)
                .objectLockRetainUntilDate(isRetained() ? source.objectLockRetainUntilDate() : null)
                .objectLockLegalHoldStatus(hold())
                .grantFullControl(grantees(Permission.FULL_CONTROL))
                .grantRead(grantees(Permission.READ))
                .grantReadACP(grantees(Permission.READ_ACP))
                .grantWriteACP(grantees(Permission.WRITE_ACP))
                .build();
    }

    /** Anything may stand in that header; only a date can be sent again. */
    private @Nullable Instant expires() {
        try {
            return source.expiresString() == null
                    ? null
                    : Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(source.expiresString()));
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** A date that is over cannot be set. */
    private boolean isRetained() {
        return source.objectLockRetainUntilDate() != null
                && source.objectLockRetainUntilDate().isAfter(now);
    }

    private @Nullable ObjectLockLegalHoldStatus hold() {
        return source.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON ? ObjectLockLegalHoldStatus.ON : null;
    }

    private @Nullable String grantees(Permission permission) {
        String header = grants.stream()
                .filter(grant -> grant.permission() == permission)
                .map(CopyRequests::grantee)
                .collect(Collectors.joining(", "));
        return header.isEmpty() ? null : header;
    }

    private static String grantee(Grant grant) {
        return switch (grant.grantee().type()) {
            case GROUP -> "uri=\"" + grant.grantee().uri() + "\"";
            case AMAZON_CUSTOMER_BY_EMAIL -> "emailAddress=\"" + grant.grantee().emailAddress() + "\"";
            default -> "id=\"" + grant.grantee().id() + "\"";
        };
    }
}
