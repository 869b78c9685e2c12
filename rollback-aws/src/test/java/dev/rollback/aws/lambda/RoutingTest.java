package dev.rollback.aws.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.TargetException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutingTest {

    private static final Routing CANARY = Routing.of("6", Map.of("7", 0.1));

    @Test
    void an_id_is_read_as_it_was_written() {
        assertThat(CANARY.id()).isEqualTo("6+7@0.1");
        assertThat(Routing.parse(CANARY.id())).contains(CANARY);
        assertThat(Routing.parse("6")).contains(Routing.to("6"));
        assertThat(Routing.parse(Routing.of("6", Map.of("7", 1e-4)).id())).contains(Routing.of("6", Map.of("7", 1e-4)));
    }

    @Test
    void what_names_no_version_is_no_routing() {
        assertThat(Routing.parse("live")).isEmpty();
        assertThat(Routing.parse("6+seven@0.1")).isEmpty();
        assertThat(Routing.parse("")).isEmpty();
    }

    @Test
    void an_id_that_must_be_one_is_refused_with_the_remedy() {
        assertThatThrownBy(() -> Routing.parsed("v1.2"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("\"v1.2\" names no version")
                .hasMessageContaining("expected a number such as 41")
                .hasMessageContaining("list-versions-by-function");
    }

    @Test
    void the_version_pointed_to_gets_what_the_weights_leave() {
        assertThat(CANARY.shareOf("6")).isEqualTo(0.9);
        assertThat(CANARY.shareOf("7")).isEqualTo(0.1);
        assertThat(CANARY.shareOf("8")).isZero();
    }

    @Test
    void people_read_shares_in_percent() {
        assertThat(CANARY).hasToString("90 % to 6, 10 % to 7");
        assertThat(Routing.to("6")).hasToString("version 6");
        assertThat(Routing.of("6", Map.of("7", 0.125))).hasToString("87.5 % to 6, 12.5 % to 7");
    }

    @Test
    void the_main_version_beside_one_has_the_most_traffic() {
        assertThat(CANARY.mainBeside("7")).contains("6");
        assertThat(CANARY.mainBeside("6")).contains("7");
        assertThat(CANARY.mainBeside("5")).contains("6");
        assertThat(Routing.to("6").mainBeside("6")).isEmpty();
    }
}
