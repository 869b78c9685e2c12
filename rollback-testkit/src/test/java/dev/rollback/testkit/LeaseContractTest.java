package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.lease.InProcessLeases;
import dev.rollback.lease.Leases;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each clause of the contract of leases catches the leases that break it. */
class LeaseContractTest {

    /** The contract over some leases. */
    private static final class Over extends LeaseContract {
        private final Supplier<Leases> free;

        Over(Supplier<Leases> free) {
            this.free = free;
        }

        @Override
        protected Leases free() {
            return free.get();
        }
    }

    static List<String> clauses() {
        return Clauses.of(LeaseContract.class);
    }

    static List<LeaseMutants.Mutant> mutants() {
        return LeaseMutants.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void holds_for_leases_that_keep_it(String clause) {
        assertThat(Clauses.failure(() -> new Over(InProcessLeases::new), clause))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void catches_its_mutant(LeaseMutants.Mutant mutant) {
        for (String clause : mutant.clauses()) {
            assertThat(Clauses.failure(() -> new Over(mutant::free), clause))
                    .as(clause)
                    .get()
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void has_a_mutant_for_each_clause() {
        List<String> caught = LeaseMutants.ALL.stream()
                .flatMap(mutant -> mutant.clauses().stream())
                .toList();

        assertThat(caught).containsAll(clauses());
    }
}
