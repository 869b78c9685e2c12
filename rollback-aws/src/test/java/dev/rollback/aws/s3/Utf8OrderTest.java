package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8OrderTest {

    private static final List<String> KEYS = List.of(
            "",
            "a",
            "a/",
            "a/b",
            "aa",
            "b",
            "\u00e9",
            "\u20ac",
            "\uD7FF",
            "\uE000",
            "\uFFFD",
            "\uD83D\uDE00",
            "\uD83D\uDE01",
            "\uDBFF\uDFFF");

    @Test
    void orders_as_the_bytes_do() {
        for (String one : KEYS) {
            for (String other : KEYS) {
                int bytes = Arrays.compareUnsigned(
                        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));

                assertThat(Integer.signum(Utf8Order.OF_KEYS.compare(one, other)))
                        .as("%s against %s", one, other)
                        .isEqualTo(Integer.signum(bytes));
            }
        }
    }
}
