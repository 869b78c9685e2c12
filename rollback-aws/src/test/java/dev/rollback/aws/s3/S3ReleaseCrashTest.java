package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A crash at every call of a rollback to a release. */
class S3ReleaseCrashTest {

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.s3()
                .bucket("shop")
                .versioned()
                .ago(
                        ofDays(30),
                        write -> write.put("releases/v1/a.js", "good")
                                .put("releases/v1/b.js", "good")
                                .put("releases/v1/index.html", "good")
                                .put("releases/v1/same", "same"))
                .ago(
                        ofMinutes(20),
                        write -> write.put("live/a.js", "bad")
                                .put("live/c.js", "bad")
                                .put("live/index.html", "bad")
                                .put("live/same", "same"));
        return world;
    }

    @Test
    void each_crash_is_carried_on_to_the_same_end() {
        Crashes crashes = new Crashes(
                S3ReleaseCrashTest::scene,
                world -> AwsTargets.using(world::client)
                        .s3Release("shop", "releases/", "live/")
                        .removeAfter(ZERO),
                "releases/v1/");

        int explored = crashes.everywhere(world -> {
            FakeBucket bucket = world.s3().bucket("shop");
            assertThat(bucket.live())
                    .containsAllEntriesOf(Map.of("live/a.js", "good", "live/b.js", "good", "live/same", "same"))
                    .containsEntry("live/index.html", "good")
                    .containsEntry("releases/v1/same", "same")
                    .doesNotContainKey("live/c.js")
                    .hasSize(8);
            assertThat(bucket.lost()).isZero();
        });

        assertThat(explored).isGreaterThan(20);
    }
}
