package dev.rollback.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {

    @Test
    void is_written_as_it_is() {
        RunId id = new RunId("20261120-120000-7f3a");

        assertThat(id).hasToString("20261120-120000-7f3a").isLessThan(new RunId("20261120-120001-0000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "ä", "1234567890123456789012345678901234567890123456789"})
    void refuses_what_does_not_fit_a_file_name_or_a_token(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RunId(text))
                .withMessage("\"" + text + "\" is not a run id: expected 1 to 48 letters, digits and dashes.");
    }

    @Test
    void the_run_that_puts_back_is_named_after_the_one_that_it_puts_back() {
        RunId run = new RunId("r-1");

        assertThat(run.back()).hasToString("r-1-back");
        assertThat(run.back().isBackOf(run)).isTrue();
        assertThat(run.isBackOf(run)).isFalse();
        assertThat(new RunId("r-10-back").isBackOf(run)).isFalse();
    }
}
