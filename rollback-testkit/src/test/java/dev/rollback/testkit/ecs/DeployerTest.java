package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.hours;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

class DeployerTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout = scene.checkout.desired(4).ran("41", days(30));

    @Test
    void a_rolling_deployment_goes_from_pending_over_running_and_draining_to_completed() {
        scene.describe();

        scene.update(scene.registerNext());

        assertThat(scene.primary().pendingCount()).isEqualTo(4);
        assertThat(scene.describe().deployments()).hasSize(2);
        scene.pass(seconds(30));
        assertThat(scene.primary().runningCount()).isEqualTo(4);
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        scene.pass(seconds(30));
        assertThat(scene.events().get(0)).contains("has begun draining connections on 4 tasks.");
        assertThat(scene.describe().deployments()).hasSize(2);
        scene.pass(seconds(30));
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(scene.describe().deployments()).hasSize(1);
        assertThat(scene.events().get(0)).contains("deployment completed.");
    }

    @Test
    void tasks_start_one_after_the_other() {
        checkout.deploying("42", seconds(15));

        Deployment primary = scene.primary();

        assertThat(primary.runningCount()).isEqualTo(2);
        assertThat(primary.pendingCount()).isEqualTo(2);
        assertThat(scene.describe().runningCount()).isEqualTo(6);
    }

    @Test
    void the_old_tasks_serve_until_the_new_ones_are_healthy() {
        checkout.deploying("42", seconds(59));

        assertThat(checkout.trafficByTaskDefinition()).containsEntry("checkout:41", 0.5);
        scene.pass(seconds(1));
        assertThat(checkout.trafficByTaskDefinition()).containsOnlyKeys("checkout:42");
    }

    @Test
    void draining_takes_the_time_that_the_scene_gives_it() {
        checkout.drain(minutes(5)).deploying("42");
        scene.describe();

        scene.pass(minutes(1).plus(seconds(299)));
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);

        scene.pass(seconds(1));
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void a_service_deployment_is_pending_in_progress_and_successful() {
        checkout.deploying("42");

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.PENDING);
        scene.pass(seconds(2));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.IN_PROGRESS);
        scene.pass(seconds(88));
        ServiceDeployment done = scene.newest();
        assertThat(done.status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
        assertThat(done.finishedAt()).isEqualTo(Scene.NOON.plusSeconds(90));
        assertThat(scene.definitionOf(done.targetServiceRevision().arn())).isEqualTo("checkout:42");
        assertThat(done.sourceServiceRevisions())
                .singleElement()
                .satisfies(
                        source -> assertThat(scene.definitionOf(source.arn())).isEqualTo("checkout:41"));
    }

    @Test
    void a_newer_deployment_supersedes_the_one_in_flight() {
        checkout.deploying("42", seconds(40));
        String superseded = scene.newest().serviceDeploymentArn();

        checkout.otherActorDeploys("43");

        assertThat(scene.deployment(superseded).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
        assertThat(scene.newest().sourceServiceRevisions()).hasSize(2);
        scene.pass(seconds(90));
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:43");
        assertThat(scene.describe().deployments()).hasSize(1);
    }

    @Test
    void desired_zero_converges_at_once() {
        checkout.desired(0).deploying("42");
        scene.describe();

        scene.pass(seconds(2));

        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(checkout.isHealthy()).isFalse();
    }

    @Test
    void a_crashing_version_without_a_breaker_stays_in_progress_for_ever() {
        checkout.deploying("42", hours(12)).crashing();

        Service service = scene.describe();

        assertThat(service.deployments()).hasSize(2);
        assertThat(service.deployments().get(0).rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(service.deployments().get(0).failedTasks()).isGreaterThan(50);
        assertThat(scene.events()).anyMatch(event -> event.contains("unable to consistently start tasks"));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.IN_PROGRESS);
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void the_breaker_brings_the_old_definition_back_under_a_new_id() {
        checkout.circuitBreaker().deploying("42").crashing();
        String failing = scene.primary().id();

        scene.pass(seconds(40));

        Deployment primary = scene.primary();
        Deployment failed = scene.describe().deployments().get(1);
        assertThat(primary.id()).isNotEqualTo(failing);
        assertThat(primary.taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(primary.rolloutStateReason())
                .isEqualTo("ECS deployment circuit breaker: rolling back to deploymentId " + primary.id() + ".");
        assertThat(scene.describe().taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(failed.id()).isEqualTo(failing);
        assertThat(failed.rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
    }

    @Test
    void a_breaker_rollback_ends_the_service_deployment_as_rolled_back() {
        checkout.circuitBreaker().deployed("42", hours(1)).crashing();

        ServiceDeployment rolledBack = scene.newest();

        assertThat(rolledBack.status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(rolledBack.rollback().reason()).contains("circuit breaker");
        assertThat(scene.definitionOf(rolledBack.rollback().serviceRevisionArn()))
                .isEqualTo("checkout:41");
        assertThat(rolledBack.deploymentCircuitBreaker().status())
                .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
        assertThat(rolledBack.deploymentCircuitBreaker().failureCount()).isEqualTo(3);
        assertThat(rolledBack.deploymentCircuitBreaker().threshold()).isEqualTo(3);
        assertThat(scene.history()).hasSize(2);
        assertThat(checkout.isHealthy()).isTrue();
    }

    @Test
    void a_rollback_makes_no_new_service_revision() {
        checkout.circuitBreaker().deployed("42", hours(1)).crashing();

        ServiceDeploymentBrief first = scene.history().get(1);

        assertThat(scene.newest().rollback().serviceRevisionArn()).isEqualTo(first.targetServiceRevisionArn());
        assertThat(scene.describe().currentServiceRevisions().get(0).arn()).isEqualTo(first.targetServiceRevisionArn());
    }

    @Test
    void a_breaker_without_rollback_stops_the_deployment_where_it_is() {
        checkout.circuitBreakerWithoutRollback().deployed("42", hours(1)).crashing();

        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "42");
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
        assertThat(scene.newest().stoppedAt()).isNotNull();
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void a_first_deployment_that_fails_has_nothing_to_go_back_to() {
        FakeEcsService search = scene.ecs
                .service("prod", "search")
                .circuitBreaker()
                .deployed("1", hours(1))
                .crashing();

        assertThat(search.servingTaskDefinition()).isEmpty();
        assertThat(scene.ecs
                        .listServiceDeployments(r -> r.cluster("prod").service("search"))
                        .serviceDeployments()
                        .get(0)
                        .status())
                .isEqualTo(ServiceDeploymentStatus.ROLLBACK_FAILED);
    }

    @Test
    void a_way_back_that_fails_as_well_ends_as_rollback_failed() {
        checkout.circuitBreaker().deploying("42").crashing().imageGone("41");
        scene.describe();

        scene.pass(seconds(26));
        checkout.otherActorScalesTo(8);
        scene.pass(hours(1));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_FAILED);
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
    }

    @Test
    void the_threshold_grows_with_half_of_the_desired_tasks() {
        checkout.desired(40).circuitBreaker().deploying("42");

        assertThat(scene.newest().deploymentCircuitBreaker().threshold()).isEqualTo(20);
    }

    @Test
    void stopping_a_deployment_in_flight_rolls_it_back() {
        checkout.deploying("42", seconds(40));

        scene.stopDeployment();

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_REQUESTED);
        scene.pass(seconds(2));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
        scene.pass(seconds(60));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(scene.describe().deployments()).hasSize(1);
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void a_stop_while_the_old_tasks_drain_starts_them_again() {
        checkout.deploying("42", seconds(70));

        scene.stopDeployment();
        scene.pass(seconds(40));

        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(scene.primary().runningCount()).isEqualTo(4);
        scene.pass(minutes(2));
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
    }

    @Test
    void a_deployment_that_comes_between_a_stop_and_its_rollback_wins() {
        checkout.deploying("42", seconds(40));
        String stopped = scene.newest().serviceDeploymentArn();
        scene.stopDeployment();

        checkout.otherActorDeploys("43");
        scene.pass(minutes(2));

        assertThat(scene.deployment(stopped).status()).isEqualTo(ServiceDeploymentStatus.STOPPED);
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:43");
    }

    @Test
    void scaling_out_and_in_starts_no_deployment() {
        scene.describe();

        checkout.otherActorScalesTo(6);
        scene.pass(minutes(1));
        assertThat(checkout.runningCount()).isEqualTo(6);
        checkout.otherActorScalesTo(3);
        scene.pass(minutes(1));

        assertThat(checkout.runningCount()).isEqualTo(3);
        assertThat(checkout.serviceDeployments()).isOne();
    }

    @Test
    void tasks_stay_pending_while_there_is_no_capacity() {
        checkout.deploying("42").outOfCapacity();
        scene.describe();

        scene.pass(hours(1));

        assertThat(scene.primary().pendingCount()).isEqualTo(4);
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(scene.events().get(0))
                .contains("was unable to place a task. Reason: Capacity is unavailable at this time.");
    }

    @Test
    void tasks_start_when_capacity_returns() {
        checkout.deploying("42").outOfCapacity(minutes(10));
        scene.describe();

        scene.pass(minutes(12));

        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");
    }
}
