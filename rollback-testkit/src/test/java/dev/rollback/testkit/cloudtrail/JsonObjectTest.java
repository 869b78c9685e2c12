package dev.rollback.testkit.cloudtrail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonObjectTest {
    @Test
    void members_keep_the_order_in_which_they_were_named() {
        JsonObject inner = JsonObject.empty().with("7", 0.1);

        JsonObject json = JsonObject.empty()
                .with("name", "live")
                .with("readOnly", false)
                .with("weights", inner)
                .withNull("nothing");

        assertThat(json).hasToString("{\"name\":\"live\",\"readOnly\":false,\"weights\":{\"7\":0.1},\"nothing\":null}");
    }

    @Test
    void text_is_quoted() {
        JsonObject json = JsonObject.empty().with("a\"b", "line\nend\\");

        assertThat(json).hasToString("{\"a\\\"b\":\"line\\nend\\\\\"}");
    }

    @Test
    void a_condition_leaves_a_member_out() {
        JsonObject json = JsonObject.empty().withIf(false, "a", "1").withIf(true, "b", "2");

        assertThat(json).hasToString("{\"b\":\"2\"}");
    }

    @Test
    void objects_of_equal_text_are_equal() {
        JsonObject one = JsonObject.empty().with("a", "1");
        JsonObject other = JsonObject.empty().with("a", "1");

        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other);
        assertThat(one).isNotEqualTo(JsonObject.empty());
    }
}
