package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlainRunTest {
    private final PlainRun run =
            PlainRun.of(Indexer.rehearsal(Indexer.Bug.NONE).run().calls());

    @Test
    void knows_each_place_where_a_fault_can_be_put() {
        assertThat(run.all())
                .contains(
                        new FaultPoint("lambda:GetAlias", 1, FaultKind.THROTTLE),
                        new FaultPoint("lambda:UpdateAlias", 1, FaultKind.LOST_RESPONSE),
                        new FaultPoint("lambda:UpdateAlias", 1, FaultKind.CONFLICT))
                .doesNotContain(
                        new FaultPoint("lambda:GetAlias", 1, FaultKind.LOST_RESPONSE),
                        new FaultPoint("lambda:UpdateAlias", 1, FaultKind.STALE_READ));
    }

    @Test
    void a_stale_read_needs_an_answer_before_it() {
        assertThat(run.all())
                .contains(new FaultPoint("lambda:GetAlias", 2, FaultKind.STALE_READ))
                .doesNotContain(new FaultPoint("lambda:GetAlias", 1, FaultKind.STALE_READ));
    }

    @Test
    void names_each_pair_once() {
        List<String> pairs = run.pairs().stream()
                .map(point -> point.operation() + " " + point.kind())
                .toList();

        assertThat(pairs).doesNotHaveDuplicates().isSorted().contains("lambda:GetAlias STALE_READ");
    }

    @Test
    void puts_one_fault_somewhere_by_the_dice() {
        assertThat(run.any(new Dice(1))).hasSize(1).isEqualTo(run.any(new Dice(1)));
    }

    @Test
    void has_no_place_where_nothing_is_called() {
        assertThat(PlainRun.of(new Calls(List.of())).any(new Dice(1))).isEmpty();
    }
}
