package dev.rollback.testkit;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static dev.rollback.testkit.RollbackAssertions.assertThatThrownBy;

import dev.rollback.run.Outcome;
import dev.rollback.run.StepState.Phase;
import dev.rollback.run.Verdict;
import dev.rollback.target.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RollbackAssertionsTest {
    private final Rehearsed rehearsed = Indexer.rehearsal(Indexer.Bug.NONE).run();

    private static Rehearsed refused() {
        return Rehearsal.of(
                        world -> world.lambda()
                                .function("indexer")
                                .alias("live")
                                .ran("6", Duration.ofDays(20))
                                .deployed("8", Duration.ofMinutes(20)),
                        Indexer.plan(Indexer.Bug.CANNOT))
                .run();
    }

    @Test
    void pass_for_what_is_there() {
        assertThat(rehearsed)
                .rolledBack()
                .ended(Outcome.ROLLED_BACK)
                .called("lambda:UpdateAlias")
                .keepsInvariants();
        assertThat(rehearsed.report()).rolledBack().verdict(Verdict.UNKNOWN);
        assertThat(rehearsed)
                .step("indexer")
                .servesVersion("6")
                .goesTo("6")
                .standsAt(Position.TO)
                .phase(Phase.SETTLED)
                .and()
                .rolledBack();
        assertThat(rehearsed.calls().writes())
                .containsExactly("lambda:UpdateAlias")
                .contains("lambda:UpdateAlias", 1);
    }

    @Test
    void another_outcome_is_named_and_the_trace_shown() {
        assertThatThrownBy(() -> assertThat(rehearsed).ended(Outcome.PARTIAL))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected outcome PARTIAL, there is outcome ROLLED_BACK.")
                .hasMessageContaining("aws     lambda:UpdateAlias indexer live 6 -> ok");
    }

    @Test
    void another_verdict_is_named() {
        assertThatThrownBy(() -> assertThat(rehearsed.report()).helped())
                .hasMessageContaining("Expected verdict HELPED, there is verdict UNKNOWN.");
    }

    @Test
    void a_missing_step_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> assertThat(rehearsed.report()).step("api"))
                .hasMessageContaining("Expected a step \"api\", there is steps [indexer].");
    }

    @Test
    void another_version_is_named() {
        assertThatThrownBy(() -> assertThat(rehearsed).step("indexer").servesVersion("5"))
                .hasMessageContaining("Expected indexer to serve 5, there is indexer serving 6.");
    }

    @Test
    void a_write_that_should_not_be_is_listed() {
        assertThatThrownBy(() -> assertThat(rehearsed).wroteNothing())
                .hasMessageContaining(
                        "Expected no call that writes, there are\nlambda:UpdateAlias indexer live 6 -> ok");
    }

    @Test
    void a_call_that_is_missing_is_answered_with_those_there_are() {
        assertThatThrownBy(() -> assertThat(rehearsed).called("ecs:UpdateService"))
                .hasMessageContaining("Expected a call of ecs:UpdateService, there are [lambda:GetAlias, ");
    }

    @Test
    void a_refusal_is_named_by_its_code() {
        Rehearsed refused = refused();

        assertThat(refused).refused("CANNOT").wroteNothing();
        assertThatThrownBy(() -> assertThat(refused).refused("OTHER"))
                .hasMessageContaining("Expected a refusal for OTHER, there is refusals for [CANNOT].");
    }

    @Test
    void a_broken_invariant_is_told_from_the_start() {
        Rehearsed broken = Indexer.rehearsal(Indexer.Bug.SAYS_DONE_AT_ONCE).run();

        assertThatThrownBy(() -> assertThat(broken).keepsInvariants())
                .hasMessageStartingWith("The plain run breaks")
                .hasMessageContaining("\"success means that the wanted version serves\" does not hold")
                .hasMessageContaining("Repeat it with: rehearsal.run()")
                .hasMessageContaining("Trace:\n");
    }

    @Test
    void a_broken_exploration_starts_with_the_first_and_counts_all() {
        Exploration broken = Indexer.rehearsal(Indexer.Bug.TRUSTS_LOST_WRITES).seeds(40);

        assertThatThrownBy(() -> assertThat(broken).keepsInvariants())
                .hasMessageMatching(
                        "(?s)Fault lambda:UpdateAlias, call 1, \\w+ breaks .*It was found as: Seed \\d+ and .*rehearsals break an invariant: \\[Seed .*");
    }

    @Test
    void a_clean_exploration_passes() {
        assertThat(Indexer.rehearsal(Indexer.Bug.NONE).seeds(10))
                .keepsInvariants()
                .coversAllFaults();
    }

    @Test
    void what_assertj_knows_is_there_as_well() {
        assertThat(1 + 1).isEqualTo(2);
    }
}
