package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DescribeServicesResponse;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ResourceManagementType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceField;
import software.amazon.awssdk.services.ecs.model.StabilityStatus;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskSet;

class ServiceCallsTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout =
            scene.checkout.desired(4).ran("41", days(30)).deployed("42", minutes(20));

    @Test
    void a_settled_service_has_one_completed_deployment() {
        Service service = scene.describe();

        assertThat(service.status()).isEqualTo("ACTIVE");
        assertThat(service.taskDefinition()).isEqualTo(DEFINITION + "42");
        assertThat(service.desiredCount()).isEqualTo(4);
        assertThat(service.runningCount()).isEqualTo(4);
        assertThat(service.deployments())
                .singleElement()
                .satisfies(primary -> assertThat(primary.rolloutStateAsString()).isEqualTo("COMPLETED"));
        assertThat(service.currentServiceRevisions())
                .singleElement()
                .satisfies(revision -> assertThat(revision.runningTaskCount()).isEqualTo(4));
    }

    @Test
    void a_missing_service_is_a_failure_and_not_an_exception() {
        DescribeServicesResponse found =
                scene.ecs.describeServices(r -> r.cluster("prod").services("checkout", "search"));

        assertThat(found.services()).hasSize(1);
        assertThat(found.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.reason()).isEqualTo("MISSING");
            assertThat(failure.arn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/prod/search");
        });
    }

    @Test
    void a_missing_cluster_is_an_exception() {
        assertThatThrownBy(
                        () -> scene.ecs.describeServices(r -> r.cluster("stage").services("checkout")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> scene.ecs.describeServices(r -> r.services("checkout")))
                .isInstanceOf(ClusterNotFoundException.class);
    }

    @Test
    void at_most_ten_and_at_least_one_service_is_described() {
        assertThatThrownBy(
                        () -> scene.ecs.describeServices(r -> r.cluster("prod").services(Collections.nCopies(11, "a"))))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Services cannot have more than 10 elements.");
        assertThatThrownBy(() -> scene.ecs.describeServices(r -> r.cluster("prod")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void services_and_clusters_are_named_by_arn_as_well() {
        DescribeServicesResponse found =
                scene.ecs.describeServices(r -> r.cluster("arn:aws:ecs:eu-west-1:123456789012:cluster/prod")
                        .services("arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout"));

        assertThat(found.services()).hasSize(1);
    }

    @Test
    void tags_come_only_when_asked_for() {
        checkout.settings(s -> s.tags(Tag.builder().key("team").value("shop").build()));

        Service tagged = scene.ecs
                .describeServices(r -> r.cluster("prod").services("checkout").include(ServiceField.TAGS))
                .services()
                .get(0);

        assertThat(tagged.tags()).hasSize(1);
        assertThat(scene.describe().tags()).isEmpty();
    }

    @Test
    void events_come_newest_first_and_never_more_than_a_hundred() {
        checkout.deploying("43").crashing();
        scene.describe();
        scene.pass(days(2));

        Service service = scene.describe();

        assertThat(service.events()).hasSize(100);
        assertThat(service.events().get(0).createdAt())
                .isAfter(service.events().get(99).createdAt());
        assertThat(service.events().get(0).message()).startsWith("(service checkout) ");
    }

    @Test
    void behind_a_classic_load_balancer_there_is_no_rollout_state() {
        checkout.classicLoadBalancer().deploying("43");
        Deployment primary = scene.primary();

        assertThat(primary.rolloutState()).isNull();
        assertThat(primary.rolloutStateReason()).isNull();
        assertThat(scene.describe().deployments()).hasSize(2);
        scene.pass(seconds(90));
        assertThat(scene.describe().deployments()).hasSize(1);
    }

    @Test
    void code_deploy_services_have_task_sets_instead_of_deployments() {
        checkout.controller(DeploymentControllerType.CODE_DEPLOY);

        Service service = scene.describe();

        assertThat(service.deploymentController().type()).isEqualTo(DeploymentControllerType.CODE_DEPLOY);
        assertThat(service.deployments()).isEmpty();
        assertThat(service.taskSets()).extracting(TaskSet::taskDefinition).containsExactly(DEFINITION + "42");
        assertThat(service.taskSets().get(0).stabilityStatus()).isEqualTo(StabilityStatus.STEADY_STATE);
        assertThat(scene.history()).isEmpty();
    }

    @Test
    void an_express_service_is_managed_by_ecs() {
        checkout.express();

        assertThat(scene.describe().resourceManagementType()).isEqualTo(ResourceManagementType.ECS);
    }

    @Test
    void services_are_listed_in_pages_of_ten() {
        for (int i = 0; i < 11; i++) {
            scene.ecs.service("prod", "service-" + i).ran("1", days(1));
        }

        var sizes = scene.ecs.listServicesPaginator(r -> r.cluster("prod")).stream()
                .map(page -> page.serviceArns().size())
                .toList();

        assertThat(sizes).containsExactly(10, 2);
    }

    @Test
    void a_service_with_tasks_is_deleted_only_by_force() {
        assertThatThrownBy(() -> scene.ecs.deleteService(r -> r.cluster("prod").service("checkout")))
                .isInstanceOf(InvalidParameterException.class);

        scene.ecs.deleteService(r -> r.cluster("prod").service("checkout").force(true));

        assertThat(scene.describe().status()).isEqualTo("DRAINING");
        scene.pass(seconds(30));
        assertThat(scene.describe().status()).isEqualTo("INACTIVE");
        assertThat(scene.describe().runningCount()).isZero();
        assertThat(scene.ecs.listServices(r -> r.cluster("prod")).serviceArns()).isEmpty();
    }
}
