package dev.rollback.run;

import static dev.rollback.run.Answers.byWeight;
import static dev.rollback.run.Answers.failed;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serving;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepKeeperWeightTest {

    private static final Health SICK = Health.unhealthy("503");

    private final Rollout gradual = Rollout.percent(10).then(50).then(100).every(Duration.ofMinutes(5));

    @Test
    void raises_the_weight_pause_by_pause() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual)).answers("fn", byWeight());

        run.toEnd();

        assertThat(run.log())
                .containsExactly(
                        "0 fn started",
                        "0 fn reached 10 %",
                        "300 fn raised to 50 %",
                        "300 fn reached 50 %",
                        "600 fn raised to 100 %",
                        "600 fn settled",
                        "600 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void verifies_between_two_weights_each_time() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual).proving(Proof.betweenWeights("errors", times(2))))
                .answers("fn", byWeight());

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "300 fn proof 0 started",
                        "310 fn proof 0 HELPED",
                        "310 fn raised to 50 %",
                        "610 fn proof 0 started",
                        "620 fn proof 0 HELPED",
                        "620 fn raised to 100 %",
                        "620 ended ROLLED_BACK HELPED");
    }

    @Test
    void stops_at_the_weight_whose_verification_fails() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual).proving(Proof.betweenWeights("errors", times(2))))
                .answers("fn", byWeight())
                .sees("fn", second -> second < 600 ? Health.healthy("0 %") : SICK)
                .stands("fn", Position.BETWEEN);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "910 fn proof 0 NOT_HELPED",
                        "910 fn failed: VERSION, at 50 % the verification did not pass: 503",
                        "910 fn stands BETWEEN",
                        "910 ended PARTIAL NOT_HELPED");
    }

    @Test
    void does_not_count_pauses_as_time_of_the_step() {
        Rollout slow = Rollout.percent(50).then(100).every(Duration.ofHours(1));
        HandRun run = HandRun.of(rollBack("fn").gradually(slow)).answers("fn", byWeight());

        run.toEnd();

        assertThat(run.log()).endsWith("3600 fn settled", "3600 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void runs_out_of_time_within_one_weight() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual))
                .answers("fn", (command, second) -> command.weight() < 50 ? serving() : pending("shifts"));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("300 fn raised to 50 %", "1200 fn timed out");
    }

    @Test
    void fails_as_soon_as_the_target_does() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual))
                .answers("fn", (command, second) -> command.weight() < 50 ? serving() : failed("gone"));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("300 fn raised to 50 %", "300 fn failed: VERSION, gone");
    }

    @Test
    void remembers_what_the_target_said_when_it_reached_a_weight() {
        Progress reached = Progress.serving("50 %", Memo.of("revision", "7"), Duration.ofSeconds(5));
        HandRun run = HandRun.of(rollBack("fn").gradually(Rollout.percent(50).then(100)))
                .answers("fn", Answers.progress(reached), settled());

        run.toEnd();

        assertThat(run.commands("fn"))
                .last()
                .isEqualTo(new Command.Reconcile(0, 2, 100, Memo.of("revision", "7"), List.of()));
    }

    @Test
    void shows_the_share_it_has_reached() {
        HandRun run = HandRun.of(rollBack("fn").gradually(gradual)).answers("fn", byWeight());

        run.at(400);

        assertThat(run.step("fn").share()).isEqualTo(0.5);
        assertThat(run.step("fn").why()).isEqualTo("50 % of the traffic is on the wanted version");
    }
}
