package dev.rollback.aws.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.Crashes;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A crash at every call of a rollback of a configuration. */
class AppConfigProfileCrashTest {

    private static final String GOOD = "{\"limit\":10}";
    private static final String BAD = "{\"limit\":0}";

    private static FakeConfiguration limits(FakeAws world) {
        return world.appConfig().application("shop").environment("prod").profile("limits");
    }

    private static void everywhere(Consumer<FakeAws> scene) {
        Crashes crashes = new Crashes(
                () -> {
                    FakeAws world = FakeAws.in("eu-west-1", "123456789012");
                    scene.accept(world);
                    return world;
                },
                world -> AwsTargets.using(world::client).appConfig("shop", "prod", "limits"),
                "1");

        int explored = crashes.everywhere(
                world -> assertThat(limits(world).servedContent()).isEqualTo(GOOD));

        assertThat(explored).isGreaterThan(10);
    }

    @Test
    void each_crash_of_a_revert_is_carried_on_to_the_same_end() {
        everywhere(world -> limits(world).ran(GOOD, ofDays(30)).deployed(BAD, ofMinutes(40)));
    }

    @Test
    void each_crash_of_a_stop_is_carried_on_to_the_same_end() {
        everywhere(world -> {
            String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
            limits(world).ran(GOOD, ofDays(30)).by(slow).deployed(BAD, ofMinutes(20));
        });
    }

    @Test
    void each_crash_of_a_deployment_is_carried_on_to_the_same_end() {
        everywhere(world -> limits(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4)));
    }

    @Test
    void each_crash_of_a_stop_and_a_revert_is_carried_on_to_the_same_end() {
        everywhere(world -> {
            String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
            limits(world)
                    .ran(GOOD, ofDays(30))
                    .ran("{\"limit\":1}", ofHours(3))
                    .by(slow)
                    .deployed(BAD, ofMinutes(20));
        });
    }

    @Test
    void each_crash_of_a_stop_and_a_deployment_is_carried_on_to_the_same_end() {
        everywhere(world -> {
            String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
            limits(world)
                    .ran(GOOD, ofDays(30))
                    .ran("{\"limit\":1}", ofDays(5))
                    .by(slow)
                    .deployed(BAD, ofMinutes(20));
        });
    }
}
