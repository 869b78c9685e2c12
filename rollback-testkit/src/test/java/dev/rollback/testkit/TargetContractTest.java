package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each clause of the contract of targets catches the target that breaks it. */
class TargetContractTest {

    private static Optional<Throwable> failure(Function<SwitchTable, Target> target, String clause) {
        return Clauses.failure(() -> new SwitchContract(target, scene -> {}), clause);
    }

    static List<String> clauses() {
        return Clauses.of(TargetContract.class);
    }

    static List<SwitchMutants.Mutant> mutants() {
        return SwitchMutants.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void holds_for_a_target_that_keeps_it(String clause) {
        assertThat(failure(OwnSwitch::new, clause)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void catches_its_mutant_and_tells_it_with_the_trace(SwitchMutants.Mutant mutant) {
        Optional<Throwable> failure = failure(mutant.broken()::apply, mutant.clause());

        assertThat(failure).get().isInstanceOf(AssertionError.class);
        assertThat(failure.get())
                .hasMessageStartingWith("release-switch:local/shop/checkout")
                .hasMessageContaining("\nExpected: ")
                .hasMessageContaining("\nThere is: ")
                .hasMessageContaining("\nState: ")
                .hasMessageContaining("\nTrace:\n");
    }

    @Test
    void has_a_mutant_for_each_clause() {
        List<String> caught =
                SwitchMutants.ALL.stream().map(SwitchMutants.Mutant::clause).toList();

        assertThat(caught).containsAll(clauses());
    }
}
