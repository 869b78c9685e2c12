package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.IMAGE;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.SchedulingStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotActiveException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class ServiceChangesTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout =
            scene.checkout.desired(4).ran("41", days(30)).deployed("42", minutes(20));

    private Service update(Consumer<UpdateServiceRequest.Builder> change) {
        return scene.ecs
                .updateService(r -> change.accept(r.cluster("prod").service("checkout")))
                .service();
    }

    private int deployments() {
        return checkout.serviceDeployments();
    }

    @Test
    void a_task_definition_starts_a_deployment_whose_id_is_in_the_answer() {
        String before = scene.primary().id();

        Service answer = update(r -> r.taskDefinition(DEFINITION + "41"));

        assertThat(answer.taskDefinition()).isEqualTo(DEFINITION + "41");
        assertThat(answer.deployments().get(0).status()).isEqualTo("PRIMARY");
        assertThat(answer.deployments().get(0).id()).isNotEqualTo(before).startsWith("ecs-svc/");
        assertThat(answer.deployments().get(1).status()).isEqualTo("ACTIVE");
        assertThat(answer.currentServiceDeployment())
                .startsWith("arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/checkout/")
                .isEqualTo(scene.newest().serviceDeploymentArn());
    }

    @Test
    void the_same_task_definition_again_starts_nothing() {
        update(r -> r.taskDefinition(DEFINITION + "42"));

        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void the_definition_that_the_breaker_brought_back_starts_nothing() {
        checkout.circuitBreaker()
                .ran("42", minutes(10))
                .deployed("43", minutes(5))
                .crashing();

        update(r -> r.taskDefinition(DEFINITION + "42"));

        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "42");
        assertThat(deployments()).isEqualTo(4);
    }

    @Test
    void a_failed_deployment_is_tried_again_only_by_force() {
        checkout.circuitBreakerWithoutRollback().deploying("43").crashing();
        scene.describe();
        scene.pass(minutes(5));
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);

        update(r -> r.taskDefinition(DEFINITION + "43"));
        assertThat(deployments()).isEqualTo(3);
        update(r -> r.taskDefinition(DEFINITION + "43").forceNewDeployment(true));

        assertThat(deployments()).isEqualTo(4);
        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.IN_PROGRESS);
    }

    @Test
    void a_forced_deployment_makes_a_new_revision_of_the_same_definition() {
        update(r -> r.forceNewDeployment(true));

        assertThat(deployments()).isEqualTo(3);
        assertThat(scene.history().get(0).targetServiceRevisionArn())
                .isNotEqualTo(scene.history().get(1).targetServiceRevisionArn());
        assertThat(scene.primary().taskDefinition()).isEqualTo(DEFINITION + "42");
    }

    @Test
    void a_family_and_revision_are_enough_and_a_bare_family_means_the_newest() {
        assertThat(update(r -> r.taskDefinition("checkout:41")).taskDefinition())
                .isEqualTo(DEFINITION + "41");
        assertThat(update(r -> r.taskDefinition("checkout")).taskDefinition()).isEqualTo(DEFINITION + "42");
    }

    @Test
    void fields_that_are_not_sent_stay_as_they_are() {
        scene.ecs.pace(new DeploymentPace(seconds(1), seconds(1), seconds(1), seconds(1)));
        update(r -> r.platformVersion("1.4.0"));
        update(r -> r.networkConfiguration(
                n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1").securityGroups("sg-1"))));

        Service now = update(r -> r.taskDefinition(DEFINITION + "41"));

        assertThat(now.platformVersion()).isEqualTo("1.4.0");
        assertThat(now.networkConfiguration().awsvpcConfiguration().subnets()).containsExactly("subnet-1");
        assertThat(now.launchType()).isEqualTo(LaunchType.FARGATE);
        assertThat(now.desiredCount()).isEqualTo(4);
        assertThat(deployments()).isEqualTo(5);
    }

    @Test
    void deployment_configuration_and_grace_period_start_no_deployment() {
        Service now = update(
                r -> r.healthCheckGracePeriodSeconds(60).deploymentConfiguration(d -> d.minimumHealthyPercent(50)));

        assertThat(deployments()).isEqualTo(2);
        assertThat(now.deploymentConfiguration().minimumHealthyPercent()).isEqualTo(50);
        assertThat(now.deploymentConfiguration().maximumPercent()).isEqualTo(200);
        assertThat(now.healthCheckGracePeriodSeconds()).isEqualTo(60);
    }

    @Test
    void a_deployment_configuration_that_is_sent_replaces_the_whole_one_before() {
        checkout.circuitBreaker().alarms("5xx");

        Service now = update(r -> r.deploymentConfiguration(d -> d.maximumPercent(150)));

        assertThat(now.deploymentConfiguration().deploymentCircuitBreaker().enable())
                .isFalse();
        assertThat(now.deploymentConfiguration().alarms()).isNull();
        assertThat(now.deploymentConfiguration().strategy()).isEqualTo(DeploymentStrategy.ROLLING);
    }

    @Test
    void a_desired_count_starts_no_deployment() {
        Service now = update(r -> r.desiredCount(6));

        assertThat(now.desiredCount()).isEqualTo(6);
        assertThat(now.pendingCount()).isEqualTo(2);
        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void an_inactive_definition_is_refused_as_a_client_exception() {
        checkout.inactive("41");

        assertThatThrownBy(() -> scene.update("41"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition is inactive");
        assertThat(deployments()).isEqualTo(2);
    }

    @Test
    void an_unknown_definition_is_refused_as_a_client_exception() {
        assertThatThrownBy(() -> scene.update("40"))
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("TaskDefinition not found.");
    }

    @Test
    void a_missing_cluster_service_or_an_inactive_one_is_refused() {
        scene.describe();

        assertThatThrownBy(() -> scene.ecs.updateService(r -> r.cluster("stage").service("checkout")))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> scene.ecs.updateService(r -> r.cluster("prod").service("search")))
                .isInstanceOf(ServiceNotFoundException.class);
        assertThatThrownBy(() -> scene.ecs.updateService(r -> r.service("checkout")))
                .isInstanceOf(ClusterNotFoundException.class);
        scene.ecs.deleteService(r -> r.cluster("prod").service("checkout").force(true));
        assertThatThrownBy(() -> scene.update("41")).isInstanceOf(ServiceNotActiveException.class);
    }

    @Test
    void every_error_is_complete() {
        assertThatThrownBy(() -> scene.update("40")).isInstanceOfSatisfying(EcsException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ClientException");
            assertThat(e.awsErrorDetails().serviceName()).isEqualTo("Ecs");
            assertThat(e.requestId()).isNotBlank();
        });
    }

    @Test
    void code_deploy_services_refuse_a_task_definition_with_the_documented_text() {
        checkout.controller(DeploymentControllerType.CODE_DEPLOY);

        assertThatThrownBy(() -> scene.update("41"))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("Unable to update task definition on services with a CODE_DEPLOY deployment"
                        + " controller. Use AWS CodeDeploy to trigger a new deployment.");
    }

    @ParameterizedTest
    @EnumSource(names = {"CODE_DEPLOY", "EXTERNAL"})
    void foreign_controllers_refuse_all_that_deploys_and_allow_the_count(DeploymentControllerType type) {
        checkout.controller(type);

        assertThatThrownBy(() -> update(r -> r.forceNewDeployment(true)))
                .hasMessageContaining("Cannot force a new deployment");
        assertThatThrownBy(() -> update(r -> r.platformVersion("1.4.0")))
                .hasMessageContaining("Unable to update network parameters");
        assertThat(update(r -> r.desiredCount(5)).desiredCount()).isEqualTo(5);
    }

    @Test
    void a_daemon_service_refuses_a_desired_count_and_takes_a_definition() {
        checkout.daemon();

        assertThatThrownBy(() -> update(r -> r.desiredCount(3)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("does not support a desired count");
        assertThat(update(r -> r.taskDefinition(DEFINITION + "41")).deployments())
                .hasSize(2);
        assertThat(scene.describe().schedulingStrategy()).isEqualTo(SchedulingStrategy.DAEMON);
    }

    @Test
    void a_negative_desired_count_is_refused() {
        assertThatThrownBy(() -> update(r -> r.desiredCount(-1))).isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_tag_means_what_it_points_to_when_the_deployment_starts() {
        scene.describe();
        String moved = scene.ecr.push("checkout", "41");

        scene.update("41");
        scene.ecr.push("checkout", "41");

        String revision = scene.history().get(0).targetServiceRevisionArn();
        assertThat(scene.revision(revision).containerImages())
                .singleElement()
                .satisfies(image -> assertThat(image.imageDigest()).isEqualTo(moved));
    }

    @Test
    void a_definition_pinned_to_a_digest_behaves_as_the_image_it_names() {
        checkout.unhealthy();
        String digest = scene.revision(scene.history().get(0).targetServiceRevisionArn())
                .containerImages()
                .get(0)
                .imageDigest();
        String image = IMAGE.substring(0, IMAGE.length() - 1) + "@" + digest;
        ContainerDefinition container =
                ContainerDefinition.builder().name("app").image(image).build();
        scene.ecs.registerTaskDefinition(r -> r.family("checkout").containerDefinitions(container));

        scene.update("43");
        scene.pass(seconds(90));

        assertThat(scene.primary().rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:43");
        assertThat(checkout.isHealthy()).isFalse();
    }

    private void create(Consumer<CreateServiceRequest.Builder> change) {
        scene.ecs.createService(
                r -> change.accept(r.cluster("prod").serviceName("search").taskDefinition("checkout:42")));
    }

    @Test
    void creating_a_service_twice_is_refused() {
        scene.describe();
        create(r -> r.desiredCount(1));

        assertThatThrownBy(() -> create(r -> r.desiredCount(1)))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageContaining("not idempotent");
    }

    @Test
    void a_replica_service_needs_a_count_and_a_daemon_may_not_have_one() {
        scene.describe();

        assertThatThrownBy(() -> create(r -> {})).isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> create(r -> r.desiredCount(1).schedulingStrategy(SchedulingStrategy.DAEMON)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void a_service_needs_a_cluster_and_an_active_definition() {
        checkout.inactive("41");
        scene.describe();

        assertThatThrownBy(() -> create(r -> r.cluster("stage").desiredCount(1)))
                .isInstanceOf(ClusterNotFoundException.class);
        assertThatThrownBy(() -> create(r -> r.taskDefinition("checkout:41").desiredCount(1)))
                .isInstanceOf(ClientException.class);
    }
}
