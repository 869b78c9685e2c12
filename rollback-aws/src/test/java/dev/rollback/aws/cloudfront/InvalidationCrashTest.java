package dev.rollback.aws.cloudfront;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/** A crash at every call of an invalidation. */
class InvalidationCrashTest {

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.cloudFront().distribution("E1234567890ABC");
        return world;
    }

    @Test
    void each_crash_ends_with_each_batch_accepted_once_and_completed() {
        int explored = Crashes.everywhere(
                InvalidationCrashTest::scene,
                world -> AwsTargets.using(world::client).invalidation("E1234567890ABC", "/index.html", "/assets/*"),
                world -> assertThat(world.client(CloudFrontClient.class)
                                .listInvalidations(ask -> ask.distributionId("E1234567890ABC"))
                                .invalidationList()
                                .items())
                        .as("one of paths and one of wildcards, however often they were asked for")
                        .hasSize(2)
                        .allMatch(one -> one.status().equals("Completed")));

        assertThat(explored).isGreaterThan(3);
    }
}
