package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.NOON;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentLifecycleStage;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

class TrafficShiftTest {
    /** Launch, health and the four short stages before the shift. */
    private static final Duration UNTIL_SHIFT = seconds(68);

    private final Scene scene = new Scene();
    private final FakeEcsService checkout = scene.checkout.desired(4).ran("41", days(30));

    private void deploying() {
        checkout.deploying("42");
        scene.describe();
    }

    @Test
    void blue_green_goes_through_its_stages_in_order() {
        checkout.blueGreen(minutes(10));
        deploying();
        Set<String> stages = new LinkedHashSet<>();

        for (int i = 0; i < 12 * 60; i++) {
            scene.pass(seconds(1));
            stages.add(String.valueOf(scene.newest().lifecycleStageAsString()));
        }

        assertThat(stages)
                .containsExactly(
                        "null",
                        "SCALE_UP",
                        "POST_SCALE_UP",
                        "TEST_TRAFFIC_SHIFT",
                        "POST_TEST_TRAFFIC_SHIFT",
                        "PRE_PRODUCTION_TRAFFIC_SHIFT",
                        "PRODUCTION_TRAFFIC_SHIFT",
                        "POST_PRODUCTION_TRAFFIC_SHIFT",
                        "BAKE_TIME",
                        "CLEAN_UP");
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void one_stage_has_no_constant_in_the_sdk() {
        checkout.blueGreen(minutes(10));
        deploying();

        scene.pass(UNTIL_SHIFT.minusSeconds(1));

        assertThat(scene.newest().lifecycleStage()).isEqualTo(ServiceDeploymentLifecycleStage.UNKNOWN_TO_SDK_VERSION);
    }

    @Test
    void blue_green_shifts_all_traffic_at_once_and_keeps_the_old_side_running() {
        checkout.blueGreen(minutes(10));
        deploying();

        scene.pass(UNTIL_SHIFT.minusSeconds(1));
        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:41");
        scene.pass(seconds(2));

        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:42");
        assertThat(checkout.runningCount()).isEqualTo(8);
        assertThat(scene.newest().targetServiceRevision().requestedProductionTrafficWeight())
                .isEqualTo(100.0);
    }

    @Test
    void going_back_during_the_bake_is_a_change_of_weights() {
        checkout.blueGreen(minutes(10));
        deploying();
        scene.pass(minutes(3));
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");

        scene.stopDeployment();
        scene.pass(seconds(2));

        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:41");
        scene.pass(minutes(2));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(scene.describe().deployments()).hasSize(1);
        assertThat(checkout.runningCount()).isEqualTo(4);
    }

    @Test
    void going_back_after_the_old_side_was_cleaned_up_starts_it_again() {
        checkout.blueGreen(minutes(1));
        deploying();
        scene.pass(UNTIL_SHIFT.plusSeconds(4 + 60 + 10));
        assertThat(scene.newest().lifecycleStageAsString()).isEqualTo("CLEAN_UP");

        scene.stopDeployment();
        scene.pass(seconds(40));
        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:42");
        scene.pass(minutes(2));

        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:41");
        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void an_alarm_during_the_bake_flips_the_traffic_back() {
        checkout.blueGreen(minutes(30)).alarms("5xx");
        deploying();
        scene.cloudWatch.alarm("5xx").becomes(StateValue.ALARM, NOON.plus(minutes(10)));

        scene.pass(minutes(11));

        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:41");
    }

    @Test
    void a_canary_has_its_share_until_its_bake_is_over() {
        checkout.canary(20, minutes(15));
        deploying();

        scene.pass(UNTIL_SHIFT.plus(minutes(14)));
        assertThat(checkout.trafficByTaskDefinition())
                .containsEntry("checkout:42", 0.2)
                .containsEntry("checkout:41", 0.8);
        scene.pass(minutes(2));

        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_canary_that_supersedes_another_leaves_the_rest_with_the_version_that_served() {
        checkout.canary(20, minutes(15));
        deploying();
        scene.pass(seconds(40));

        checkout.otherActorDeploys("43");
        scene.pass(UNTIL_SHIFT.plusSeconds(1));

        assertThat(checkout.trafficByTaskDefinition())
                .containsEntry("checkout:43", 0.2)
                .containsEntry("checkout:41", 0.8)
                .hasSize(2);
    }

    @Test
    void linear_takes_a_step_every_so_long() {
        checkout.linear(25, minutes(5));
        deploying();

        scene.pass(UNTIL_SHIFT.plus(minutes(6)));
        assertThat(checkout.trafficByTaskDefinition()).containsEntry("checkout:42", 0.5);
        scene.pass(minutes(5));
        assertThat(checkout.trafficByTaskDefinition()).containsEntry("checkout:42", 0.75);
        scene.pass(minutes(6));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_bad_canary_makes_the_service_unhealthy_from_its_first_share() {
        checkout.canary(5, minutes(15)).deploying("42").unhealthy();
        scene.describe();

        scene.pass(UNTIL_SHIFT.minusSeconds(1));
        assertThat(checkout.isHealthy()).isTrue();
        scene.pass(seconds(1));

        assertThat(checkout.isHealthy()).isFalse();
    }

    @Test
    void a_hook_that_fails_rolls_back_at_its_stage() {
        checkout.blueGreen(minutes(10)).hookFailsAt("POST_PRODUCTION_TRAFFIC_SHIFT");
        deploying();

        scene.pass(minutes(5));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(scene.newest().rollback().reason()).contains("POST_PRODUCTION_TRAFFIC_SHIFT");
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void the_circuit_breaker_is_for_rolling_deployments_only() {
        checkout.blueGreen(minutes(10)).circuitBreaker().deploying("42").crashing();
        scene.describe();

        scene.pass(minutes(30));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.IN_PROGRESS);
        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:41");
    }
}
