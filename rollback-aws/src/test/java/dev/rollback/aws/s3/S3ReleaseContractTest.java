package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetCapability;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.s3.FakeBucket;
import java.util.Objects;

/** A prefix of releases keeps what every target has to. */
class S3ReleaseContractTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        String good = world.canary("page");
        FakeBucket shop = world.s3().bucket("shop").versioned();
        shop.ago(ofDays(30), ReleaseWorld.both("v1", good)).ago(ofMinutes(20), ReleaseWorld.both("v2", "bad"));
        return TargetScene.of(() -> AwsTargets.using(world::client)
                        .s3Release("shop", "releases/", "live/")
                        .removeAfter(ZERO))
                .serves(version -> Objects.equals(
                        shop.live().get("live/index.html"), shop.live().get(version.id() + "index.html")))
                .state(() -> shop.live().keySet() + ", " + shop.entries() + " entries")
                .call("s3:HeadBucket", "s3:ListBucket")
                .call("s3:ListObjectsV2", "s3:ListBucket")
                .call("s3:ListObjectVersions", "s3:ListBucketVersions")
                .call("s3:GetBucketLifecycleConfiguration", "s3:GetLifecycleConfiguration")
                .call("s3:GetObjectLockConfiguration", "s3:GetBucketObjectLockConfiguration")
                .call("s3:HeadObject", "s3:GetObjectVersion")
                .call("s3:CopyObject", "s3:PutObject")
                .call("s3:DeleteObjects", "s3:DeleteObject")
                .without(TargetCapability.PAGED_HISTORY, "all releases are compared to find out when each was live")
                .without(
                        TargetCapability.CONFLICTS,
                        "a prefix has no third version: what somebody writes is left alone key by key");
    }
}
