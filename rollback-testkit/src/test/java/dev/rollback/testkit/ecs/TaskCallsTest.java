package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.Task;

class TaskCallsTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout =
            scene.checkout.desired(4).ran("41", days(30)).deploying("42", seconds(15));

    @Test
    void a_task_tells_who_started_it_and_for_what() {
        Task task = scene.tasks("RUNNING").get(4);

        assertThat(task.taskArn()).matches("arn:aws:ecs:eu-west-1:123456789012:task/prod/[0-9a-f]{32}");
        assertThat(task.group()).isEqualTo("service:checkout");
        assertThat(task.startedBy()).isEqualTo(scene.primary().id());
        assertThat(task.taskDefinitionArn()).isEqualTo(DEFINITION + "42");
        assertThat(task.launchType()).isEqualTo(LaunchType.FARGATE);
        assertThat(task.lastStatus()).isEqualTo("RUNNING");
        assertThat(task.containers().get(0).imageDigest()).startsWith("sha256:");
        assertThat(checkout.runningCount()).isEqualTo(6);
    }

    @Test
    void pending_tasks_are_listed_as_those_that_are_to_run() {
        assertThat(scene.tasks("RUNNING"))
                .hasSize(8)
                .extracting(Task::lastStatus)
                .contains("PENDING", "RUNNING");
    }

    @Test
    void tasks_are_listed_by_the_deployment_that_started_them() {
        String primary = scene.primary().id();

        List<String> arns =
                scene.ecs.listTasks(r -> r.cluster("prod").startedBy(primary)).taskArns();

        assertThat(arns).hasSize(4);
    }

    @Test
    void tasks_are_listed_by_family_in_pages() {
        scene.ecs.service("prod", "search").ran("1", days(1));

        var sizes = scene
                .ecs
                .listTasksPaginator(r -> r.cluster("prod").family("checkout").maxResults(5))
                .stream()
                .map(page -> page.taskArns().size())
                .toList();

        assertThat(sizes).containsExactly(5, 3);
    }

    @Test
    void a_missing_task_is_a_failure() {
        assertThat(scene.ecs.describeTasks(r -> r.cluster("prod").tasks("0123")).failures())
                .extracting(Failure::reason)
                .containsExactly("MISSING");
    }

    @Test
    void a_missing_service_cluster_or_task_list_is_refused() {
        assertThatThrownBy(() -> scene.ecs.listTasks(r -> r.cluster("prod").serviceName("search")))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThatThrownBy(() -> scene.ecs.listTasks(r -> r.cluster("stage")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> scene.ecs.describeTasks(r -> r.cluster("prod")))
                .isInstanceOf(InvalidParameterException.class);
    }
}
