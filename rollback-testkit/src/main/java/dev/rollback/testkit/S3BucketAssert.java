package dev.rollback.testkit;

import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;

/** Assertions about what users get from a bucket. Each answers itself, so that they can be chained. */
public final class S3BucketAssert {
    private final FakeAws world;
    private final FakeBucket bucket;
    private final String what;

    S3BucketAssert(FakeAws world, String bucket) {
        this.world = world;
        this.bucket = world.s3().bucket(bucket);
        this.what = "bucket " + bucket;
    }

    /** Who asks for this key gets this body. */
    public S3BucketAssert serves(String key, String body) {
        if (!body.equals(bucket.live().get(key))) {
            WorldAssert.fail(world, what, "to serve \"" + body + "\" as " + key, bucket.live());
        }
        return this;
    }

    /** Who asks for this key gets nothing. */
    public S3BucketAssert servesNo(String key) {
        if (bucket.live().containsKey(key)) {
            WorldAssert.fail(
                    world,
                    what,
                    "to serve nothing as " + key,
                    "\"" + bucket.live().get(key) + "\"");
        }
        return this;
    }

    /** Users get of every key what they got at that time. */
    public S3BucketAssert isAsAt(Instant time) {
        if (!bucket.live().equals(bucket.liveAt(time))) {
            WorldAssert.fail(world, what, "to be as at " + time + ", which is " + bucket.liveAt(time), bucket.live());
        }
        return this;
    }

    /** Users get none of the bodies that do not work. */
    public S3BucketAssert isHealthy() {
        if (!bucket.isHealthy()) {
            WorldAssert.fail(world, what, "to be healthy", bucket.live());
        }
        return this;
    }
}
