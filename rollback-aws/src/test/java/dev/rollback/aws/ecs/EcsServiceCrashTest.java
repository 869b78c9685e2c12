package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.ecs.FakeEcsService;
import org.junit.jupiter.api.Test;

/** A crash at every call of a rollback of a service. */
class EcsServiceCrashTest {

    private static FakeAws scene() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        world.ecs().service("prod", "api").ran("41", ofDays(30)).deployed("42", ofHours(1));
        return world;
    }

    @Test
    void each_crash_ends_with_the_earlier_definition_by_one_deployment() {
        Crashes crashes = new Crashes(
                EcsServiceCrashTest::scene,
                world -> AwsTargets.using(world::client).ecsService("prod", "api"),
                "api:41");

        int explored = crashes.everywhere(world -> {
            FakeEcsService api = world.ecs().service("prod", "api");
            assertThat(api.servingTaskDefinition()).endsWith("api:41");
            assertThat(api.serviceDeployments())
                    .as("two releases and one rollback")
                    .isEqualTo(3);
        });

        assertThat(explored).isGreaterThan(10);
    }
}
