package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;

/** What becomes of a deployment that a call has begun, as ECS shows it. */
class EcsUpheavalsTest {
    private static final Duration A_DAY = Duration.ofDays(1);
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @BeforeEach
    void a_service_with_two_versions() {
        world.ecs()
                .service("prod", "checkout")
                .desired(4)
                .ran("41", Duration.ofDays(30))
                .deployed("42", Duration.ofHours(1));
    }

    private void deploy(String version) {
        world.client(EcsClient.class)
                .updateService(
                        request -> request.cluster("prod").service("checkout").taskDefinition("checkout:" + version));
    }

    private Service service() {
        return world.client(EcsClient.class)
                .describeServices(request -> request.cluster("prod").services("checkout"))
                .services()
                .get(0);
    }

    private Deployment primary() {
        return service().deployments().get(0);
    }

    private ServiceDeployment newest() {
        EcsClient ecs = world.client(EcsClient.class);
        String arn = ecs.listServiceDeployments(
                        request -> request.cluster("prod").service("checkout"))
                .serviceDeployments()
                .get(0)
                .serviceDeploymentArn();
        return ecs.describeServiceDeployments(request -> request.serviceDeploymentArns(arn))
                .serviceDeployments()
                .get(0);
    }

    private String events() {
        return service().events().stream().map(ServiceEvent::message).collect(Collectors.joining("\n"));
    }

    private String serving() {
        return world.ecs().service("prod", "checkout").servingTaskDefinition();
    }

    @Test
    void a_deployment_that_never_ends_stays_in_progress_with_its_tasks_pending() {
        world.faults().on("ecs:UpdateService").call(1).neverEnds();

        deploy("41");
        world.clock().advance(A_DAY);

        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(primary().pendingCount()).isEqualTo(4);
        assertThat(primary().failedTasks()).isZero();
        assertThat(newest().status()).isEqualTo(ServiceDeploymentStatus.IN_PROGRESS);
        assertThat(serving()).isEqualTo("checkout:42");
    }

    @Test
    void a_deployment_that_never_ends_can_be_stopped_and_its_way_back_may_not_end_either() {
        world.faults().on("ecs:UpdateService").call(1).neverEnds();
        world.faults().on("ecs:StopServiceDeployment").call(1).neverEnds();
        deploy("41");
        world.clock().advance(Duration.ofMinutes(5));

        String arn = newest().serviceDeploymentArn();
        world.client(EcsClient.class).stopServiceDeployment(request -> request.serviceDeploymentArn(arn));
        world.clock().advance(A_DAY);

        assertThat(newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_IN_PROGRESS);
        assertThat(primary().taskDefinition()).endsWith("checkout:42");
        assertThat(serving()).isEqualTo("checkout:42");
    }

    @Test
    void a_slow_deployment_takes_five_times_as_long() {
        world.faults().on("ecs:UpdateService").call(1).slowConvergence();

        deploy("41");
        world.clock().advance(Duration.ofMinutes(7));
        DeploymentRolloutState before = primary().rolloutState();
        world.clock().advance(Duration.ofMinutes(1));

        assertThat(before).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(serving()).isEqualTo("checkout:41");
    }

    @Test
    void the_circuit_breaker_takes_the_deployment_back_after_three_tasks() {
        world.faults().on("ecs:UpdateService").call(1).circuitBreaker();

        deploy("41");
        world.clock().advance(Duration.ofMinutes(10));

        assertThat(newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(newest().deploymentCircuitBreaker().status())
                .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
        assertThat(newest().deploymentCircuitBreaker().threshold()).isEqualTo(3);
        assertThat(events())
                .contains("deployment failed: tasks failed to start.", "rolling back to deployment ecs-svc/");
        assertThat(serving()).isEqualTo("checkout:42");
    }

    @Test
    void an_alarm_takes_the_deployment_back() {
        world.faults().on("ecs:UpdateService").call(1).alarm();

        deploy("41");
        world.clock().advance(Duration.ofMinutes(10));

        assertThat(newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(newest().alarms().status()).isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
        assertThat(newest().alarms().triggeredAlarmNames()).hasSize(1);
        assertThat(newest().rollback().reason()).isEqualTo("ECS deployment alarm: alarm detected.");
        assertThat(serving()).isEqualTo("checkout:42");
    }

    @Test
    void tasks_cannot_pull_an_image_that_is_gone() {
        world.faults().on("ecs:UpdateService").call(1).imageGone();

        deploy("41");
        world.clock().advance(Duration.ofMinutes(3));

        EcsClient ecs = world.client(EcsClient.class);
        List<String> stopped = ecs.listTasks(request ->
                        request.cluster("prod").serviceName("checkout").desiredStatus("STOPPED"))
                .taskArns();
        assertThat(ecs.describeTasks(request -> request.cluster("prod").tasks(stopped))
                        .tasks())
                .isNotEmpty()
                .allMatch(task -> task.stoppedReason().startsWith("CannotPullContainerError"));
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
        assertThat(primary().failedTasks()).isPositive();
        assertThat(serving()).isEqualTo("checkout:42");
    }

    @Test
    void tasks_stay_pending_for_half_an_hour_where_there_is_no_room() {
        world.faults().on("ecs:UpdateService").call(1).capacityShort();

        deploy("41");
        world.clock().advance(Duration.ofMinutes(29));
        Deployment waiting = primary();
        world.clock().advance(Duration.ofMinutes(5));

        assertThat(waiting.pendingCount()).isEqualTo(4);
        assertThat(events()).contains("was unable to place a task. Reason: Capacity is unavailable at this time.");
        assertThat(primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void nothing_happens_to_an_update_that_begins_no_deployment() {
        world.faults().on("ecs:UpdateService").call(1).neverEnds();

        deploy("42");

        assertThat(world.calls().of("ecs:UpdateService").list())
                .singleElement()
                .matches(call -> call.fault().isEmpty());
    }
}
