package dev.rollback.aws.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.appconfig.JsonSpan.Kind;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSpanTest {

    private static String at(String text, String... names) throws IOException {
        JsonSpan found = JsonSpan.read(text).at(names).orElseThrow();
        return text.substring(found.start(), found.end());
    }

    @Test
    void knows_where_each_value_stands_whatever_is_around_it() throws IOException {
        String text = "\n { \"a\" : 1.50e+2 , \"b\":\"ü \\\" }\", \"c\":[ true,null ] ,\"d\":{ } }  ";

        assertThat(at(text, "a")).isEqualTo("1.50e+2");
        assertThat(at(text, "b")).isEqualTo("\"ü \\\" }\"");
        assertThat(at(text, "c")).isEqualTo("[ true,null ]");
        assertThat(at(text, "d")).isEqualTo("{ }");
        assertThat(at(text)).startsWith("{ \"a\"").endsWith("{ } }");
    }

    @Test
    void knows_where_it_is_in_a_text_that_is_longer_than_any_buffer() throws IOException {
        String text = "{\"long\":\"" + "x".repeat(100_000) + "\",\"last\":false}";

        assertThat(at(text, "last")).isEqualTo("false");
    }

    @Test
    void knows_where_the_name_of_a_member_begins() throws IOException {
        String text = "{ \"a\":1, \"b\" : 2}";

        Map<String, JsonSpan.Member> members = JsonSpan.read(text).members();

        assertThat(text.substring(Objects.requireNonNull(members.get("b")).start()))
                .isEqualTo("\"b\" : 2}");
    }

    @Test
    void finds_nothing_along_names_that_are_not_there() throws IOException {
        JsonSpan root = JsonSpan.read("{\"a\":{\"b\":1}}");

        assertThat(root.at("a", "c")).isEmpty();
        assertThat(root.at("a", "b", "c")).isEmpty();
    }

    @Test
    void takes_numbers_for_equal_that_are_written_differently_and_texts_only_if_they_are_equal() throws IOException {
        assertThat(JsonSpan.read("1.0").says(JsonSpan.read("1"))).isTrue();
        assertThat(JsonSpan.read("\"a\"").says(JsonSpan.read("\"\\u0061\""))).isTrue();
        assertThat(JsonSpan.read("\"1\"").says(JsonSpan.read("1"))).isFalse();
        assertThat(JsonSpan.read("true").says(JsonSpan.read("false"))).isFalse();
        assertThat(JsonSpan.read("1e400").number()).isEqualByComparingTo("1e400");
    }

    @Test
    void tells_the_kinds_apart() throws IOException {
        JsonSpan all = JsonSpan.read("[{}, [], \"\", 0, true, null]");

        assertThat(all.items().stream().map(JsonSpan::kind))
                .containsExactly(Kind.OBJECT, Kind.ARRAY, Kind.STRING, Kind.NUMBER, Kind.BOOLEAN, Kind.NULL);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"a\":1} 2", "{'a':1}", "{\"a\":1,\"a\":2}", "[1,]"})
    void refuses_what_is_no_json_or_says_one_thing_twice(String text) {
        assertThatThrownBy(() -> JsonSpan.read(text)).isInstanceOf(IOException.class);
    }
}
