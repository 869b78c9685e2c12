package dev.rollback.testkit.s3;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;

/**
 * The scene of one bucket, and what is true of it.
 *
 * <pre>{@code
 * world.s3().bucket("shop-frontend").versioned()
 *         .ago(ofDays(30), site -> site.put("index.html", "v1").put("assets/app.1.js", "one"))
 *         .ago(ofMinutes(20), site -> site.put("index.html", "v2").put("assets/app.2.js", "two"));
 * }</pre>
 *
 * <p>What a scene writes is not a call: it is not counted and meets no faults. Write the past before the present: entries keep the order in which they
 * were written. Not thread-safe.
 */
public final class FakeBucket {
    private final StoredBucket bucket;
    private final ObjectReads reads;
    private final ObjectWrites writes;
    private final List<String> bad = new ArrayList<>();

    FakeBucket(StoredBucket bucket, Predicate<String> usableKeys) {
        this.bucket = bucket;
        this.reads = new ObjectReads(bucket, usableKeys);
        this.writes = new ObjectWrites(bucket, reads);
    }

    StoredBucket stored() {
        return bucket;
    }

    ObjectReads reads() {
        return reads;
    }

    ObjectWrites writes() {
        return writes;
    }

    // settings

    /** Turns versioning on. */
    public FakeBucket versioned() {
        bucket.versioning = BucketVersioningStatus.ENABLED;
        return this;
    }

    /** Suspends versioning: what is stored from now on has the version {@code null} and overwrites the one before that has. */
    public FakeBucket suspended() {
        bucket.versioning = BucketVersioningStatus.SUSPENDED;
        return this;
    }

    /** The bucket is in another region: what is asked of it here is answered with a redirect that names that region. */
    public FakeBucket in(String region) {
        bucket.region = Objects.requireNonNull(region, "region");
        return this;
    }

    /** Lets versions be deleted only with a token of a device. */
    public FakeBucket mfaDelete() {
        bucket.mfaDelete = true;
        return this;
    }

    /** Lets objects have grants of their own. By default the bucket's owner owns all of them and grants are disabled. */
    public FakeBucket withAcls() {
        bucket.ownership = ObjectOwnership.OBJECT_WRITER;
        return this;
    }

    /** Locks new versions for so long, whole days, against being deleted. */
    public FakeBucket locking(ObjectLockMode mode, Duration retention) {
        bucket.lockEnabled = true;
        bucket.defaultLock = mode;
        bucket.defaultRetention = retention;
        return this;
    }

    /** Gives it lifecycle rules, which are shown and do nothing. */
    public FakeBucket lifecycle(LifecycleRule... rules) {
        bucket.lifecycle = List.of(rules);
        return this;
    }

    // what was written

    /** Writes something so long ago, as one release. */
    public FakeBucket ago(Duration time, Consumer<FakeRelease> release) {
        return at(bucket.now().minus(time), release);
    }

    /** Writes something at that time, as one release. */
    public FakeBucket at(Instant time, Consumer<FakeRelease> release) {
        release.accept(new FakeRelease(bucket, time));
        return this;
    }

    /** Writes something now, as somebody else would in the middle of a run. */
    public FakeBucket now(Consumer<FakeRelease> release) {
        return at(bucket.now(), release);
    }

    /** Says that what these bodies hold does not work; {@link #isHealthy} looks for them among what users get. */
    public FakeBucket unhealthy(String... bodies) {
        bad.addAll(List.of(bodies));
        return this;
    }

    // truth

    /** Whether users get none of the bodies that do not work. */
    public boolean isHealthy() {
        return live().values().stream().noneMatch(bad::contains);
    }

    /** What users get: the body of each key, in the order of keys. */
    public Map<String, String> live() {
        Map<String, String> live = new TreeMap<>(StoredBucket.KEY_ORDER);
        bucket.keys.forEach((key, entries) -> {
            if (!entries.get(0).marker) {
                live.put(key, entries.get(0).body);
            }
        });
        return live;
    }

    /** What users got at that time, seconds counting as a whole, as far as the entries that are left tell. */
    public Map<String, String> liveAt(Instant time) {
        Map<String, String> live = new TreeMap<>(StoredBucket.KEY_ORDER);
        bucket.keys.forEach((key, entries) -> entries.stream()
                .filter(entry -> !entry.lastModified().isAfter(time))
                .findFirst()
                .filter(entry -> !entry.marker)
                .ifPresent(entry -> live.put(key, entry.body)));
        return live;
    }

    /** The version that users get of a key; empty when they get none. */
    public String liveVersion(String key) {
        StoredObject live = bucket.live(key);
        return live == null ? "" : live.versionId;
    }

    /** How the live version of a key is stored, encrypted, tagged and so on, as {@code name=value}, sorted; empty when there is none. */
    public List<String> attributes(String key) {
        StoredObject live = bucket.live(key);
        return live == null ? List.of() : FakeRelease.attributes(live);
    }

    /** The ids of all versions of a key, newest first, markers included. */
    public List<String> versions(String key) {
        return bucket.entries(key).stream().map(entry -> entry.versionId).toList();
    }

    /** How many entries there are, versions and markers. */
    public long entries() {
        return bucket.keys.values().stream().mapToLong(List::size).sum();
    }

    /** How many versions that held data are gone for good, deleted or overwritten, since it was made. */
    public int lost() {
        return bucket.lost;
    }

    /** How many delete markers were placed on a delete marker, by a request that was made twice, since it was made. */
    public int markedTwice() {
        return bucket.markedTwice;
    }

    /** The ids of the multipart uploads that were begun and neither completed nor aborted. */
    public List<String> openUploads() {
        return List.copyOf(bucket.uploads.keySet());
    }
}
