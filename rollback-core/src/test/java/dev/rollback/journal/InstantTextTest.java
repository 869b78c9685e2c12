package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times are read as the JDK reads them. */
class InstantTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T12:00:00.007Z",
                "2024-02-29T23:59:59.999Z",
                "0000-01-01T00:00:00.000Z",
                "9999-12-31T00:00:00.000Z",
                "2026-11-20T12:00:00Z",
                "2026-11-20T12:00:00.123456789Z",
                "2026-11-20T24:00:00.000Z",
                "2026-06-30T23:59:60.000Z",
                "+12026-11-20T12:00:00Z",
                "2026-11-20T12:00:00.12+01:00"
            })
    void reads_every_form_that_the_jdk_reads(String text) {
        assertThat(InstantText.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-29T12:00:00.000Z",
                "2026-13-01T12:00:00.000Z",
                "2026-00-01T12:00:00.000Z",
                "2026-11-31T12:00:00.000Z",
                "2026-11-20T25:00:00.000Z",
                "2026-11-20T12:60:00.000Z",
                "2026-11-20 12:00:00.000Z",
                "",
                "yesterday"
            })
    void refuses_what_the_jdk_refuses(String text) {
        assertThatThrownBy(() -> Instant.parse(text)).isInstanceOf(DateTimeParseException.class);
        assertThatThrownBy(() -> InstantText.parse(text)).isInstanceOf(DateTimeParseException.class);
    }

    @Test
    void reads_any_millisecond_of_four_digit_years() {
        SplittableRandom random = new SplittableRandom(1);
        long first = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
        long last = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();
        for (int i = 0; i < 10_000; i++) {
            Instant at = Instant.ofEpochMilli(random.nextLong(first, last));
            assertThat(InstantText.parse(at.toString())).isEqualTo(at);
        }
    }
}
