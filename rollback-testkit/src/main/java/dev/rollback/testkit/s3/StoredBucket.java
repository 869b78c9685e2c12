package dev.rollback.testkit.s3;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/** The entries of one bucket, each key's newest first, and its settings. */
final class StoredBucket {

    /** Keys in the order of their UTF-8 bytes, which for whole characters is that of code points. */
    static final Comparator<String> KEY_ORDER = StoredBucket::compareKeys;

    final String name;
    final FakeAccount account;
    final NavigableMap<String, List<StoredObject>> keys = new TreeMap<>(KEY_ORDER);
    final NavigableMap<String, Upload> uploads = new TreeMap<>();

    @Nullable
    BucketVersioningStatus versioning;

    String region;
    boolean mfaDelete;

    @Nullable
    ObjectOwnership ownership = ObjectOwnership.BUCKET_OWNER_ENFORCED;

    List<LifecycleRule> lifecycle = List.of();
    boolean lockEnabled;

    @Nullable
    ObjectLockMode defaultLock;

    Duration defaultRetention = Duration.ZERO;
    int lost;
    int markedTwice;

    StoredBucket(String name, FakeAccount account) {
        this.name = name;
        this.account = account;
        this.region = account.region();
    }

    private static int compareKeys(String a, String b) {
        int length = Math.min(a.length(), b.length());
        for (int i = 0; i < length; i++) {
            char one = a.charAt(i);
            char other = b.charAt(i);
            if (one != other) {
                boolean surrogates = Character.isSurrogate(one) != Character.isSurrogate(other);
                return surrogates ? (Character.isSurrogate(one) ? 1 : -1) : Character.compare(one, other);
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    boolean isVersioned() {
        return versioning == BucketVersioningStatus.ENABLED;
    }

    Instant now() {
        return account.now();
    }

    List<StoredObject> entries(String key) {
        return keys.getOrDefault(key, List.of());
    }

    /** The newest entry, which may be a marker; null if there is none. */
    @Nullable
    StoredObject newest(String key) {
        List<StoredObject> all = entries(key);
        return all.isEmpty() ? null : all.get(0);
    }

    /** What users get; null if they get nothing. */
    @Nullable
    StoredObject live(String key) {
        StoredObject newest = newest(key);
        return newest == null || newest.marker ? null : newest;
    }

    @Nullable
    StoredObject entry(String key, String versionId) {
        return entries(key).stream()
                .filter(entry -> entry.versionId.equals(versionId))
                .findFirst()
                .orElse(null);
    }

    /** An id for what is stored now. */
    String nextVersionId() {
        return isVersioned()
                ? StoredObject.md5(account.nextId(name + "/version")).substring(0, 30) + "__"
                : StoredObject.NULL_ID;
    }

    /** Stores an entry as the newest of its key; the one without a version, if any, makes room for another such. */
    void store(String key, StoredObject entry) {
        List<StoredObject> entries = keys.computeIfAbsent(key, missing -> new ArrayList<>(1));
        if (entry.versionId.equals(StoredObject.NULL_ID)
                && entries.removeIf(old -> Objects.equals(old.versionId, StoredObject.NULL_ID) && !old.marker)) {
            lost++;
        }
        entries.removeIf(old -> old.versionId.equals(entry.versionId));
        markedTwice += entry.marker && !entries.isEmpty() && entries.get(0).marker ? 1 : 0;
        entries.add(0, entry);
    }

    /** Removes an entry for good. */
    void remove(String key, StoredObject entry) {
        List<StoredObject> entries = Objects.requireNonNull(keys.get(key), "a key of the bucket");
        entries.remove(entry);
        lost += entry.marker ? 0 : 1;
        if (entries.isEmpty()) {
            keys.remove(key);
        }
    }

    void lock(StoredObject made) {
        if (made.lockMode == null && defaultLock != null) {
            made.lockMode = defaultLock;
            made.retainUntil = made.storedAt.plus(defaultRetention);
        }
    }
}
