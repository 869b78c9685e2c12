package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.RollbackPlan;
import dev.rollback.health.HttpProbe;
import dev.rollback.journal.Practice;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private final Rehearsal rehearsal = Indexer.rehearsal(Indexer.Bug.NONE);

    @Test
    void runs_the_plan_in_a_fresh_world() {
        Rehearsed first = rehearsal.run();
        Rehearsed second = rehearsal.run();

        assertThat(first.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(first.world().lambda().function("indexer").alias("live").servingVersion())
                .isEqualTo("6");
        assertThat(first.violations()).isEmpty();
        assertThat(second.world()).isNotSameAs(first.world());
        assertThat(second.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void keeps_preview_events_journal_and_calls() {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed.preview().step("indexer")).isPresent();
        assertThat(rehearsed.events()).first().isInstanceOf(RunEvent.RunStarted.class);
        assertThat(rehearsed.events()).last().isInstanceOf(RunEvent.RunEnded.class);
        assertThat(new String(rehearsed.journal(), StandardCharsets.UTF_8)).contains("lambda-alias");
        assertThat(rehearsed.calls().writes().operations()).containsExactly("lambda:UpdateAlias");
    }

    @Test
    void traces_calls_and_events_in_order() {
        assertThat(rehearsal.run().trace().toString())
                .containsSubsequence(
                        "test    previews search",
                        "aws     lambda:GetAlias indexer live -> ok (40 ms)",
                        "test    executes search",
                        "run     indexer: planned lambda-alias:eu-west-1/123456789012/indexer:live from 7 to 6",
                        "aws     lambda:UpdateAlias indexer live 6 -> ok (40 ms)",
                        "run     indexer: waits: routing",
                        "run     indexer: settled: version 6 serves",
                        "run     ended ROLLED_BACK");
    }

    @Test
    void the_same_seed_gives_the_same_trace_and_journal() {
        Rehearsed one = rehearsal.seed(11);
        Rehearsed other = rehearsal.seed(11);

        assertThat(one.toString()).isEqualTo(other.toString());
        assertThat(one.journal()).isEqualTo(other.journal());
    }

    @Test
    void other_seeds_give_other_traces() {
        assertThat(rehearsal.seed(11).trace().toString())
                .isNotEqualTo(rehearsal.seed(12).trace().toString());
    }

    @Test
    void lets_a_fault_befall_a_call() {
        Rehearsed rehearsed = rehearsal
                .withFault("lambda:UpdateAlias", 1, FaultKind.LOST_RESPONSE)
                .run();

        assertThat(rehearsed.calls().of("lambda:UpdateAlias").list().get(0).fault())
                .contains(FaultKind.LOST_RESPONSE);
        assertThat(rehearsed.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(rehearsed.violations()).isEmpty();
    }

    @Test
    void scripts_what_probes_see() {
        Rehearsal probed = Rehearsal.of(
                Indexer::scene,
                world -> RollbackPlan.named("search")
                        .rollBack(
                                "indexer",
                                new Indexer(world, Indexer.Bug.NONE),
                                step -> step.verify(HttpProbe.http(Indexer.URL)))
                        .build());

        assertThat(probed.run().report().verdict()).isEqualTo(Verdict.HELPED);
    }

    @Test
    void explores_all_seeds_and_every_pair_of_operation_and_fault() {
        Exploration exploration = rehearsal.seeds(200);

        assertThat(exploration.rehearsals()).isGreaterThan(200);
        assertThat(exploration.broken()).as(exploration.firstBroken()).isEmpty();
        assertThat(exploration.coverage().missing()).isEmpty();
        assertThat(exploration.coverage().hits("lambda:UpdateAlias", FaultKind.LOST_RESPONSE))
                .isPositive();
        assertThat(exploration.outcomes()).containsKey(Outcome.ROLLED_BACK);
    }

    @Test
    void explores_alike_each_time() {
        assertThat(rehearsal.seeds(50).toString()).isEqualTo(rehearsal.seeds(50).toString());
    }

    @Test
    void finds_a_bug_and_says_how_to_see_it_again() {
        Exploration exploration =
                Indexer.rehearsal(Indexer.Bug.TRUSTS_LOST_WRITES).seeds(0);

        assertThat(exploration.isClean()).isFalse();
        assertThat(exploration.firstBroken())
                .startsWith("Fault lambda:UpdateAlias")
                .contains("Repeat it with: rehearsal.withFault(\"lambda:UpdateAlias\", 1, FaultKind.")
                .contains("Trace:\n");
    }

    @Test
    void leaves_what_shall_be_remembered_with_the_time_that_it_is_given() {
        Instant at = Instant.parse("2026-11-20T12:00:00Z");
        Rehearsal bad = Indexer.rehearsal(Indexer.Bug.TRUSTS_LOST_WRITES);
        Exploration broken = bad.seeds(0);
        FaultKind kind = FaultKind.TIMEOUT;

        assertThat(broken.practice(at))
                .isEqualTo(new Practice.Rehearsed(
                        "search", at, broken.rehearsals(), broken.broken().size()));
        assertThat(rehearsal.seeds(3).practice(at).isPassed()).isTrue();
        assertThat(rehearsal.run().practice(at)).isEqualTo(new Practice.Rehearsed("search", at, 1, 0));
        assertThat(bad.withFault("lambda:UpdateAlias", 1, kind).run().practice(at))
                .isEqualTo(new Practice.Rehearsed("search", at, 1, 1));
    }

    @Test
    void rehearses_elsewhere_and_at_another_time() {
        Rehearsed rehearsed = rehearsal
                .world(world -> world.startingAt(FakeAws.Builder.START.plus(Duration.ofDays(1)))
                        .latency(Duration.ofMillis(7)))
                .run();

        assertThat(rehearsed.report().startedAt()).isAfter("2026-03-03T09:00:00Z");
        assertThat(rehearsed.trace().toString()).contains("-> ok (7 ms)");
    }

    @Test
    void says_what_broke_when_no_report_comes() {
        Rehearsal broken = rehearsal.engine(options -> {
            throw new IllegalStateException("no engine");
        });

        assertThatThrownBy(broken::run)
                .isInstanceOf(RehearsalException.class)
                .hasMessageStartingWith(
                        "The plain run did not come to a report: java.lang.IllegalStateException: no engine")
                .hasMessageContaining("Repeat it with: rehearsal.run()");
    }

    @Test
    void refuses_a_negative_number_of_seeds() {
        assertThatThrownBy(() -> rehearsal.seeds(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1 seeds")
                .hasMessageContaining("0 or more");
    }
}
