package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClientException;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** What the ECS target takes for granted of ECS and ECR. */
interface EcsContract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Subject subject();

    private EcsClient ecs() {
        return subject().client(EcsClient.class);
    }

    private static String fresh(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    private TaskDefinition register(String family, String image) {
        return ecs().registerTaskDefinition(request -> request.family(family)
                        .containerDefinitions(ContainerDefinition.builder()
                                .name("app")
                                .image(image)
                                .cpu(128)
                                .memory(128)
                                .essential(true)
                                .build()))
                .taskDefinition();
    }

    /** A service of two tasks on the first of two definitions. */
    private Scene scene() {
        String cluster = fresh("cluster");
        String family = fresh("family");
        ecs().createCluster(request -> request.clusterName(cluster));
        TaskDefinition first = register(family, "registry.example.com/app:1");
        TaskDefinition second = register(family, "registry.example.com/app:2");
        ecs().createService(request -> request.cluster(cluster)
                .serviceName("web")
                .taskDefinition(first.taskDefinitionArn())
                .desiredCount(2));
        subject().pass(Duration.ofMinutes(10));
        return new Scene(cluster, family, first, second);
    }

    /** What a test begins with. */
    record Scene(String cluster, String family, TaskDefinition first, TaskDefinition second) {}

    private Service describe(Scene scene) {
        return ecs().describeServices(
                        request -> request.cluster(scene.cluster()).services("web"))
                .services()
                .get(0);
    }

    private static Deployment primary(Service service) {
        return service.deployments().stream()
                .filter(deployment -> deployment.status().equals("PRIMARY"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    default void tells_of_a_missing_service_as_a_failure_and_not_as_an_exception() {
        Scene scene = scene();

        var answer = ecs().describeServices(
                        request -> request.cluster(scene.cluster()).services("nobody"));

        assertThat(answer.services()).isEmpty();
        assertThat(answer.failures())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo("MISSING"));
    }

    @Test
    default void refuses_an_unknown_cluster() throws Exception {
        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_CLUSTER,
                        () -> assertThatThrownBy(() -> ecs().describeServices(request ->
                                        request.cluster("no-such-cluster").services("web")))
                                .isInstanceOf(ClusterNotFoundException.class));
    }

    @Test
    default void refuses_more_than_ten_services_at_once() throws Exception {
        Scene scene = scene();
        List<String> eleven = Collections.nCopies(11, "web");

        subject()
                .keepsUnless(
                        Deviation.TOO_MANY_SERVICES,
                        () -> assertThatThrownBy(() -> ecs().describeServices(request ->
                                        request.cluster(scene.cluster()).services(eleven)))
                                .isInstanceOf(InvalidParameterException.class));
    }

    @Test
    default void shows_an_active_service_with_one_primary_deployment() {
        Scene scene = scene();

        Service service = describe(scene);

        assertThat(service.status()).isEqualTo("ACTIVE");
        assertThat(service.taskDefinition()).isEqualTo(scene.first().taskDefinitionArn());
        assertThat(service.desiredCount()).isEqualTo(2);
        assertThat(primary(service).taskDefinition()).isEqualTo(scene.first().taskDefinitionArn());
    }

    @Test
    default void deploys_another_definition_under_a_new_primary_deployment_that_completes() throws Exception {
        Scene scene = scene();
        String before = primary(describe(scene)).id();

        ecs().updateService(request -> request.cluster(scene.cluster())
                .service("web")
                .taskDefinition(scene.second().taskDefinitionArn()));
        subject().pass(Duration.ofMinutes(10));

        subject().keepsUnless(Deviation.ROLLOUT, () -> {
            Deployment primary = primary(describe(scene));
            assertThat(primary.id()).isNotEqualTo(before);
            assertThat(primary.taskDefinition()).isEqualTo(scene.second().taskDefinitionArn());
            assertThat(primary.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
        });
        subject()
                .keepsUnless(
                        Deviation.OLD_DEPLOYMENT_LEAVES,
                        () -> assertThat(describe(scene).deployments())
                                .singleElement()
                                .satisfies(only -> assertThat(only.id()).isNotEqualTo(before)));
    }

    @Test
    default void refuses_to_update_an_unknown_service() {
        Scene scene = scene();

        assertThatThrownBy(() -> ecs().updateService(request ->
                        request.cluster(scene.cluster()).service("nobody").desiredCount(1)))
                .isInstanceOf(ServiceNotFoundException.class);
    }

    @Test
    default void refuses_an_unknown_task_definition() throws Exception {
        Scene scene = scene();

        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_DEFINITION,
                        () -> assertThatThrownBy(() -> ecs().updateService(request -> request.cluster(scene.cluster())
                                        .service("web")
                                        .taskDefinition(scene.family() + ":99")))
                                .isInstanceOf(ClientException.class));
    }

    @Test
    default void keeps_a_deregistered_definition_readable_as_inactive() {
        Scene scene = scene();

        ecs().deregisterTaskDefinition(
                        request -> request.taskDefinition(scene.second().taskDefinitionArn()));

        TaskDefinition read = ecs().describeTaskDefinition(
                        request -> request.taskDefinition(scene.second().taskDefinitionArn()))
                .taskDefinition();
        assertThat(read.status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    }

    @Test
    default void refuses_to_deploy_an_inactive_definition() throws Exception {
        Scene scene = scene();
        ecs().deregisterTaskDefinition(
                        request -> request.taskDefinition(scene.second().taskDefinitionArn()));

        subject()
                .keepsUnless(
                        Deviation.INACTIVE_DEFINITION,
                        () -> assertThatThrownBy(() -> ecs().updateService(request -> request.cluster(scene.cluster())
                                        .service("web")
                                        .taskDefinition(scene.second().taskDefinitionArn())))
                                .isInstanceOf(ClientException.class));
    }

    @Test
    default void counts_the_revisions_of_a_family_up() {
        Scene scene = scene();

        TaskDefinition third = register(scene.family(), "registry.example.com/app:3");

        assertThat(third.revision()).isEqualTo(scene.second().revision() + 1);
        assertThat(third.taskDefinitionArn()).endsWith(":task-definition/" + scene.family() + ":" + third.revision());
    }

    @Test
    default void lists_definitions_newest_first_in_pages() throws Exception {
        Scene scene = scene();

        subject().keepsUnless(Deviation.DEFINITIONS_IN_ORDER, () -> {
            var page = ecs().listTaskDefinitions(request ->
                    request.familyPrefix(scene.family()).sort(SortOrder.DESC).maxResults(1));
            assertThat(page.taskDefinitionArns()).containsExactly(scene.second().taskDefinitionArn());
            assertThat(page.nextToken()).isNotNull();
        });
    }

    @Test
    default void lists_the_deployments_of_a_service() throws Exception {
        Scene scene = scene();

        subject()
                .keepsUnless(
                        Deviation.SERVICE_DEPLOYMENTS,
                        () -> assertThat(ecs().listServiceDeployments(request ->
                                                request.cluster(scene.cluster()).service("web"))
                                        .serviceDeployments())
                                .isNotEmpty());
    }

    @Test
    default void tells_an_unknown_repository_from_an_unknown_image() throws Exception {
        EcrClient ecr = subject().client(EcrClient.class);
        String repository = fresh("repository");
        ImageIdentifier unknown = ImageIdentifier.builder().imageTag("nothing").build();
        ecr.createRepository(request -> request.repositoryName(repository));

        assertThatThrownBy(() -> ecr.describeImages(request -> request.repositoryName("no-such-repository")))
                .isInstanceOf(RepositoryNotFoundException.class);
        subject()
                .keepsUnless(
                        Deviation.UNKNOWN_IMAGE,
                        () -> assertThatThrownBy(() -> ecr.describeImages(request ->
                                        request.repositoryName(repository).imageIds(List.of(unknown))))
                                .isInstanceOf(ImageNotFoundException.class));
    }
}
