package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.IMAGE;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.hours;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

class FleetTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout = scene.checkout.desired(4).ran("41", days(30));

    @Test
    void tasks_whose_image_is_gone_cannot_be_pulled() {
        checkout.deploying("42").gone();
        scene.describe();

        scene.pass(seconds(30));

        Task failed = scene.tasks("STOPPED").get(0);
        assertThat(failed.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(failed.stoppedReason())
                .startsWith("CannotPullContainerError: ")
                .contains(IMAGE + "42");
        assertThat(failed.startedAt()).isNull();
        assertThat(failed.containers().get(0).reason()).startsWith("CannotPullContainerError");
        assertThat(scene.primary().failedTasks()).isPositive();
    }

    @Test
    void an_archived_image_cannot_be_pulled_either() {
        checkout.deploying("42");
        scene.describe();
        scene.ecr.archive("checkout", "42");

        scene.pass(seconds(30));

        assertThat(scene.tasks("STOPPED").get(0).stoppedReason()).startsWith("CannotPullContainerError");
    }

    @Test
    void running_tasks_do_not_need_their_image() {
        checkout.imageGone("41");

        assertThat(checkout.isHealthy()).isTrue();
        assertThat(scene.tasks("RUNNING")).hasSize(4);
    }

    @Test
    void scaling_out_needs_the_image_by_digest_and_not_by_tag() {
        scene.describe();
        scene.ecr.push("checkout", "41");

        checkout.otherActorScalesTo(5);
        scene.pass(minutes(1));
        assertThat(checkout.runningCount()).isEqualTo(5);

        scene.ecr.remove(
                "checkout", scene.tasks("RUNNING").get(0).containers().get(0).imageDigest());
        checkout.otherActorScalesTo(6);
        scene.pass(minutes(1));
        assertThat(checkout.runningCount()).isEqualTo(5);
    }

    @Test
    void images_of_other_registries_are_always_there() {
        FakeEcsService proxy = scene.ecs.service("prod", "proxy").image("nginx").deploying("1");
        scene.describe();

        scene.pass(minutes(1));

        assertThat(proxy.isHealthy()).isTrue();
    }

    @Test
    void a_crashing_task_tells_its_exit_code() {
        checkout.deploying("42").crashing();
        scene.describe();

        scene.pass(seconds(20));

        Task crashed = scene.tasks("STOPPED").get(0);
        assertThat(crashed.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(crashed.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(crashed.containers().get(0).exitCode()).isEqualTo(1);
        assertThat(crashed.startedAt()).isNotNull();
    }

    @Test
    void the_failure_count_goes_back_to_zero_when_the_tasks_run() {
        scene.describe();
        ContainerDefinition container =
                ContainerDefinition.builder().name("app").image(IMAGE + "42").build();
        scene.ecs.registerTaskDefinition(r -> r.family("checkout").containerDefinitions(container));
        scene.update("42");
        scene.pass(seconds(30));
        assertThat(scene.primary().failedTasks()).isEqualTo(4);

        scene.ecr.push("checkout", "42");
        scene.pass(minutes(3));

        assertThat(scene.primary().failedTasks()).isZero();
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
    }

    @Test
    void drained_tasks_name_the_deployment_that_they_were_of() {
        String old = scene.primary().id();
        checkout.otherActorDeploys("42");

        scene.pass(seconds(70));

        assertThat(scene.tasks("STOPPED")).hasSize(4).allSatisfy(task -> {
            assertThat(task.lastStatus()).isEqualTo("DEACTIVATING");
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.SERVICE_SCHEDULER_INITIATED);
            assertThat(task.stoppedReason()).isEqualTo("Scaling activity initiated by (deployment " + old + ")");
        });
    }

    @Test
    void stopped_tasks_are_shown_for_an_hour() {
        scene.describe();
        checkout.otherActorDeploys("42");
        scene.pass(seconds(90));

        scene.pass(hours(1));
        assertThat(scene.tasks("STOPPED")).hasSize(4);
        scene.pass(seconds(1));

        assertThat(scene.tasks("STOPPED")).isEmpty();
    }
}
