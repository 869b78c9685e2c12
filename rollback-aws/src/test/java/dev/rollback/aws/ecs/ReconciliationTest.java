package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class ReconciliationTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    private void goodThenBad() {
        service.desired(4).ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
    }

    private UpdateServiceRequest firstUpdate() {
        return (UpdateServiceRequest)
                drive.world.calls().of("ecs:UpdateService").list().get(0).request();
    }

    @Test
    void deploys_the_wanted_definition_once_and_settles_when_its_own_deployment_is_completed() {
        goodThenBad();
        Change change = drive.to("checkout:41");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(Drive.serving(end).content()).isEqualTo(change.to().content());
        assertThat(end.evidence()).contains("COMPLETED").contains("started by this change");
        assertThat(service.isHealthy()).isTrue();
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void sends_nothing_but_the_definition() {
        goodThenBad();

        drive.run(drive.to("checkout:41"));

        assertThat(firstUpdate())
                .isEqualTo(UpdateServiceRequest.builder()
                        .cluster("prod")
                        .service("checkout")
                        .taskDefinition(Goals.definition(drive.current()))
                        .build());
    }

    @Test
    void leaves_the_desired_count_to_autoscaling() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.after(ofSeconds(20), world -> service.otherActorScalesTo(7));

        Drive.settled(drive.run(change));

        assertThat(service.desiredCount()).isEqualTo(7);
    }

    @Test
    void a_third_version_before_the_change_begins_is_a_conflict_that_names_who() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        service.otherActorDeploys("43");

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason()).contains("checkout:43").contains("arn:aws:iam::123456789012:root");
        assertThat(drive.writes()).isEmpty();
    }

    @Test
    void a_lost_answer_does_not_lead_to_a_second_deployment() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        int before = service.serviceDeployments();
        drive.world.faults().on("ecs:UpdateService").call(1).lostResponse();

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.serviceDeployments()).isEqualTo(before + 1);
        assertThat(end.evidence()).contains("adopted: it began at");
    }

    @Test
    void a_crash_at_any_point_ends_as_no_crash_would() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        for (int i = 0; i < 30; i++) {
            drive.beforeNextLook(drive::forgetMemo);
            drive.runFor(drive.target(), change, ofSeconds(5));
        }

        Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_completed_deployment_that_is_older_than_what_was_seen_is_a_stale_answer() {
        service.ran("41", ofDays(30));
        var old = drive.world
                .client(EcsClient.class)
                .describeServices(b -> b.cluster("prod").services("checkout"))
                .services()
                .get(0);
        service.otherActorDeploys("42");
        drive.world.clock().advance(ofMinutes(20));
        Change change = drive.to("checkout:41");

        Progress progress = drive.target().reconcile(change, old, drive);

        assertThat(progress)
                .asInstanceOf(type(Progress.Pending.class))
                .satisfies(pending -> assertThat(pending.why()).contains("older than the one seen before"));
    }

    @Test
    void the_wanted_version_that_is_deployed_already_is_awaited_without_a_call() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        service.otherActorDeploys("41");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(end.evidence()).contains("adopted");
        assertThat(drive.writes()).isEmpty();
    }

    @Test
    void a_failed_deployment_of_the_wanted_version_is_retried_by_force_and_once() {
        service.circuitBreakerWithoutRollback()
                .ran("40", ofDays(9))
                .deployed("41", ofHours(2))
                .crashing();
        var from = drive.current();
        drive.world.clock().advance(ofMinutes(10));
        drive.planNow();
        Change change = drive.change(from, drive.version("checkout:41"));

        Drive.failed(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(firstUpdate().forceNewDeployment()).isTrue();
    }

    @Test
    void an_inactive_definition_is_registered_again_with_its_image_pinned() {
        goodThenBad();
        service.inactive("41");
        Change change = drive.to("checkout:41");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
        assertThat(Drive.serving(end).id()).endsWith("checkout:43");
        assertThat(Drive.serving(end).content()).isEqualTo(change.to().content());
        assertThat(Drive.serving(end).facts().get("image.app")).contains("@sha256:");
    }

    @Test
    void a_lost_answer_to_the_registration_leaves_no_second_copy() {
        goodThenBad();
        service.inactive("41");
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:RegisterTaskDefinition").call(1).lostResponse();

        Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void a_moved_tag_is_pinned_to_the_image_that_served() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.ecr().push("checkout", "41");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
        assertThat(Drive.serving(end).content()).isEqualTo(change.to().content());
    }

    @Test
    void an_image_that_is_asked_for_is_put_on_top_of_the_current_definition() {
        goodThenBad();
        String digest = drive.world.ecr().push("checkout", "hotfix");
        Change change = drive.to("image:hotfix");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(Drive.serving(end).facts()).containsEntry("digest.app", digest);
        assertThat(Drive.serving(end).id()).endsWith("checkout:43");
        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void an_image_on_top_of_a_definition_that_cannot_be_seen_fails_and_writes_nothing() {
        goodThenBad();
        drive.world.ecr().push("checkout", "hotfix");
        Change change = drive.to("image:hotfix");
        drive.world.faults().on("ecs:DescribeTaskDefinition").always().accessDenied();

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.reason()).contains("ecs:DescribeTaskDefinition");
        assertThat(drive.writes()).isEmpty();
    }

    @Test
    void the_wanted_definition_with_another_image_is_never_a_success() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecr:DescribeImages").always().accessDenied();
        drive.world.ecr().push("checkout", "41");

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.ENVIRONMENT);
        assertThat(end.reason()).contains("the tag of its image was moved");
    }

    @Test
    void a_daemon_is_rolled_back_like_any_other() {
        service.daemon().ran("41", ofDays(30)).deployed("42", ofMinutes(40)).unhealthy();

        Drive.settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_completed_rollback_can_be_taken_back() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        Drive.settled(drive.run(change));
        drive.forgetMemo();
        drive.planNow();

        Drive.settled(drive.run(change.reversed()));

        assertThat(service.servingTaskDefinition()).isEqualTo("checkout:42");
    }

    @Test
    void many_services_of_a_cluster_are_looked_at_with_one_call() {
        goodThenBad();
        drive.world.ecs().service("prod", "cart").ran("7", ofDays(3));
        var cart = new EcsService(AwsScope.of(drive.world::client, "eu-west-1", "123456789012"), "prod", "cart");
        var gone = new EcsService(AwsScope.of(drive.world::client, "eu-west-1", "123456789012"), "prod", "gone");

        var seen = drive.target().lookAtAll(List.of(drive.target(), cart, gone), drive);

        assertThat(seen.keySet()).containsExactly(drive.target().id(), cart.id());
        assertThat(drive.world.calls().of("ecs:DescribeServices").count()).isEqualTo(1);
        assertThat(cart.batchKey()).isEqualTo(drive.target().batchKey());
        assertThat(cart.batchSize()).isEqualTo(10);
    }
}
