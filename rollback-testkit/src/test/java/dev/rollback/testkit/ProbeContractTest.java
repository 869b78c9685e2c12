package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Probe;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each clause of the contract of probes catches the probe that breaks it. */
class ProbeContractTest {

    /** The contract over one kind of probe. */
    private static final class Over extends ProbeContract {
        private final BiFunction<FakeAws, String, Probe> probe;

        Over(BiFunction<FakeAws, String, Probe> probe) {
            this.probe = probe;
        }

        @Override
        protected ProbeScene scene(FakeAws world) {
            HttpScript page = world.http(OwnProbe.PAGE);
            return ProbeScene.of(probe.apply(world, world.canary("key")))
                    .healthy(() -> page.returns(200, "well"))
                    .unhealthy(() -> page.returns(503, "unwell"))
                    .noData(() -> page.returns(200, ""));
        }
    }

    private static Optional<Throwable> failure(BiFunction<FakeAws, String, Probe> probe, String clause) {
        return Clauses.failure(() -> new Over(probe), clause);
    }

    static List<String> clauses() {
        return Clauses.of(ProbeContract.class);
    }

    static List<ProbeMutants.Mutant> mutants() {
        return ProbeMutants.ALL;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("clauses")
    void holds_for_a_probe_that_keeps_it(String clause) {
        assertThat(failure(OwnProbe::new, clause)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mutants")
    void catches_its_mutant_and_tells_it_with_the_trace(ProbeMutants.Mutant mutant) {
        Optional<Throwable> failure = failure(mutant.broken()::apply, mutant.clause());

        assertThat(failure).get().isInstanceOf(AssertionError.class);
        assertThat(failure.get())
                .hasMessageContaining("\nExpected: ")
                .hasMessageContaining("\nThere is: ")
                .hasMessageContaining("\nTrace:\n");
    }

    @Test
    void has_a_mutant_for_each_clause() {
        List<String> caught =
                ProbeMutants.ALL.stream().map(ProbeMutants.Mutant::clause).toList();

        assertThat(caught).containsAll(clauses());
    }
}
