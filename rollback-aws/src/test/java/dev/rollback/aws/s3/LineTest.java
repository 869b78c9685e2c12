package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineTest {

    @Test
    void keeps_the_order_of_its_fields_and_leaves_out_what_is_not_there() {
        Line line = Line.empty().with("b", "1").with("none", null).with("a", "2\n");

        assertThat(line).hasToString("{\"b\":\"1\",\"a\":\"2\\n\"}");
        assertThat(Line.parse(line.toString()).need("a")).isEqualTo("2\n");
        assertThat(line.get("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]|it does not begin an object",
                "{\"a\":{}}|field \"a\" is not a text",
                "{\"a\":\"1\"} {}|something follows the object",
                "{\"a\":|it is no JSON",
                "nonsense|it is no JSON"
            })
    void what_is_no_such_line_is_refused_with_the_reason(String text, String reason) {
        assertThatThrownBy(() -> Line.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void a_field_that_is_missing_is_named() {
        assertThatThrownBy(() -> Line.empty().need("key")).hasMessage("it has no \"key\"");
    }
}
