package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Change;
import dev.rollback.target.Progress;
import dev.rollback.testkit.ecs.FakeEcsService;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service = drive.world.ecs().service("prod", "checkout");

    @Test
    void stops_the_deployment_in_flight_where_that_leads_to_the_wanted_version() {
        service.desired(4).ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");

        Progress.Settled end = Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:StopServiceDeployment");
        assertThat(end.evidence()).contains("ROLLBACK_SUCCESSFUL");
        assertThat(Drive.serving(end).content()).isEqualTo(change.to().content());
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void updates_the_service_where_stopping_would_lead_elsewhere() {
        service.ran("40", ofDays(30))
                .ran("41", ofDays(3))
                .deploying("42", ofSeconds(40))
                .unhealthy();

        Drive.settled(drive.run(drive.to("checkout:40")));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.servingTaskDefinition()).isEqualTo("checkout:40");
    }

    @Test
    void updates_the_service_if_what_was_in_flight_finished_just_before_it_was_stopped() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(80)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.clock().advance(ofMinutes(2));

        Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void follows_a_rollback_that_is_under_way_already() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        service.otherActorStopsDeployment();

        Progress.Settled end = Drive.settled(drive.run(change));

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
    void a_lost_answer_to_a_stop_is_harmless() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:StopServiceDeployment").call(1).lostResponse();

        Drive.settled(drive.run(change));

        assertThat(service.isHealthy()).isTrue();
        assertThat(drive.writes()).containsExactly("ecs:StopServiceDeployment");
    }

    @Test
    void records_that_lag_do_not_keep_the_rollback_from_ending() {
        service.historyLags(ofMinutes(1))
                .ran("41", ofDays(30))
                .deploying("42", ofSeconds(40))
                .unhealthy();

        Drive.settled(drive.run(drive.to("checkout:41")));

        assertThat(service.isHealthy()).isTrue();
    }

    @Test
    void a_denied_history_leaves_the_way_by_updating_the_service() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        drive.world.faults().on("ecs:ListServiceDeployments").always().accessDenied();

        Drive.settled(drive.run(change));

        assertThat(drive.writes()).containsExactly("ecs:UpdateService");
    }

    @Test
    void a_half_finished_version_is_not_resumed() {
        service.ran("41", ofDays(30)).deploying("42", ofSeconds(40)).unhealthy();
        Change change = drive.to("checkout:41");
        Drive.settled(drive.run(change));
        drive.forgetMemo();
        drive.planNow();

        Progress.Failed end = Drive.failed(drive.run(change.reversed()));

        assertThat(end.reason()).contains("not resumed").contains("checkout:41");
        assertThat(service.isHealthy()).isTrue();
    }
}
