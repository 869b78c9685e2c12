package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void is_three_in_a_row_every_ten_seconds_within_five_minutes_unless_said_otherwise() {
        Verification built =
                new Verification.Builder().within(Duration.ofMinutes(5)).build();

        assertThat(built).isEqualTo(Verification.byDefault());
        assertThat(built).isEqualTo(new Verification(3, Duration.ZERO, SECOND.multipliedBy(10), Duration.ofMinutes(5)));
    }

    @Test
    void gets_five_minutes_more_than_it_takes_unless_said_otherwise() {
        Verification held =
                new Verification.Builder().forAtLeast(Duration.ofMinutes(5)).build();
        Verification often =
                new Verification.Builder().times(7).every(Duration.ofMinutes(1)).build();

        assertThat(held.within()).isEqualTo(Duration.ofMinutes(10));
        assertThat(often.within()).isEqualTo(Duration.ofMinutes(11));
    }

    @Test
    void refuses_less_than_one_look() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verification.Builder().times(0).build())
                .withMessage("A verification of 0 times in a row: expected at least 1.");
    }

    @Test
    void refuses_times_below_zero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Verification.Builder().forAtLeast(SECOND.negated()).build())
                .withMessage("A verification for at least PT-1S: expected zero or more.");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Verification.Builder().every(Duration.ZERO).build())
                .withMessage("A verification every PT0S: expected a time above zero.");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Verification.Builder().within(SECOND.negated()).build())
                .withMessage("A verification within PT-1S: expected a time above zero.");
    }

    @Test
    void refuses_what_cannot_pass() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Verification.Builder()
                        .within(SECOND.multipliedBy(19))
                        .build())
                .withMessage(
                        "A verification within PT19S cannot pass: 3 looks, one every PT10S, for at least PT0S take PT20S."
                                + " Allow more time with within(...).");
    }
}
