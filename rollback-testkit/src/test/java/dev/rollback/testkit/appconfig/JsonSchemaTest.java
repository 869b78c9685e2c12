package dev.rollback.testkit.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;

class JsonSchemaTest {

    private static List<String> reasons(String schema, String content) {
        return JsonSchema.of(schema.replace('\'', '"')).violations(content.replace('\'', '"')).stream()
                .map(InvalidConfigurationDetail::reason)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type': 'object'} | [] | $ is not of type object",
                "{'type': 'integer'} | 1.5 | $ is not of type integer",
                "{'type': ['string', 'null']} | 1 | $ is not of type an array",
                "{'enum': [1, 'a']} | 'b' | $ is none of the values that are allowed",
                "{'required': ['a']} | {} | $ lacks a",
                "{'properties': {'a': {'type': 'string'}}} | {'a': 1} | $.a is not of type string",
                "{'properties': {'a': {}}, 'additionalProperties': false} | {'b': 1} | $ has an unknown b",
                "{'items': {'maximum': 3}} | [1, 4] | $[1] is above the maximum of 3",
                "{'minimum': 2} | 1.99 | $ is below the minimum of 2",
                "{'pattern': '^a'} | 'b' | $ does not match ^a",
                "{'minLength': 2} | 'b' | $ is shorter than 2",
                "{'maxLength': 2} | 'bbb' | $ is longer than 2",
                "{} | {'a' | the configuration is no JSON",
            })
    void finds_what_does_not_fit(String schema, String content, String reason) {
        assertThat(reasons(schema, content)).containsExactly(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type': 'integer'} | 1.0",
                "{'enum': [1]} | 1.0",
                "{'minimum': 2} | 'text'",
                "{'type': ['string', 'null']} | null",
                "{'title': 'Limits', 'additionalProperties': true} | {'b': 1}",
            })
    void finds_nothing_in_what_fits(String schema, String content) {
        assertThat(reasons(schema, content)).isEmpty();
    }

    @Test
    void refuses_words_that_it_does_not_know() {
        assertThatThrownBy(() -> reasons("{'$ref': '#/x'}", "{}"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("$ref");
        assertThatThrownBy(() -> JsonSchema.of("no json")).isInstanceOf(UnsupportedOperationException.class);
    }
}
