package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetCapability;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import java.util.Map;

/** A bucket keeps what every target has to. */
class S3ObjectsContractTest extends TargetContract {

    private static final Instant GOOD = FakeAws.Builder.START.minus(ofHours(1));

    @Override
    protected TargetScene scene(FakeAws world) {
        FakeBucket shop = site(world);
        Map<String, String> bad = shop.live();
        Map<String, String> good = shop.liveAt(GOOD);
        return TargetScene.of(
                        () -> AwsTargets.using(world::client).s3Bucket("shop").removeAfter(ZERO))
                .to(GOOD.toString())
                .serves(version ->
                        shop.live().entrySet().containsAll((version.id().equals("live") ? bad : good).entrySet()))
                .state(() -> shop.live().keySet() + ", " + shop.entries() + " entries")
                .call("s3:HeadBucket", "s3:ListBucket")
                .call("s3:ListObjectVersions", "s3:ListBucketVersions")
                .call("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration")
                .call("s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration")
                .call("s3:HeadObject", "s3:GetObjectVersion")
                .call("s3:CopyObject", "s3:PutObject")
                .call("s3:DeleteObjects", "s3:DeleteObject")
                .without(TargetCapability.COUNTED_VERSIONS, "each second is a version of a bucket")
                .without(
                        TargetCapability.WRITES_ONCE,
                        "markers are put on condition of what was found, so a second call puts none")
                .without(
                        TargetCapability.CONFLICTS,
                        "a bucket has no third version: what somebody writes is left alone key by key");
    }

    private static FakeBucket site(FakeAws world) {
        String secret = world.canary("page");
        return world.s3()
                .bucket("shop")
                .versioned()
                .ago(
                        ofDays(30),
                        release ->
                                release.put("a.js", "good").put("b.js", secret).put("index.html", "good"))
                .ago(
                        ofMinutes(20),
                        release -> release.put("a.js", "bad")
                                .delete("b.js")
                                .put("c.js", "bad")
                                .put("index.html", "bad"));
    }
}
