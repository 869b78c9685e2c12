package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.NOON;
import static dev.rollback.testkit.ecs.Scene.days;
import static dev.rollback.testkit.ecs.Scene.hours;
import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ConflictException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.InvalidParameterException;
import software.amazon.awssdk.services.ecs.model.ListServiceDeploymentsResponse;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

class DeploymentCallsTest {
    private static final String UNKNOWN =
            "arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/checkout/0123456789";

    private final Scene scene = new Scene();
    private final FakeEcsService checkout = scene.checkout;

    private List<String> versions(List<ServiceDeploymentBrief> briefs) {
        return briefs.stream()
                .map(brief -> scene.definitionOf(brief.targetServiceRevisionArn()))
                .toList();
    }

    @Test
    void the_history_lists_the_newest_deployment_first() {
        checkout.ran("40", days(20)).ran("41", days(10)).deployed("42", minutes(20));

        assertThat(versions(scene.history())).containsExactly("checkout:42", "checkout:41", "checkout:40");
        assertThat(scene.history())
                .extracting(ServiceDeploymentBrief::createdAt)
                .containsExactly(
                        NOON.minus(minutes(20)),
                        NOON.minus(minutes(20)).minus(days(10)),
                        NOON.minus(minutes(20)).minus(days(30)));
    }

    @Test
    void the_history_goes_back_ninety_days() {
        checkout.ran("40", days(100)).ran("41", days(60)).deployed("42", minutes(20));

        assertThat(versions(scene.history())).containsExactly("checkout:42", "checkout:41");
    }

    @Test
    void a_deployment_older_than_ninety_days_cannot_be_described_but_its_revision_can() {
        checkout.ran("41", days(90));
        String deployment = scene.newest().serviceDeploymentArn();
        String revision = scene.newest().targetServiceRevision().arn();

        scene.pass(days(1));

        assertThat(scene.history()).isEmpty();
        assertThat(scene.ecs
                        .describeServiceDeployments(r -> r.serviceDeploymentArns(deployment))
                        .failures())
                .extracting(Failure::reason)
                .containsExactly("MISSING");
        assertThat(scene.definitionOf(revision)).isEqualTo("checkout:41");
    }

    @Test
    void statuses_narrow_the_history() {
        checkout.circuitBreaker()
                .ran("41", days(10))
                .ran("42", hours(1))
                .crashing()
                .deploying("43");

        ListServiceDeploymentsResponse found = scene.ecs.listServiceDeployments(r -> r.cluster("prod")
                .service("checkout")
                .status(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL, ServiceDeploymentStatus.PENDING));

        assertThat(versions(found.serviceDeployments())).containsExactly("checkout:43", "checkout:42");
    }

    @Test
    void a_range_of_creation_narrows_the_history() {
        checkout.ran("40", days(20)).ran("41", days(10)).deployed("42", minutes(20));
        scene.describe();

        ListServiceDeploymentsResponse found = scene.ecs.listServiceDeployments(r -> r.cluster("prod")
                .service("checkout")
                .createdAt(range -> range.after(NOON.minus(days(15))).before(NOON.minus(days(5)))));

        assertThat(versions(found.serviceDeployments())).containsExactly("checkout:41");
    }

    @Test
    void the_history_comes_in_pages_of_twenty() {
        for (int version = 1; version <= 25; version++) {
            checkout.ran(String.valueOf(version), days(2));
        }

        ListServiceDeploymentsResponse first =
                scene.ecs.listServiceDeployments(r -> r.cluster("prod").service("checkout"));
        ListServiceDeploymentsResponse last = scene.ecs.listServiceDeployments(
                r -> r.cluster("prod").service("checkout").nextToken(first.nextToken()));

        assertThat(first.serviceDeployments()).hasSize(20);
        assertThat(last.serviceDeployments()).hasSize(5);
        assertThat(last.nextToken()).isNull();
    }

    @Test
    void a_brief_has_no_sources_and_a_description_has() {
        checkout.ran("41", days(10)).deployed("42", minutes(20));

        assertThat(scene.newest().sourceServiceRevisions()).hasSize(1);
        assertThat(scene.newest().serviceDeploymentArn())
                .matches("arn:aws:ecs:eu-west-1:123456789012:service-deployment/prod/checkout/[0-9a-f]{21}");
    }

    @Test
    void a_revision_remembers_the_digests_of_its_images() {
        checkout.ran("41", days(10));
        scene.describe();
        String digest = scene.ecr.digestOf(Scene.IMAGE + "41").orElse("");

        ServiceRevision revision = scene.revision(scene.history().get(0).targetServiceRevisionArn());

        assertThat(revision.containerImages()).singleElement().satisfies(image -> {
            assertThat(image.containerName()).isEqualTo("app");
            assertThat(image.image()).isEqualTo(Scene.IMAGE + "41");
            assertThat(image.imageDigest()).isEqualTo(digest);
        });
        assertThat(revision.serviceArn()).isEqualTo("arn:aws:ecs:eu-west-1:123456789012:service/prod/checkout");
    }

    @Test
    void a_service_without_history_has_no_past_but_a_future() {
        checkout.ran("41", days(10)).deployed("42", minutes(20)).withoutHistory();

        assertThat(scene.history()).isEmpty();
        assertThat(scene.describe().currentServiceDeployment()).isNull();
        scene.update("41");
        assertThat(versions(scene.history())).containsExactly("checkout:41");
    }

    @Test
    void a_history_that_lags_shows_an_outdated_current_deployment() {
        checkout.ran("41", days(10)).deployed("42", minutes(20)).historyLags(seconds(10));
        String outdated = scene.describe().currentServiceDeployment();

        scene.update("41");

        assertThat(scene.describe().currentServiceDeployment()).isEqualTo(outdated);
        assertThat(scene.history()).hasSize(2);
        scene.pass(seconds(10));
        assertThat(scene.describe().currentServiceDeployment()).isNotEqualTo(outdated);
        assertThat(scene.history()).hasSize(3);
    }

    @Test
    void a_deployment_that_has_ended_cannot_be_stopped() {
        checkout.ran("41", days(10)).deployed("42", minutes(20));
        String ended = scene.newest().serviceDeploymentArn();

        assertThatThrownBy(() -> scene.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(ended)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("SUCCESSFUL");
    }

    @Test
    void stopping_again_continues_the_rollback_that_runs() {
        checkout.ran("41", days(10)).deploying("42", seconds(40));
        scene.stopDeployment();

        scene.stopDeployment();
        scene.pass(seconds(10));
        scene.stopDeployment();
        scene.pass(minutes(2));

        assertThat(scene.newest().status()).isEqualTo(ServiceDeploymentStatus.ROLLBACK_SUCCESSFUL);
        assertThat(scene.newest().rollback().startedAt()).isEqualTo(NOON.plusSeconds(2));
    }

    @Test
    void a_deployment_can_only_be_stopped_by_rolling_back() {
        checkout.ran("41", days(10)).deploying("42", seconds(40));
        String running = scene.newest().serviceDeploymentArn();

        assertThatThrownBy(() -> scene.ecs.stopServiceDeployment(
                        r -> r.serviceDeploymentArn(running).stopType("ABORT")))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void an_unknown_deployment_is_not_found_or_missing() {
        checkout.ran("41", days(10));

        assertThatThrownBy(() -> scene.ecs.stopServiceDeployment(r -> r.serviceDeploymentArn(UNKNOWN)))
                .isInstanceOf(ServiceDeploymentNotFoundException.class);
        assertThat(scene.ecs
                        .describeServiceDeployments(r -> r.serviceDeploymentArns(UNKNOWN))
                        .failures())
                .extracting(Failure::arn)
                .containsExactly(UNKNOWN);
    }

    @Test
    void at_most_twenty_are_described_at_once() {
        List<String> many = Collections.nCopies(21, UNKNOWN);

        assertThatThrownBy(() -> scene.ecs.describeServiceDeployments(r -> r.serviceDeploymentArns(many)))
                .isInstanceOf(InvalidParameterException.class);
        assertThatThrownBy(() -> scene.ecs.describeServiceRevisions(r -> r.serviceRevisionArns(many)))
                .isInstanceOf(InvalidParameterException.class);
    }

    @Test
    void the_history_of_an_unknown_service_is_refused() {
        checkout.ran("41", days(10));

        assertThatThrownBy(() ->
                        scene.ecs.listServiceDeployments(r -> r.cluster("prod").service("search")))
                .isInstanceOf(ServiceNotFoundException.class);
    }
}
