package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.lease.Severity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionMatrixTest {

    @ParameterizedTest
    @CsvSource({
        "INFORMATIONAL, 2, PT30M, AS_WRITTEN",
        "MINOR,         1, PT15M, AS_WRITTEN",
        "SIGNIFICANT,   0, PT5M,  AS_WRITTEN",
        "MAJOR,         0, PT0S,  AS_WRITTEN",
        "CRITICAL,      0, PT0S,  AT_ONCE",
    })
    void the_standard_one(Severity severity, int approvers, Duration response, DecisionMatrix.Pace pace) {
        DecisionMatrix standard = DecisionMatrix.standard();

        assertThat(standard.rule(severity))
                .isEqualTo(new DecisionMatrix.Rule(severity.name(), severity, approvers, response, pace));
        assertThat(standard.rule(severity.name())).isEqualTo(standard.rule(severity));
    }

    @Test
    void houses_number_both_ways() {
        DecisionMatrix rising = DecisionMatrix.of(m -> m.rising("SEV-0", "SEV-1", "SEV-2", "SEV-3", "SEV-4"));
        DecisionMatrix falling = DecisionMatrix.of(m -> m.falling("SEV-1", "SEV-2", "SEV-3", "SEV-4", "SEV-5"));

        assertThat(rising.rule("SEV-1").severity()).isEqualTo(Severity.MINOR);
        assertThat(rising.rule("sev-4").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(falling.rule("SEV-1").severity()).isEqualTo(Severity.CRITICAL);
        assertThat(falling.rule("SEV-5").severity()).isEqualTo(Severity.INFORMATIONAL);
    }

    @Test
    void a_house_with_four_words_says_what_each_means() {
        DecisionMatrix matrix = DecisionMatrix.of(m -> m.word("LOW", Severity.MINOR)
                .word("MEDIUM", Severity.SIGNIFICANT)
                .word("HIGH", Severity.MAJOR)
                .word("CRITICAL", Severity.CRITICAL)
                .approvers(Severity.MAJOR, 1));

        assertThat(matrix.rule("high").approvers()).isEqualTo(1);
        assertThat(matrix.rule("LOW").severity()).isEqualTo(Severity.MINOR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> matrix.rule("MINOR"))
                .withMessageContaining(
                        "\"MINOR\" is no severity of this house: expected one of CRITICAL, HIGH, LOW, MEDIUM");
    }

    @Test
    void all_that_is_wrong_is_said_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DecisionMatrix.of(m -> m.rising("LOW", "HIGH")
                        .word("P1", Severity.MAJOR)
                        .word("p1", Severity.MINOR)
                        .word(" ", Severity.MINOR)
                        .approvers(Severity.MINOR, -1)
                        .approvers(Severity.MINOR, 1)
                        .response(Severity.MAJOR, Duration.ofDays(8))))
                .withMessageContaining("got 2 words for 5 severities: say each with word(...)")
                .withMessageContaining("the word \"p1\" is given a meaning twice")
                .withMessageContaining("a word for MINOR is blank")
                .withMessageContaining("approvers(MINOR, -1): expected 0 to 20")
                .withMessageContaining("approvers of MINOR is said twice")
                .withMessageContaining("response(MAJOR, PT192H): expected zero for at once, 7 days at the most");
    }
}
