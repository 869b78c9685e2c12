package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SpillingLedgerTest {

    private final SpillingLedger ledger = new SpillingLedger();

    private List<String> read() {
        try (Stream<String> lines = ledger.lines()) {
            return lines.toList();
        }
    }

    @Test
    void begins_empty() {
        assertThat(read()).isEmpty();
    }

    @Test
    void keeps_lines_in_order_the_same_one_twice() {
        ledger.append(List.of("a", "b"));
        ledger.append(List.of("b", ""));

        assertThat(read()).containsExactly("a", "b", "b", "");
    }

    @Test
    void keeps_what_is_too_much_for_memory() {
        List<String> many =
                IntStream.range(0, 5_000).mapToObj(i -> "schlüssel/" + i).toList();

        for (int i = 0; i < 10; i++) {
            ledger.append(many);
        }

        assertThat(read()).hasSize(50_000).startsWith("schlüssel/0").endsWith("schlüssel/4999");
    }

    @Test
    void can_be_read_while_it_grows() {
        ledger.append(List.of("a"));

        try (Stream<String> lines = ledger.lines()) {
            ledger.append(List.of("b"));

            assertThat(lines.limit(1)).containsExactly("a");
        }
        assertThat(read()).containsExactly("a", "b");
    }

    @Test
    void refuses_lines_with_breaks_and_keeps_none_of_them() {
        assertThatThrownBy(() -> ledger.append(List.of("a", "b\nc")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A ledger was given \"b\nc\": expected a line without breaks. Escape them.");

        assertThat(read()).isEmpty();
    }
}
