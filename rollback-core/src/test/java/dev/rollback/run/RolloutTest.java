package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RolloutTest {

    @Test
    void goes_from_share_to_share() {
        Rollout rollout = Rollout.percent(10).then(50).then(100).every(Duration.ofMinutes(2));

        assertThat(rollout.weights()).containsExactly(10, 50, 100);
        assertThat(rollout.pauses()).isEqualTo(Duration.ofMinutes(4));
        assertThat(rollout.isWhole()).isTrue();
    }

    @Test
    void waits_five_minutes_unless_said_otherwise() {
        assertThat(Rollout.percent(50).pause()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void is_not_whole_below_everything() {
        assertThat(Rollout.percent(10).then(50).isWhole()).isFalse();
    }

    @Test
    void refuses_shares_that_do_not_grow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rollout.percent(50).then(50))
                .withMessage("A rollout by [50, 50] percent: expected growing shares from 1 to 100, 50 is none.");
    }

    @Test
    void refuses_shares_out_of_range() {
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.percent(0));
        assertThatIllegalArgumentException().isThrownBy(() -> Rollout.percent(101));
    }

    @Test
    void refuses_a_pause_below_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Rollout.percent(50).every(Duration.ofMinutes(-1)))
                .withMessage("A rollout every PT-1M: expected zero or more.");
    }
}
