package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.testkit.ecs.FakeEcsService;
import org.junit.jupiter.api.Test;

class WatchTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    private void goodThenBad() {
        service.desired(4).ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
    }

    @Test
    void says_that_users_are_served_while_old_tasks_drain() {
        service.desired(4)
                .drain(ofMinutes(5))
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(20))
                .unhealthy();

        Drive.settled(drive.run(drive.to("checkout:41")));

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
    void a_blue_green_deployment_serves_when_all_traffic_is_shifted_and_settles_after_its_bake() {
        service.blueGreen(ofMinutes(10))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .unhealthy();

        Drive.settled(drive.run(drive.to("checkout:41")));

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

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason()).contains("Lifecycle hook failed");
    }

    @Test
    void the_breaker_that_takes_crashing_tasks_back_is_the_fault_of_the_version_and_never_success() {
        service.circuitBreaker().ran("41", ofDays(30)).crashing().deployed("42", ofMinutes(40));
        Change change = drive.to("checkout:41");

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.VERSION);
        assertThat(end.reason()).contains("circuit breaker").contains("Essential container in task exited");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void an_image_that_cannot_be_pulled_is_named_while_waiting_and_in_the_failure() {
        service.circuitBreaker().ran("41", ofDays(30)).deployed("42", ofMinutes(40));
        Change change = drive.to("checkout:41");
        service.imageGone("41");

        Progress.Failed end = Drive.failed(drive.run(change));

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

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason()).contains("alarm");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_shortage_of_room_is_said_in_the_words_of_the_service() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        service.outOfCapacity(ofMinutes(3));

        Drive.settled(drive.run(change));

        assertThat(drive.seen)
                .anySatisfy(progress -> assertThat(progress)
                        .asInstanceOf(type(Progress.Pending.class))
                        .satisfies(pending -> assertThat(pending.why()).contains("was unable to place a task")));
    }

    @Test
    void a_third_version_in_the_middle_is_a_conflict_and_is_not_fought() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.after(ofSeconds(30), world -> service.otherActorDeploys("43"));

        Progress.Failed end = Drive.failed(drive.run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void somebody_who_deploys_the_same_version_in_the_middle_is_adopted() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.after(ofSeconds(30), world -> service.otherActorDeploys("41"));

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(end.evidence()).contains("adopted");
        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_stale_answer_after_the_change_is_neither_success_nor_a_conflict() {
        goodThenBad();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:DescribeServices").call(3).staleRead();

        Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_service_without_rollout_states_settles_when_one_deployment_is_left() {
        service.classicLoadBalancer()
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy();

        Drive.settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }
}
