package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.NOON;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

class AlarmWatchTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout =
            scene.checkout.desired(4).ran("41", days(30)).alarms("5xx", "latency");

    @Test
    void an_alarm_that_goes_off_rolls_the_deployment_back() {
        checkout.deploying("42");
        scene.describe();
        scene.cloudWatch.alarm("5xx").becomes(StateValue.ALARM, NOON.plusSeconds(61));

        scene.pass(minutes(10));

        ServiceDeployment rolledBack = scene.newest();
        assertThat(rolledBack.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(rolledBack.alarms().status()).isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
        assertThat(rolledBack.alarms().triggeredAlarmNames()).containsExactly("5xx");
        assertThat(rolledBack.rollback().startedAt()).isEqualTo(NOON.plusSeconds(77));
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
        assertThat(scene.events()).anyMatch(event -> event.endsWith("deployment failed: alarm detected."));
    }

    @Test
    void an_alarm_that_is_on_at_the_start_is_ignored() {
        scene.cloudWatch.alarm("5xx").inAlarm();
        checkout.deploying("42");
        scene.describe();

        scene.pass(minutes(10));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void a_steady_deployment_stays_in_progress_while_its_alarms_bake() {
        checkout.deploying("42");
        scene.describe();

        scene.pass(seconds(90 + 179));
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(scene.describe().deployments()).hasSize(1);
        scene.pass(seconds(1));

        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(scene.newest().alarms().status())
                .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.MONITORING_COMPLETE);
    }

    @Test
    void an_alarm_during_the_bake_rolls_back_to_tasks_that_have_to_start_again() {
        checkout.deploying("42");
        scene.describe();
        scene.cloudWatch.alarm("5xx").becomes(StateValue.ALARM, NOON.plusSeconds(120));

        scene.pass(minutes(10));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(checkout.runningCount()).isEqualTo(4);
    }

    @Test
    void a_rollback_by_update_is_reverted_by_the_alarms_too() {
        checkout.deployed("42", minutes(20)).unhealthy();
        scene.update("41");
        scene.cloudWatch.alarm("latency").becomes(StateValue.ALARM, NOON.plusSeconds(30));

        scene.pass(minutes(10));

        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");
        assertThat(checkout.isHealthy()).isFalse();
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void alarms_are_switched_off_without_a_deployment() {
        checkout.deployed("42", minutes(20));
        DeploymentConfiguration before = scene.describe().deploymentConfiguration();
        scene.ecs.updateService(r -> r.cluster("prod")
                .service("checkout")
                .deploymentConfiguration(before.toBuilder()
                        .alarms(a -> a.alarmNames("5xx").enable(false).rollback(false))
                        .build()));

        assertThat(scene.history()).hasSize(2);
        scene.update("41");
        scene.cloudWatch.alarm("5xx").becomes(StateValue.ALARM, NOON.plusSeconds(30));
        scene.pass(seconds(90));
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void alarms_that_may_not_roll_back_stop_the_deployment() {
        scene.describe();
        DeploymentConfiguration before = scene.describe().deploymentConfiguration();
        scene.ecs.updateService(r -> r.cluster("prod")
                .service("checkout")
                .deploymentConfiguration(before.toBuilder()
                        .alarms(a -> a.alarmNames("5xx").enable(true).rollback(false))
                        .build()));
        scene.cloudWatch.alarm("5xx").becomes(StateValue.ALARM, NOON.plusSeconds(10));
        checkout.otherActorDeploys("42");

        scene.pass(minutes(1));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
    }
}
