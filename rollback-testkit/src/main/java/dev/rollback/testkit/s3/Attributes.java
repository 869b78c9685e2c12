package dev.rollback.testkit.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Type;

/** Takes over what a request says of an object: PutObject, CopyObject and CreateMultipartUpload name their members alike. */
final class Attributes {
    private final SdkPojo request;

    Attributes(SdkPojo request) {
        this.request = request;
    }

    private Optional<Object> value(String member) {
        for (SdkField<?> field : request.sdkFields()) {
            if (field.memberName().equals(member)) {
                return Optional.ofNullable(field.getValueOrDefault(request));
            }
        }
        return Optional.empty();
    }

    private @Nullable String text(String member) {
        return value(member).map(Object::toString).orElse(null);
    }

    /** The members that describe the content. */
    void describe(StoredObject object) {
        object.contentType = text("ContentType");
        object.cacheControl = text("CacheControl");
        object.contentEncoding = text("ContentEncoding");
        object.contentDisposition = text("ContentDisposition");
        object.contentLanguage = text("ContentLanguage");
        object.metadata = new TreeMap<>();
        value("Metadata")
                .ifPresent(map -> ((Map<?, ?>) map)
                        .forEach((name, value) -> object.metadata.put(String.valueOf(name), String.valueOf(value))));
    }

    void tag(StoredObject object) {
        object.tags = new TreeMap<>();
        String tagging = text("Tagging");
        if (tagging != null && !tagging.isEmpty()) {
            for (String pair : tagging.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                object.tags.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** What is never inherited: class, encryption, redirect, lock, grants. */
    void protect(StoredObject object, StoredBucket bucket) {
        object.storageClass = Optional.ofNullable(text("StorageClass")).orElse("STANDARD");
        object.redirect = text("WebsiteRedirectLocation");
        String encryption = text("ServerSideEncryption");
        object.encryption =
                encryption == null ? ServerSideEncryption.AES256 : ServerSideEncryption.fromValue(encryption);
        object.kmsKey = text("SSEKMSKeyId");
        object.bucketKey =
                value("BucketKeyEnabled").filter(Boolean.TRUE::equals).isPresent();
        object.customerKey = text("SSECustomerAlgorithm") != null;
        object.lockMode = Optional.ofNullable(text("ObjectLockMode"))
                .map(ObjectLockMode::fromValue)
                .orElse(null);
        object.retainUntil =
                value("ObjectLockRetainUntilDate").map(Instant.class::cast).orElse(null);
        object.legalHold = Optional.ofNullable(text("ObjectLockLegalHoldStatus"))
                .map(ObjectLockLegalHoldStatus::fromValue)
                .orElse(null);
        object.grants = grants(bucket);
        bucket.lock(object);
    }

    private List<Grant> grants(StoredBucket bucket) {
        List<Grant> grants = new ArrayList<>();
        add(grants, "GrantFullControl", Permission.FULL_CONTROL);
        add(grants, "GrantRead", Permission.READ);
        add(grants, "GrantReadACP", Permission.READ_ACP);
        add(grants, "GrantWriteACP", Permission.WRITE_ACP);
        boolean asked = !grants.isEmpty() || text("ACL") != null;
        if (asked && bucket.ownership == ObjectOwnership.BUCKET_OWNER_ENFORCED) {
            throw S3Errors.aclNotSupported();
        }
        return grants;
    }

    private void add(List<Grant> grants, String member, Permission permission) {
        String header = text(member);
        if (header == null || header.isEmpty()) {
            return;
        }
        for (String one : header.split(",", -1)) {
            String[] parts = one.strip().split("=", 2);
            String who = parts[1].replace("\"", "");
            grants.add(Grant.builder()
                    .permission(permission)
                    .grantee(grantee -> {
                        switch (parts[0]) {
                            case "id" -> grantee.type(Type.CANONICAL_USER).id(who);
                            case "uri" -> grantee.type(Type.GROUP).uri(who);
                            default ->
                                grantee.type(Type.AMAZON_CUSTOMER_BY_EMAIL).emailAddress(who);
                        }
                    })
                    .build());
        }
    }
}
