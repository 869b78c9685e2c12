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
import dev.rollback.target.Version;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

class ReconciliationTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    private Progress.Settled settled(Progress progress) {
        assertThat(progress).as(() -> drive.seen + "\n" + drive.failures).isInstanceOf(Progress.Settled.class);
        return (Progress.Settled) progress;
    }

    private Progress.Failed failed(Progress progress) {
        assertThat(progress).as(() -> drive.seen + "\n" + drive.failures).isInstanceOf(Progress.Failed.class);
        return (Progress.Failed) progress;
    }

    private static Version serving(Progress.Settled end) {
        return Objects.requireNonNull(end.serving());
    }

    private UpdateServiceRequest firstUpdate() {
        return (UpdateServiceRequest)
                drive.world.calls().of("ecs:UpdateService").list().get(0).request();
    }

    private void goodThenBad() {
        service.desired(4).ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
    }

    @Test
    void deploys_the_wanted_definition_once_and_settles_when_its_own_deployment_is_completed() {
        goodThenBad();
        Change change = drive.to("checkout:41");

        Progress.Settled end = settled(drive.run(change));

        assertThat(serving(end).content()).isEqualTo(change.to().content());
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

        settled(drive.run(change));

        assertThat(service.desiredCount()).isEqualTo(7);
    }

    @Test
    void says_that_users_are_served_while_old_tasks_drain() {
        service.desired(4)
                .drain(ofMinutes(5))
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(20))
                .unhealthy();

        settled(drive.run(drive.to("checkout:41")));

        assertThat(drive.seen)
                .anySatisfy(progress -> assertThat(progress)
                        .asInstanceOf(type(Progress.Serving.class))
                        .satisfies(
                                serving -> assertThat(serving.evidence()).contains("4 of 4 tasks run on checkout:41")));
    }

    @Test
    void says_while_it_waits_how_many_tasks_run_on_which_version() {
        goodThenBad();

        drive.run(drive.to("checkout:41"));

        assertThat(drive.seen.get(2))
                .asInstanceOf(type(Progress.Pending.class))
                .satisfies(pending ->
                        assertThat(pending.why()).contains("on checkout:41").contains("on checkout:42"));
    }

    @Test
    void stops_the_deployment_in_flight_where_that_leads_to_the_wanted_version() {
        service.desired(4).ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");

        Progress.Settled end = settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:StopServiceDeployment");
        assertThat(end.evidence()).contains("ROLLBACK_SUCCESSFUL");
        assertThat(serving(end).content()).isEqualTo(change.to().content());
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void updates_the_service_where_stopping_would_lead_elsewhere() {
        service.ran("40", ofDays(30))
                .ran("41", ofDays(3))
                .deploying("42", ofSeconds(40))
                .unhealthy();

        settled(drive.run(drive.to("checkout:40")));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.servingTaskDefinition()).isEqualTo("checkout:40");
    }

    @Test
    void updates_the_service_if_what_was_in_flight_finished_just_before_it_was_stopped() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(80)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.clock().advance(ofMinutes(2));

        settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void follows_a_rollback_that_is_under_way_already() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        service.otherActorStopsDeployment();

        Progress.Settled end = settled(drive.run(change));

        assertThat(drive.writes()).isEmpty();
        assertThat(end.evidence()).contains("adopted");
    }

    @Test
    void stopping_in_the_bake_of_a_blue_green_deployment_serves_within_seconds() {
        service.blueGreen(ofMinutes(30))
                .ran("41", ofDays(30))
                .deploying("42", ofMinutes(10))
                .unhealthy();
        Change change = drive.to("checkout:41");

        drive.runFor(drive.target(), change, ofSeconds(20));

        assertThat(drive.writes()).containsExactly("ecs:StopServiceDeployment");
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_blue_green_deployment_serves_when_all_traffic_is_shifted_and_settles_after_its_bake() {
        service.blueGreen(ofMinutes(10))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .unhealthy();

        settled(drive.run(drive.to("checkout:41")));

        assertThat(drive.seen)
                .anySatisfy(progress -> assertThat(progress)
                        .asInstanceOf(type(Progress.Serving.class))
                        .satisfies(serving -> assertThat(serving.evidence()).contains("BAKE_TIME")));
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_hook_that_undoes_the_rollback_is_a_failure() {
        service.blueGreen(ofMinutes(1))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .unhealthy();
        Change change = drive.to("checkout:41");
        service.hookFailsAt("POST_TEST_TRAFFIC_SHIFT");

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason()).contains("Lifecycle hook failed");
    }

    @Test
    void the_breaker_that_takes_crashing_tasks_back_is_the_fault_of_the_version_and_never_success() {
        service.circuitBreaker().ran("41", ofDays(30)).crashing().deployed("42", ofMinutes(40));
        Change change = drive.to("checkout:41");

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.VERSION);
        assertThat(end.reason()).contains("circuit breaker").contains("Essential container in task exited");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named_while_waiting_and_in_the_failure() {
        service.circuitBreaker().ran("41", ofDays(30)).deployed("42", ofMinutes(40));
        Change change = drive.to("checkout:41");
        service.imageGone("41");

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason()).contains("CannotPullContainerError");
        assertThat(drive.seen)
                .anySatisfy(progress -> assertThat(progress)
                        .asInstanceOf(type(Progress.Pending.class))
                        .satisfies(pending -> assertThat(pending.why()).contains("CannotPullContainerError")));
    }

    @Test
    void a_deployment_alarm_that_takes_the_rollback_back_is_a_failure() {
        service.alarms("5xx")
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.after(
                ofSeconds(50), world -> world.cloudWatch().alarm("5xx").inAlarm());

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason()).contains("alarm");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_shortage_of_room_is_said_in_the_words_of_the_service() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        service.outOfCapacity(ofMinutes(3));

        settled(drive.run(change));

        assertThat(drive.seen)
                .anySatisfy(progress -> assertThat(progress)
                        .asInstanceOf(type(Progress.Pending.class))
                        .satisfies(pending -> assertThat(pending.why()).contains("was unable to place a task")));
    }

    @Test
    void a_third_version_before_the_change_begins_is_a_conflict_that_names_who() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        service.otherActorDeploys("43");

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason()).contains("checkout:43").contains("arn:aws:iam::123456789012:root");
        assertThat(drive.writes()).isEmpty();
    }

    @Test
    void a_third_version_in_the_middle_is_a_conflict_and_is_not_fought() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.after(ofSeconds(30), world -> service.otherActorDeploys("43"));

        Progress.Failed end = failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void somebody_who_deploys_the_same_version_in_the_middle_is_adopted() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.after(ofSeconds(30), world -> service.otherActorDeploys("41"));

        Progress.Settled end = settled(drive.run(change));

        assertThat(end.evidence()).contains("adopted");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_lost_answer_does_not_lead_to_a_second_deployment() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        int before = service.serviceDeployments();
        drive.world.faults().on("ecs:UpdateService").call(1).lostResponse();

        Progress.Settled end = settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.serviceDeployments()).isEqualTo(before + 1);
        assertThat(end.evidence()).contains("adopted: it began at");
    }

    @Test
    void a_lost_answer_to_a_stop_is_harmless() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:StopServiceDeployment").call(1).lostResponse();

        settled(drive.run(change));

        assertThat(service.isHealthy()).isTrue();
        assertThat(drive.writes()).containsExactly("ecs:StopServiceDeployment");
    }

    @Test
    void a_crash_at_any_point_ends_as_no_crash_would() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        for (int i = 0; i < 30; i++) {
            drive.beforeNextLook(drive::forgetMemo);
            drive.runFor(drive.target(), change, ofSeconds(5));
        }

        settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_stale_answer_after_the_change_is_neither_success_nor_a_conflict() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:DescribeServices").call(3).staleRead();

        settled(drive.run(change));

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

        Progress.Settled end = settled(drive.run(change));

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

        failed(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(firstUpdate().forceNewDeployment()).isTrue();
    }

    @Test
    void an_inactive_definition_is_registered_again_with_its_image_pinned() {
        goodThenBad();
        service.inactive("41");
        Change change = drive.to("checkout:41");

        Progress.Settled end = settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
        assertThat(serving(end).id()).endsWith("checkout:43");
        assertThat(serving(end).content()).isEqualTo(change.to().content());
        assertThat(serving(end).facts().get("image.app")).contains("@sha256:");
    }

    @Test
    void a_lost_answer_to_the_registration_leaves_no_second_copy() {
        goodThenBad();
        service.inactive("41");
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:RegisterTaskDefinition").call(1).lostResponse();

        settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void a_moved_tag_is_pinned_to_the_image_that_served() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.ecr().push("checkout", "41");

        Progress.Settled end = settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
        assertThat(serving(end).content()).isEqualTo(change.to().content());
    }

    @Test
    void an_image_that_is_asked_for_is_put_on_top_of_the_current_definition() {
        goodThenBad();
        String digest = drive.world.ecr().push("checkout", "hotfix");
        Change change = drive.to("image:hotfix");

        Progress.Settled end = settled(drive.run(change));

        assertThat(serving(end).facts()).containsEntry("digest.app", digest);
        assertThat(serving(end).id()).endsWith("checkout:43");
        assertThat(drive.writes()).containsExactly("ecs:RegisterTaskDefinition", "ecs:UpdateService");
    }

    @Test
    void a_service_without_rollout_states_settles_when_one_deployment_is_left() {
        service.classicLoadBalancer()
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy();

        settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_daemon_is_rolled_back_like_any_other() {
        service.daemon().ran("41", ofDays(30)).deployed("42", ofMinutes(40)).unhealthy();

        settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void records_that_lag_do_not_keep_the_rollback_from_ending() {
        service.historyLags(ofMinutes(1))
                .ran("41", ofDays(30))
                .deploying("42", ofSeconds(40))
                .unhealthy();

        settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_denied_history_leaves_the_way_by_updating_the_service() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:ListServiceDeployments").always().accessDenied();

        settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_half_finished_version_is_not_resumed() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        settled(drive.run(change));
        drive.forgetMemo();
        drive.planNow();

        Progress.Failed end = failed(drive.run(change.reversed()));

        assertThat(end.reason()).contains("not resumed").contains("checkout:41");
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_completed_rollback_can_be_taken_back() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        settled(drive.run(change));
        drive.forgetMemo();
        drive.planNow();

        settled(drive.run(change.reversed()));

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
