package dev.rollback.testkit.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.Permission;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;
import software.amazon.awssdk.services.s3.model.Type;

/** What somebody writes into a bucket at one time. Valid only while its lambda runs. */
public final class FakeRelease {
    private final StoredBucket bucket;
    private final Instant at;
    private @Nullable StoredObject last;

    FakeRelease(StoredBucket bucket, Instant at) {
        this.bucket = bucket;
        this.at = at;
    }

    /** Stores an object with this body. */
    public FakeRelease put(String key, String body) {
        return put(key, bucket.nextVersionId(), body);
    }

    FakeRelease put(String key, String versionId, String body) {
        StoredObject made = StoredObject.version(versionId, at, body);
        made.contentType = "binary/octet-stream";
        made.encryption = ServerSideEncryption.AES256;
        bucket.lock(made);
        bucket.store(key, made.sealed());
        last = made;
        return this;
    }

    /** Places a delete marker on a key, whether or not there is anything. */
    public FakeRelease delete(String key) {
        bucket.store(key, StoredObject.marker(bucket.nextVersionId(), at));
        return this;
    }

    /** Removes a version of a key for good, as a lifecycle rule does. */
    public FakeRelease expire(String key, String versionId) {
        bucket.remove(key, Objects.requireNonNull(bucket.entry(key, versionId), "a version of " + key));
        return this;
    }

    private FakeRelease set(Consumer<StoredObject> change) {
        StoredObject object = Objects.requireNonNull(last, "put(...) comes before what is said of the object");
        change.accept(object);
        object.sealed();
        return this;
    }

    /** The last object put is that large, whatever its body. */
    public FakeRelease size(long bytes) {
        return set(object -> object.size = bytes);
    }

    /** The last object put has this entity tag, whatever its body. */
    FakeRelease tagged(String entityTag) {
        return set(object -> object.knownTag = entityTag);
    }

    /** The last object put was uploaded in so many parts, which shows in its entity tag. */
    public FakeRelease parts(int parts) {
        return set(object -> object.parts = parts);
    }

    /** The last object put is of that storage class, for example {@code GLACIER}. */
    public FakeRelease storageClass(String name) {
        return set(object -> object.storageClass = name);
    }

    /** The last object put lies in an archive tier of Intelligent-Tiering. */
    public FakeRelease archiveTier(String tier) {
        return set(object -> {
            object.storageClass = "INTELLIGENT_TIERING";
            object.archiveStatus = tier;
        });
    }

    /** The last object put has this content type and cache control. */
    public FakeRelease content(String type, String cacheControl) {
        return set(object -> {
            object.contentType = type;
            object.cacheControl = cacheControl;
        });
    }

    /** The last object put has this piece of metadata of the user's. */
    public FakeRelease metadata(String name, String value) {
        return set(object -> object.metadata.put(name, value));
    }

    /** The last object put has this tag. */
    public FakeRelease tag(String name, String value) {
        return set(object -> object.tags.put(name, value));
    }

    /** The last object put redirects there. */
    public FakeRelease redirect(String location) {
        return set(object -> object.redirect = location);
    }

    /** The last object put is encrypted with that key of KMS. */
    public FakeRelease kmsKey(String key) {
        return set(object -> {
            object.encryption = ServerSideEncryption.AWS_KMS;
            object.kmsKey = key;
            object.bucketKey = true;
        });
    }

    /** The last object put is encrypted with a key that only its owner has. */
    public FakeRelease customerKey() {
        return set(object -> object.customerKey = true);
    }

    /** The last object put is locked for so long from now on. */
    public FakeRelease locked(ObjectLockMode mode, Duration time) {
        return set(object -> {
            object.lockMode = mode;
            object.retainUntil = bucket.now().plus(time);
        });
    }

    /** The last object put is under a legal hold. */
    public FakeRelease legalHold() {
        return set(object -> object.legalHold = ObjectLockLegalHoldStatus.ON);
    }

    /** The last object put may be read by everybody. */
    public FakeRelease publicRead() {
        Grant owner = Grant.builder()
                .permission(Permission.FULL_CONTROL)
                .grantee(grantee -> grantee.type(Type.CANONICAL_USER).id(ObjectReads.OWNER))
                .build();
        Grant everybody = Grant.builder()
                .permission(Permission.READ)
                .grantee(grantee -> grantee.type(Type.GROUP).uri("http://acs.amazonaws.com/groups/global/AllUsers"))
                .build();
        return set(object -> object.grants = List.of(owner, everybody));
    }

    static List<String> attributes(StoredObject object) {
        List<String> shown = new ArrayList<>();
        add(shown, "bucket-key", object.bucketKey ? "true" : null);
        add(shown, "cache-control", object.cacheControl);
        add(shown, "class", object.storageClass);
        add(shown, "content-type", object.contentType);
        add(shown, "encryption", object.encryption);
        object.grants.forEach(grant -> add(shown, "grant", who(grant) + " " + grant.permissionAsString()));
        add(shown, "kms-key", object.kmsKey);
        add(shown, "legal-hold", object.legalHold);
        add(shown, "lock", object.lockMode);
        object.metadata.forEach((name, value) -> add(shown, "metadata " + name, value));
        add(shown, "redirect", object.redirect);
        add(shown, "retain-until", object.retainUntil);
        add(shown, "size", object.size);
        object.tags.forEach((name, value) -> add(shown, "tag " + name, value));
        return shown;
    }

    private static String who(Grant grant) {
        return grant.grantee().type() == Type.GROUP
                ? grant.grantee().uri()
                : grant.grantee().id();
    }

    private static void add(List<String> shown, String name, @Nullable Object value) {
        if (value != null) {
            shown.add(name + "=" + value);
        }
    }
}
