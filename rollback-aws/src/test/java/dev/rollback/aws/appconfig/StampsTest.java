package dev.rollback.aws.appconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampsTest {

    private static String without(String flags) {
        return new String(Stamps.without(flags.getBytes(UTF_8)), UTF_8);
    }

    @Test
    void the_same_flags_stored_at_two_times_are_the_same() {
        String first = "{\"values\":{\"a\":{\"enabled\":true,\"_createdAt\":\"2026-01-01T00:00:00Z\",\"n\":50.00}}}";
        String again =
                "{ \"values\": {\"a\": {\"_updatedAt\": \"2026-02-02T00:00:00Z\", \"enabled\": true, \"n\": 50.00} } }";

        assertThat(without(first))
                .isEqualTo(without(again))
                .isEqualTo("{\"values\":{\"a\":{\"enabled\":true,\"n\":50.00}}}");
    }

    @Test
    void what_differs_in_anything_else_stays_different() {
        assertThat(without("{\"a\":{\"enabled\":true}}")).isNotEqualTo(without("{\"a\":{\"enabled\":false}}"));
    }

    @Test
    void what_is_no_json_is_left_alone() {
        assertThat(without("{\"a\":")).isEqualTo("{\"a\":");
    }
}
