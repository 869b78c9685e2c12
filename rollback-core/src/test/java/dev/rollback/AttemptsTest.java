package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.Attempts.Policy;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttemptsTest {

    private static final double QUARTER = 0.25;

    private static Attempts attempts(long seed) {
        return new Attempts(Policy.DEFAULT, new SplittableRandom(seed));
    }

    private static TargetException failure(Kind kind) {
        return TargetException.of(kind, "ServiceUnavailable");
    }

    private static void assertAbout(Optional<Duration> delay, long millis) {
        assertThat(delay)
                .hasValueSatisfying(actual -> assertThat((double) actual.toMillis())
                        .isBetween(millis * (1 - QUARTER) - 1, millis * (1 + QUARTER)));
    }

    @ParameterizedTest
    @EnumSource(names = {"TRANSIENT", "UNKNOWN_OUTCOME", "CONFLICT"})
    void a_passing_failure_is_tried_four_times_in_all_with_doubling_delays(Kind kind) {
        Attempts.OfOneCall call = attempts(1).ofOneCall();

        assertAbout(call.failed(failure(kind)), 1_000);
        assertAbout(call.failed(failure(kind)), 2_000);
        assertAbout(call.failed(failure(kind)), 4_000);
        assertThat(call.failed(failure(kind))).isEmpty();
    }

    @Test
    void delays_grow_to_the_longest_and_no_further() {
        Attempts.OfOneCall call = new Attempts(
                        new Policy(10, Duration.ofSeconds(1), Duration.ofSeconds(20)), new SplittableRandom(1))
                .ofOneCall();

        for (long seconds : new long[] {1, 2, 4, 8, 16, 20, 20, 20, 20}) {
            assertAbout(call.failed(failure(Kind.TRANSIENT)), seconds * 1_000);
        }
        assertThat(call.failed(failure(Kind.TRANSIENT))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"DENIED", "MISSING", "INVALID", "CREDENTIALS"})
    void a_failure_that_would_come_again_is_given_up_at_once(Kind kind) {
        Attempts.OfOneCall call = attempts(1).ofOneCall();

        assertThat(call.failed(failure(kind))).isEmpty();
    }

    @Test
    void being_throttled_takes_no_attempt() {
        Attempts.OfOneCall call = attempts(1).ofOneCall();
        for (int i = 0; i < 100; i++) {
            assertThat(call.failed(failure(Kind.THROTTLED))).isPresent();
        }

        assertAbout(call.failed(failure(Kind.THROTTLED)), 20_000);
        assertAbout(call.failed(failure(Kind.TRANSIENT)), 1_000);
        assertAbout(call.failed(failure(Kind.TRANSIENT)), 2_000);
    }

    @Test
    void waits_at_least_as_long_as_the_throttling_service_asks() {
        Attempts.OfOneCall call = attempts(1).ofOneCall();

        for (int i = 0; i < 50; i++) {
            Optional<Duration> delay = call.failed(TargetException.throttled("slow down", Duration.ofSeconds(7)));

            assertThat(delay.orElseThrow()).isBetween(Duration.ofSeconds(7), Duration.ofMillis(8_750));
        }
    }

    @Test
    void the_same_seed_gives_the_same_delays() {
        assertThat(delays(7)).isEqualTo(delays(7)).isNotEqualTo(delays(8));
    }

    private static List<Duration> delays(long seed) {
        Attempts attempts = attempts(seed);
        List<Duration> delays = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            attempts.ofOneCall().failed(failure(Kind.TRANSIENT)).ifPresent(delays::add);
        }
        return delays;
    }

    @Test
    void delays_are_spread_to_both_sides() {
        assertThat(delays(3)).anyMatch(delay -> delay.toMillis() < 900).anyMatch(delay -> delay.toMillis() > 1_100);
    }

    @Test
    void one_attempt_is_given_up_at_its_failure() {
        Attempts once =
                new Attempts(new Policy(1, Duration.ofSeconds(1), Duration.ofSeconds(20)), new SplittableRandom(1));

        assertThat(once.ofOneCall().failed(failure(Kind.TRANSIENT))).isEmpty();
    }

    @Test
    void a_policy_without_an_attempt_or_a_growing_delay_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(0, Duration.ofSeconds(1), Duration.ofSeconds(20)))
                .withMessage("A call of 0 attempts: expected at least 1, the first included.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Policy(4, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .withMessage(
                        "Attempts with delays from PT1S to PT1S: expected more than zero, growing to something longer.");
    }
}
