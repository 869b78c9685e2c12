package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualClockTest {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");

    private final VirtualClock clock = VirtualClock.at(START);
    private final List<String> happened = new ArrayList<>();

    @Test
    void stands_until_it_is_told_to_go_on() {
        clock.after(Duration.ofSeconds(1), () -> happened.add("later"));

        assertThat(clock.instant()).isEqualTo(START);
        assertThat(happened).isEmpty();
    }

    @Test
    void lets_happen_what_is_due_while_time_passes() {
        clock.after(Duration.ofSeconds(20), () -> happened.add("second at " + clock.instant()));
        clock.after(Duration.ofSeconds(10), () -> happened.add("first at " + clock.instant()));
        clock.after(Duration.ofSeconds(31), () -> happened.add("too late"));

        clock.advance(Duration.ofSeconds(30));

        assertThat(happened).containsExactly("first at 2026-03-02T09:00:10Z", "second at 2026-03-02T09:00:20Z");
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(30));
    }

    @Test
    void keeps_the_order_of_what_is_due_together() {
        for (int i = 0; i < 20; i++) {
            int number = i;
            clock.after(Duration.ofSeconds(1), () -> happened.add("" + number));
        }

        clock.advance(Duration.ofSeconds(1));

        assertThat(String.join(" ", happened)).isEqualTo("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void mixes_what_is_due_together_by_a_seed_and_always_alike(long seed) {
        String once = mixed(seed);
        String again = mixed(seed);

        assertThat(once).isEqualTo(again).isNotEqualTo("abcdefghijklmnopqrst").hasSize(20);
    }

    private static String mixed(long seed) {
        VirtualClock clock = VirtualClock.at(START).mixedBy(new Dice(seed));
        StringBuilder order = new StringBuilder();
        for (char c = 'a'; c < 'a' + 20; c++) {
            char letter = c;
            clock.after(Duration.ofSeconds(1), () -> order.append(letter));
        }
        clock.advance(Duration.ofSeconds(2));
        return order.toString();
    }

    @Test
    void takes_what_is_over_for_now() {
        clock.advance(Duration.ofMinutes(1));

        clock.at(START, () -> happened.add("at " + clock.instant()));
        clock.advance(Duration.ZERO);

        assertThat(happened).containsExactly("at 2026-03-02T09:01:00Z");
    }

    @Test
    void refuses_to_go_on_after_too_many_happenings() {
        clock.limitedTo(100, Duration.ofDays(1));
        clock.trace().add("test", () -> "the last thing");
        repeatEvery(Duration.ofMillis(1));

        assertThatThrownBy(() -> clock.advance(Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("101 happenings")
                .hasMessageContaining("expected at most 100")
                .hasMessageContaining("the last thing")
                .hasMessageContaining("limitedTo");
    }

    @Test
    void refuses_to_go_on_after_too_much_time() {
        clock.limitedTo(100, Duration.ofDays(1));
        repeatEvery(Duration.ofHours(5));

        assertThatThrownBy(() -> clock.advance(Duration.ofDays(2)))
                .hasMessageContaining("until 2026-03-03T10:00:00Z")
                .hasMessageContaining("until 2026-03-03T09:00:00Z");
    }

    private void repeatEvery(Duration time) {
        clock.after(time, () -> repeatEvery(time));
    }

    @Test
    void does_not_pass_from_within_what_happens_in_it() {
        clock.after(Duration.ofSeconds(1), () -> clock.advance(Duration.ofSeconds(1)));

        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("from within something that happens in it");
    }
}
