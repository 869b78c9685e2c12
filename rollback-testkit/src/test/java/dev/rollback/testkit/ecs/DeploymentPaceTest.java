package dev.rollback.testkit.ecs;

import static dev.rollback.testkit.ecs.Scene.minutes;
import static dev.rollback.testkit.ecs.Scene.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeploymentPaceTest {
    @Test
    void a_deployment_takes_ninety_seconds_if_nothing_else_is_said() {
        DeploymentPace pace = DeploymentPace.DEFAULT;

        assertThat(pace.taskStart().plus(pace.healthCheck()).plus(pace.drain())).isEqualTo(seconds(90));
    }

    @Test
    void a_slower_pace_stretches_every_part() {
        assertThat(DeploymentPace.DEFAULT.times(2))
                .isEqualTo(new DeploymentPace(minutes(1), minutes(1), minutes(1), minutes(6)));
    }

    @Test
    void a_negative_part_is_refused() {
        assertThatThrownBy(() -> DeploymentPace.DEFAULT.draining(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A deployment cannot take PT-1S for one of its parts: expected zero or more."
                        + " Give a duration that is not negative.");
    }
}
