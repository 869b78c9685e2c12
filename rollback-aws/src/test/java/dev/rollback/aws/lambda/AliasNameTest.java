package dev.rollback.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class AliasNameTest {

    private static final String ARN = "arn:aws:lambda:eu-west-1:123456789012:function:search-indexer";

    @Test
    void a_bare_name_is_called_by_its_name() {
        AliasName name = AliasName.of("search-indexer", "live");

        assertThat(name.called()).isEqualTo("search-indexer");
        assertThat(name.title()).isEqualTo("search-indexer:live");
    }

    @Test
    void a_function_given_by_arn_is_called_by_its_arn_so_that_no_namesake_is_meant() {
        AliasName name = AliasName.of(ARN, "live");

        assertThat(name.called()).isEqualTo(ARN);
        assertThat(name.function()).isEqualTo("search-indexer");
    }

    @Test
    void an_arn_that_names_the_alias_too_is_cut_after_the_function() {
        assertThat(AliasName.of(ARN + ":live", "live").called()).isEqualTo(ARN);
    }

    @Test
    void an_arn_that_names_another_version_is_refused() {
        assertThatThrownBy(() -> AliasName.of(ARN + ":7", "live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("already names 7")
                .hasMessageContaining("expected the ARN of the function alone")
                .hasMessageContaining("Cut it after the function's name");
    }

    @Test
    void the_arn_of_something_else_is_refused() {
        assertThatThrownBy(() -> AliasName.of("arn:aws:ecs:eu-west-1:123456789012:service/prod/api", "live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not the ARN of a Lambda function")
                .hasMessageContaining("expected arn:aws:lambda:");
    }

    @Test
    void a_malformed_function_name_is_refused() {
        assertThatThrownBy(() -> AliasName.of("search indexer", "live"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"search indexer\" is not the name of a Lambda function")
                .hasMessageContaining("expected letters, digits")
                .hasMessageContaining("Leave a version or alias out of it");
    }

    @Test
    void a_malformed_alias_name_is_refused() {
        assertThatThrownBy(() -> AliasName.of("search-indexer", "li ve"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"li ve\" is not the name of an alias")
                .hasMessageContaining("expected up to 128 letters");
    }

    @Test
    void a_version_in_place_of_an_alias_is_refused() {
        assertThatThrownBy(() -> AliasName.of("search-indexer", "7"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"7\" is a version and not an alias")
                .hasMessageContaining("Create one that your callers invoke");
        assertThatThrownBy(() -> AliasName.of("search-indexer", "$LATEST"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is a version and not an alias");
    }

    @Test
    void all_the_ways_in_which_events_name_a_function_are_understood() {
        AliasName name = AliasName.of("search-indexer", "live");

        assertThat(name.isFunction("search-indexer")).isTrue();
        assertThat(name.isFunction("search-indexer:live")).isTrue();
        assertThat(name.isFunction(ARN)).isTrue();
        assertThat(name.isFunction(ARN + ":live")).isTrue();
        assertThat(name.isFunction("123456789012:function:search-indexer")).isTrue();
        assertThat(name.isFunction("search-indexer-2")).isFalse();
        assertThat(name.isFunction("123456789012:function:other")).isFalse();
    }
}
