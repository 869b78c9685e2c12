package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** A crash at every call of a rollback of an alias. */
class LambdaAliasCrashTest {

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.lambda().function("indexer").alias("live").ran("6", ofDays(30)).deployed("7", ofHours(1));
        return world;
    }

    @Test
    void each_crash_ends_with_the_alias_at_the_earlier_version() {
        Crashes crashes = new Crashes(
                LambdaAliasCrashTest::scene,
                world -> AwsTargets.using(world::client).lambdaAlias("indexer", "live"),
                "6");

        int explored = crashes.everywhere(world -> assertThat(world.client(LambdaClient.class)
                        .getAlias(ask -> ask.functionName("indexer").name("live"))
                        .functionVersion())
                .isEqualTo("6"));

        assertThat(explored).isGreaterThan(3);
    }
}
