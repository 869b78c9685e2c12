package dev.rollback.run;

import static dev.rollback.run.Answers.behind;
import static dev.rollback.run.Answers.byWeight;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.Answers.silent;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepKeeperCancelTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void starts_nothing_new_and_says_where_the_targets_stand() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web").after("api"))
                .answers("api", pending("drains"))
                .stands("api", Position.BETWEEN)
                .cancelledAt(25);

        run.toEnd();

        assertThat(run.log())
                .containsExactly(
                        "0 api started",
                        "0 api advanced: drains",
                        "25 cancelled by alice",
                        "25 api stopped",
                        "25 web skipped: cancelled by alice",
                        "25 api stands BETWEEN",
                        "25 ended CANCELLED UNKNOWN");
    }

    @Test
    void waits_for_the_call_under_way() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", silent());

        run.at(5).cancel().at(9);
        assertThat(run.state().isEnded()).isFalse();
        run.reply("api", pending("drains"));

        assertThat(run.log()).containsSubsequence("5 api stopped", "9 api stands FROM", "9 ended CANCELLED UNKNOWN");
    }

    @Test
    void takes_the_call_under_way_when_it_got_there() {
        HandRun run = HandRun.of(action("cdn"), rollBack("api").after("cdn")).answers("cdn", silent());

        run.at(5).cancel().at(9).reply("cdn", settled());

        assertThat(run.log())
                .containsSubsequence("5 cdn stopped", "5 api skipped: cancelled by alice", "9 cdn settled")
                .endsWith("9 ended CANCELLED UNKNOWN");
    }

    @Test
    void ends_a_verification_as_unknown() {
        HandRun run = HandRun.of(rollBack("api").proving(times(3))).cancelledAt(15);

        run.toEnd();

        assertThat(run.log()).endsWith("15 api proof 0 UNKNOWN", "15 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void ends_a_pause_a_gate_and_a_rollout() {
        Rollout gradual = Rollout.percent(50).then(100);
        HandRun run = HandRun.of(
                        pause("wait", MINUTE),
                        rollBack("db").proving(Proof.gate("cut-over", "rows", times(3))),
                        rollBack("fn").gradually(gradual))
                .answers("db", behind("cut-over"))
                .answers("fn", byWeight())
                .cancelledAt(5);

        run.toEnd();

        assertThat(run.log()).contains("5 wait stopped", "5 db stopped", "5 fn stopped");
        assertThat(run.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void is_heard_once() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", silent());

        run.at(5).cancel().cancel();

        assertThat(run.log()).filteredOn(line -> line.contains("cancelled by")).hasSize(1);
    }

    @Test
    void is_passed_over_after_the_end() {
        HandRun run = HandRun.of(rollBack("api"));

        run.toEnd().cancel();

        assertThat(run.log()).endsWith("0 ended ROLLED_BACK UNKNOWN");
    }
}
