package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultCoverageTest {
    private final FaultCoverage coverage = new FaultCoverage();

    @Test
    void names_the_pairs_that_are_still_open() {
        coverage.want("lambda:UpdateAlias", FaultKind.CONFLICT);
        coverage.want("lambda:UpdateAlias", FaultKind.LOST_RESPONSE);
        coverage.hit("lambda:UpdateAlias", FaultKind.CONFLICT);

        assertThat(coverage.missing()).containsExactly("lambda:UpdateAlias LOST_RESPONSE");
        assertThat(coverage.isComplete()).isFalse();
    }

    @Test
    void is_complete_when_all_that_can_happen_has() {
        coverage.want("lambda:UpdateAlias", FaultKind.CONFLICT);
        coverage.hit("lambda:UpdateAlias", FaultKind.CONFLICT);

        assertThat(coverage.isComplete()).isTrue();
        assertThat(coverage.hits("lambda:UpdateAlias", FaultKind.CONFLICT)).isOne();
        assertThat(coverage.hits("ecs:UpdateService", FaultKind.CONFLICT)).isZero();
    }

    @Test
    void prints_a_table_with_a_dot_where_a_fault_cannot_happen() {
        coverage.want("lambda:UpdateAlias", FaultKind.CONFLICT);
        coverage.want("lambda:UpdateAlias", FaultKind.THROTTLE);
        coverage.hit("lambda:UpdateAlias", FaultKind.CONFLICT);
        coverage.hit("ecs:ListServices", FaultKind.THROTTLE);
        coverage.hit("ecs:ListServices", FaultKind.THROTTLE);
        coverage.want("ecs:UpdateService", FaultKind.NEVER_ENDS);

        assertThat(coverage.toString()
                        .lines()
                        .map(line -> line.replaceAll(" +", " ").strip()))
                .containsExactly(
                        "operation throttle 5xx 5xx after lost time-out reset denied expired conflict stale slow",
                        "ecs:ListServices 2 . . . . . . . . . .",
                        "lambda:UpdateAlias 0 . . . . . . . 1 . .",
                        "operation converges never ends breaker alarm no image no room clock + clock - aws + aws - unknown",
                        "ecs:UpdateService . 0 . . . . . . . . .");
        assertThat(coverage.operations())
                .containsExactly("ecs:ListServices", "ecs:UpdateService", "lambda:UpdateAlias");
    }
}
