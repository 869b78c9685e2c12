package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A crash at every call of a rollback of objects. */
class S3ObjectsCrashTest {

    private static final Instant GOOD = FakeAws.Builder.START.minus(ofHours(1));

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(
                        ofDays(30),
                        release -> release.put("a.js", "good")
                                .put("b.js", "good")
                                .put("index.html", "good")
                                .put("same", "same"))
                .ago(
                        ofMinutes(20),
                        release -> release.put("a.js", "bad")
                                .delete("b.js")
                                .put("c.js", "bad")
                                .put("index.html", "bad"));
        return world;
    }

    @Test
    void each_crash_is_carried_on_to_the_same_end() {
        Crashes crashes = new Crashes(
                S3ObjectsCrashTest::scene,
                world -> AwsTargets.using(world::client)
                        .s3Bucket("shop-frontend")
                        .removeAfter(ZERO),
                GOOD.toString());

        int explored = crashes.everywhere(world -> {
            FakeBucket bucket = world.s3().bucket("shop-frontend");
            assertThat(bucket.live()).isEqualTo(bucket.liveAt(GOOD));
            assertThat(bucket.lost()).isZero();
        });

        assertThat(explored).isGreaterThan(20);
    }
}
