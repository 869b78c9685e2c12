package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.IMAGE;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

class FakeEcsTest {
    private final Scene scene = new Scene();

    private void register(String tag) {
        scene.ecr.putImage(r -> r.repositoryName("checkout").imageTag(tag).imageManifest("{\"tag\":\"" + tag + "\"}"));
        ContainerDefinition container =
                ContainerDefinition.builder().name("app").image(IMAGE + tag).build();
        scene.ecs.registerTaskDefinition(r -> r.family("checkout").containerDefinitions(container));
    }

    @Test
    void a_scene_can_be_built_with_the_sdk_alone() {
        scene.ecr.createRepository(r -> r.repositoryName("checkout"));
        register("v1");
        register("v2");
        scene.ecs.createCluster(r -> r.clusterName("prod"));
        scene.ecs.createService(r -> r.cluster("prod")
                .serviceName("checkout")
                .taskDefinition("checkout:1")
                .desiredCount(2));
        scene.pass(minutes(2));

        scene.update("2");
        scene.pass(minutes(2));
        scene.update("1");
        scene.pass(minutes(2));

        assertThat(scene.checkout.servingTaskDefinition()).isEqualTo("checkout:1");
        assertThat(scene.checkout.serviceDeployments()).isEqualTo(3);
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
    }

    @Test
    void others_act_on_a_service_made_with_the_sdk() {
        scene.ecr.createRepository(r -> r.repositoryName("checkout"));
        register("v1");
        scene.ecs.createCluster(r -> r.clusterName("prod"));
        scene.ecs.createService(r -> r.cluster("prod")
                .serviceName("checkout")
                .taskDefinition("checkout:1")
                .desiredCount(2));

        scene.checkout.otherActorScalesTo(3);
        scene.pass(minutes(2));

        assertThat(scene.checkout.runningCount()).isEqualTo(3);
        assertThat(scene.checkout.isHealthy()).isTrue();
    }

    @Test
    void clusters_are_described_with_their_services() {
        scene.checkout.ran("41", days(30));

        var found = scene.ecs.describeClusters(r -> r.clusters("prod", "stage"));

        assertThat(found.clusters()).extracting(Cluster::activeServicesCount).containsExactly(1);
        assertThat(found.failures()).extracting(Failure::reason).containsExactly("MISSING");
    }

    @Test
    void creating_a_cluster_again_returns_it() {
        String first =
                scene.ecs.createCluster(r -> r.clusterName("prod")).cluster().clusterArn();

        assertThat(scene.ecs.createCluster(r -> r.clusterName("prod")).cluster().clusterArn())
                .isEqualTo(first)
                .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:cluster/prod");
    }

    @Test
    void operations_that_are_not_faked_are_the_client_s_own_refusals() {
        assertThatThrownBy(() -> scene.ecs.listClusters()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void the_same_calls_give_the_same_answers_in_another_world() {
        Scene other = new Scene();

        List<Object> first = play(scene);
        List<Object> second = play(other);

        assertThat(first).isEqualTo(second);
    }

    private static List<Object> play(Scene scene) {
        scene.checkout
                .circuitBreaker()
                .ran("41", days(30))
                .deployed("42", minutes(20))
                .crashing();
        Object before = scene.describe();
        scene.update(scene.registerNext());
        scene.pass(minutes(2));
        return List.of(before, scene.describe(), scene.newest(), scene.tasks("STOPPED"));
    }
}
