package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Change;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.ecs.FakeEcsService;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;

class AlarmSwitchTest {

    private final Drive drive = new Drive();
    private final FakeEcsService service =
            drive.world.ecs().service("prod", "checkout").alarms("5xx", "latency");

    private DeploymentConfiguration configuration() {
        return drive.world
                .client(EcsClient.class)
                .describeServices(b -> b.cluster("prod").services("checkout"))
                .services()
                .get(0)
                .deploymentConfiguration();
    }

    private Change goodThenBad() {
        service.ran("41", ofDays(30)).deployed("42", ofMinutes(40)).unhealthy();
        return drive.to("checkout:41");
    }

    @Test
    void alarms_are_off_while_the_change_runs_and_as_found_after_it() {
        Change change = goodThenBad();
        DeploymentConfiguration found = configuration();
        drive.world.after(
                ofSeconds(50), world -> world.cloudWatch().alarm("5xx").inAlarm());

        Progress end = drive.run(drive.target().overrideDeploymentAlarms(), change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(configuration()).isEqualTo(found);
        assertThat(drive.writes()).containsExactly("ecs:UpdateService", "ecs:UpdateService", "ecs:UpdateService");
    }

    @Test
    void alarms_are_off_before_the_deployment_begins() {
        Change change = goodThenBad();

        drive.runFor(drive.target().overrideDeploymentAlarms(), change, ofSeconds(20));

        assertThat(configuration().alarms().enable()).isFalse();
        assertThat(configuration().alarms().rollback()).isFalse();
        assertThat(configuration().alarms().alarmNames()).containsExactly("5xx", "latency");
    }

    @Test
    void alarms_are_put_back_when_the_change_fails() {
        Change change = goodThenBad();
        DeploymentConfiguration found = configuration();
        drive.world.after(ofSeconds(40), world -> service.otherActorDeploys("43"));

        Progress end = drive.run(drive.target().overrideDeploymentAlarms(), change);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(configuration()).isEqualTo(found);
    }

    @Test
    void alarms_are_put_back_when_a_call_is_refused() {
        Change change = goodThenBad();
        DeploymentConfiguration found = configuration();
        drive.world.faults().on("ecs:UpdateService").call(2).accessDenied();

        assertThatThrownBy(() -> drive.run(drive.target().overrideDeploymentAlarms(), change))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("ecs:UpdateService");

        assertThat(configuration()).isEqualTo(found);
    }

    @Test
    void lost_answers_to_the_switch_are_harmless() {
        Change change = goodThenBad();
        DeploymentConfiguration found = configuration();
        drive.world.faults().on("ecs:UpdateService").call(1).lostResponse();
        drive.world.faults().on("ecs:UpdateService").call(3).lostResponse();

        Progress end = drive.run(drive.target().overrideDeploymentAlarms(), change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(configuration()).isEqualTo(found);
    }

    @Test
    void a_service_without_alarms_needs_no_switch() {
        Drive plain = new Drive();
        plain.world.ecs().service("prod", "checkout").ran("41", ofDays(30)).deployed("42", ofMinutes(40));

        plain.run(plain.target().overrideDeploymentAlarms(), plain.to("checkout:41"));

        assertThat(plain.writes()).containsExactly("ecs:UpdateService");
    }
}
