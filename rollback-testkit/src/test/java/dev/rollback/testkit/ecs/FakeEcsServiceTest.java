package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.DEFINITION;
import static dev.rollback.testkit.ecs.Scene.NOON;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.hours;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

class FakeEcsServiceTest {
    private final Scene scene = new Scene();
    private final FakeEcsService checkout = scene.checkout;

    private TaskDefinition definition(String revision) {
        return scene.ecs
                .describeTaskDefinition(r -> r.taskDefinition(DEFINITION + revision))
                .taskDefinition();
    }

    @Test
    void a_bad_version_serves_though_its_deployment_succeeded() {
        checkout.desired(4)
                .image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout")
                .ran("41", days(30))
                .deployed("42", minutes(20))
                .unhealthy();

        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");
        assertThat(checkout.isHealthy()).isFalse();
        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.SUCCESSFUL);
        assertThat(checkout.desiredCount()).isEqualTo(4);
    }

    @Test
    void a_rollback_by_update_makes_it_healthy_again() {
        checkout.ran("41", days(30)).deployed("42", minutes(20)).unhealthy();

        scene.update("41");
        scene.pass(seconds(59));
        assertThat(checkout.isHealthy()).isFalse();
        scene.pass(seconds(1));

        assertThat(checkout.isHealthy()).isTrue();
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void definitions_are_registered_when_they_were_first_deployed() {
        checkout.ran("41", days(30)).deployed("42", minutes(20));

        assertThat(definition("41").registeredAt())
                .isEqualTo(NOON.minus(minutes(20)).minus(days(30)));
        assertThat(definition("42").revision()).isEqualTo(42);
        assertThat(scene.registerNext()).isEqualTo("43");
    }

    @Test
    void a_version_may_be_deployed_more_than_once() {
        checkout.ran("41", days(30))
                .ran("42", hours(1))
                .unhealthy()
                .ran("41", days(2))
                .deployed("43", minutes(20));

        assertThat(scene.history())
                .extracting(brief -> scene.definitionOf(brief.targetServiceRevisionArn()))
                .containsExactly("checkout:43", "checkout:41", "checkout:42", "checkout:41");
    }

    @Test
    void services_of_one_family_share_its_definitions() {
        FakeEcsService worker = scene.ecs
                .service("prod", "worker")
                .family("checkout")
                .image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout")
                .ran("41", days(3));
        checkout.ran("41", days(30)).deployed("42", minutes(20)).unhealthy();

        assertThat(worker.servingTaskDefinition()).isEqualTo("checkout:41");
        assertThat(worker.isHealthy()).isTrue();
        assertThat(scene.ecs
                        .listTaskDefinitions(r -> r.familyPrefix("checkout"))
                        .taskDefinitionArns())
                .hasSize(2);
    }

    @Test
    void a_definition_is_changed_before_it_is_registered() {
        checkout.definition("41", d -> d.executionRoleArn("arn:aws:iam::123456789012:role/exec"))
                .ran("41", days(30));

        scene.describe();

        assertThat(definition("41").executionRoleArn()).isEqualTo("arn:aws:iam::123456789012:role/exec");
    }

    @Test
    void an_inactive_version_keeps_running() {
        checkout.ran("41", days(30)).inactive("41");

        assertThat(checkout.isHealthy()).isTrue();
        assertThat(definition("41").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    }

    @Test
    void what_others_do_takes_effect_in_the_middle_of_a_run() {
        checkout.ran("41", days(30));
        scene.describe();

        checkout.otherActorDeploys("44").inactive("41");
        scene.pass(seconds(90));

        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:44");
        assertThat(definition("41").status()).isEqualTo(TaskDefinitionStatus.INACTIVE);
    }

    @Test
    void someone_else_stops_the_deployment() {
        checkout.ran("41", days(30)).deploying("42", seconds(10));
        scene.describe();

        checkout.otherActorStopsDeployment();
        scene.pass(minutes(2));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(checkout.otherActorStopsDeployment().servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void capacity_returns_by_hand() {
        checkout.ran("41", days(30)).outOfCapacity();
        scene.describe();
        checkout.otherActorDeploys("42");
        scene.pass(hours(1));
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");

        checkout.capacityReturns();
        scene.pass(minutes(2));

        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:42");
    }

    @Test
    void a_service_has_a_pace_of_its_own_or_that_of_all() {
        scene.ecs.pace(DeploymentPace.DEFAULT.times(10));
        FakeEcsService search = scene.ecs
                .service("prod", "search")
                .pace(DeploymentPace.DEFAULT)
                .ran("1", days(1))
                .deploying("2");
        checkout.ran("41", days(30)).deploying("42");
        scene.describe();

        scene.pass(seconds(90));

        assertThat(search.servingTaskDefinition()).isEqualTo("search:2");
        assertThat(checkout.servingTaskDefinition()).isEqualTo("checkout:41");
    }

    @Test
    void the_same_name_is_the_same_service() {
        checkout.ran("41", days(30));

        assertThat(scene.ecs.service("prod", "checkout")).isSameAs(checkout);
    }

    @Test
    void a_service_that_nobody_told_of_cannot_be_asked() {
        assertThatThrownBy(checkout::isHealthy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is no ECS service prod/checkout: expected one with a past, or one made by"
                        + " CreateService. Say what ran, as in ran(\"41\", ofDays(30)).");
    }

    @Test
    void what_happens_to_a_service_that_never_ran_is_refused() {
        checkout.outOfCapacity();

        assertThatThrownBy(checkout::isHealthy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Something happens to the ECS service prod/checkout of the scene, but it never ran:"
                        + " expected ran, deployed or deploying before the first look. Say what ran, as in"
                        + " ran(\"41\", ofDays(30)).");
    }

    @Test
    void tasks_that_fail_are_launched_again() {
        checkout.desired(4).minimumHealthyPercent(50).ran("41", days(30)).tasksFail(3);

        assertThat(checkout.runningCount()).isEqualTo(1);
        scene.pass(seconds(40));

        assertThat(checkout.runningCount()).isEqualTo(4);
        assertThat(scene.describe().deploymentConfiguration().minimumHealthyPercent())
                .isEqualTo(50);
    }

    @Test
    void the_past_cannot_be_changed_after_the_first_look() {
        checkout.ran("41", days(30));
        scene.describe();

        assertThatThrownBy(() -> checkout.desired(5))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The past of the ECS service prod/checkout was changed after its first look: expected"
                        + " settings and versions before it. Say them earlier, or use what others do, as in"
                        + " otherActorDeploys.");
    }

    @Test
    void a_trait_needs_a_version() {
        assertThatThrownBy(checkout::crashing)
                .hasMessage("The ECS service prod/checkout has no version yet: expected ran, deployed or deploying"
                        + " before what is said of the version. Name the version first.");
    }

    @Test
    void deployments_are_told_in_the_order_of_time() {
        checkout.deployed("41", minutes(5)).deployed("42", minutes(20));

        assertThatThrownBy(scene::describe)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The story of the ECS service prod/checkout deploys 41 at 2026-11-20T11:55:00Z: expected"
                        + " a time before the next deployment, at 2026-11-20T11:40:00Z. Tell the deployments in the"
                        + " order of time.");
    }

    @Test
    void a_version_is_the_number_of_a_revision() {
        checkout.ran("v41", days(30));

        assertThatThrownBy(scene::describe)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The version 'v41' of the ECS service prod/checkout is not a revision: expected the number"
                        + " of a task definition's revision, such as 42. Name the versions of an ECS service by"
                        + " revision.");
    }
}
