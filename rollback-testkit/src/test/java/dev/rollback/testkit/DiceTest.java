package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DiceTest {

    @Test
    void a_seed_means_the_same_for_ever() {
        Dice dice = new Dice(42);

        assertThat(dice.next()).isEqualTo(6332618229526065668L);
        assertThat(dice.below(100)).isEqualTo(58);
        assertThat(dice.between(Duration.ofMillis(5), Duration.ofMillis(400))).isEqualTo(Duration.ofMillis(234));
    }

    @Test
    void keeps_within_its_bounds() {
        Dice dice = new Dice(7);

        for (int i = 0; i < 10_000; i++) {
            assertThat(dice.below(3)).isBetween(0, 2);
            assertThat(dice.between(Duration.ofMillis(5), Duration.ofMillis(6)).toMillis())
                    .isBetween(5L, 6L);
        }
    }

    @Test
    void each_purpose_has_dice_of_its_own() {
        Dice dice = new Dice(7);
        Dice delays = dice.of("delays");
        Dice order = dice.of("order");

        assertThat(delays.next()).isNotEqualTo(order.next());
        assertThat(new Dice(7).of("delays").next())
                .isEqualTo(new Dice(7).of("delays").next());
    }
}
