package dev.rollback.run;

import static dev.rollback.run.Answers.failed;
import static dev.rollback.run.Answers.serving;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProofKeeperTest {

    private static final Health WELL = Health.healthy("200");
    private static final Health SICK = Health.unhealthy("503");
    private static final Health BLIND = Health.unknown("no answer");
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void passes_when_healthy_so_often_in_a_row() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", second -> second == 20 ? SICK : WELL);

        run.toEnd();

        assertThat(run.log()).endsWith("50 v proof 0 HELPED", "50 ended NOTHING_TO_DO HELPED");
    }

    @Test
    void passes_when_healthy_for_so_long() {
        Verification held = new Verification.Builder()
                .times(1)
                .forAtLeast(Duration.ofMinutes(1))
                .build();
        HandRun run = HandRun.of(verify("v").proving(held)).sees("v", second -> second == 30 ? BLIND : WELL);

        run.toEnd();

        assertThat(run.log()).endsWith("100 v proof 0 HELPED", "100 ended NOTHING_TO_DO HELPED");
    }

    @Test
    void does_not_count_time_in_which_nobody_looked() {
        Verification held =
                new Verification(1, Duration.ofSeconds(25), SECOND.multipliedBy(20), SECOND.multipliedBy(60));
        HandRun run = HandRun.of(rollBack("api").proving(held)).answers("api", serving());

        run.at(30);

        assertThat(run.state().isEnded()).isFalse();
        assertThat(run.at(40).log()).contains("40 api proof 0 HELPED");
    }

    @Test
    void uses_the_whole_of_its_time() {
        Verification tight = new Verification(3, Duration.ZERO, SECOND.multipliedBy(10), SECOND.multipliedBy(20));
        HandRun run = HandRun.of(verify("v").proving(tight));

        run.toEnd();

        assertThat(run.log()).endsWith("20 v proof 0 HELPED", "20 ended NOTHING_TO_DO HELPED");
    }

    @Test
    void takes_the_answer_to_a_look_that_fell_due_in_time() {
        Verification tight = new Verification(1, Duration.ZERO, SECOND.multipliedBy(10), SECOND.multipliedBy(20));
        HandRun run = HandRun.of(verify("v").proving(tight)).sees("v", second -> second < 20 ? BLIND : null);

        run.at(24).signal(new Signal.Probed(0, 3, WELL));

        assertThat(run.log()).endsWith("24 v proof 0 HELPED", "24 ended NOTHING_TO_DO HELPED");
    }

    @Test
    void does_not_wait_for_a_probe_that_gives_no_answer() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", second -> null);

        run.toEnd();

        assertThat(run.log()).endsWith("300 v proof 0 UNKNOWN", "300 ended NOTHING_TO_DO UNKNOWN");
    }

    @Test
    void keeps_its_beat_however_long_a_look_takes() {
        HandRun run = HandRun.of(verify("v").proving(times(2))).sees("v", second -> null);

        run.at(4).signal(new Signal.Probed(0, 1, WELL));

        assertThat(run.wakesAt()).isEqualTo(10);
    }

    @Test
    void has_not_helped_when_it_was_seen_sick_until_its_time_was_over() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", SICK);

        run.toEnd();

        assertThat(run.log()).endsWith("300 v proof 0 NOT_HELPED", "300 ended NOTHING_TO_DO NOT_HELPED");
    }

    @Test
    void has_not_helped_when_it_went_up_and_down() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", second -> second % 20 == 0 ? WELL : SICK);

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.NOT_HELPED);
    }

    @Test
    void is_unknown_when_nobody_could_look() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", BLIND);

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void is_unknown_when_it_was_never_seen_sick_nor_long_enough_well() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", second -> second % 20 == 0 ? WELL : BLIND);

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void is_unknown_when_nobody_could_look_any_more_at_the_end() {
        HandRun run = HandRun.of(verify("v").proving(times(3))).sees("v", second -> second < 200 ? SICK : BLIND);

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void makes_one_verification_after_the_other() {
        HandRun run = HandRun.of(
                rollBack("api").proving(times(1)).proving(times(2)),
                rollBack("web").after("api"));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 api proof 0 HELPED", "0 api proof 1 started", "10 api proof 1 HELPED", "10 web started");
    }

    @Test
    void does_not_begin_the_next_when_one_fails() {
        HandRun run =
                HandRun.of(rollBack("api").proving(times(2)).proving(times(2))).sees("api", SICK);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("300 api proof 0 NOT_HELPED", "300 ended ROLLED_BACK NOT_HELPED")
                .doesNotContain("300 api proof 1 started");
    }

    @Test
    void ends_as_unknown_when_its_step_fails() {
        HandRun run = HandRun.of(rollBack("api").proving(times(9))).answers("api", serving(), failed("reverted"));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 api proof 0 started", "10 api failed: VERSION, reverted", "10 api proof 0 UNKNOWN")
                .endsWith("10 api stands FROM", "10 ended FAILED UNKNOWN");
    }

    @Test
    void passes_over_an_answer_that_comes_when_it_is_over() {
        HandRun run = HandRun.of(rollBack("api").proving(times(2))).sees("api", second -> null);

        run.at(5).cancel().signal(new Signal.Probed(0, 2, WELL));

        assertThat(run.log()).endsWith("5 api proof 0 UNKNOWN", "5 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void keeps_a_look_only_when_it_saw_something_else() {
        HandRun run = HandRun.of(verify("v").proving(times(5))).sees("v", second -> second == 20 ? SICK : WELL);

        run.toEnd();

        assertThat(run.kept())
                .filteredOn(ProofEvent.ProofLooked.class::isInstance)
                .hasSize(3);
    }

    @Test
    void ends_when_the_last_look_gives_no_answer() {
        Verification tight = new Verification(3, Duration.ZERO, SECOND.multipliedBy(10), SECOND.multipliedBy(20));
        HandRun run = HandRun.of(verify("v").proving(tight)).sees("v", second -> second < 20 ? WELL : null);

        run.toEnd();

        assertThat(run.log()).endsWith("30 v proof 0 UNKNOWN", "30 ended NOTHING_TO_DO UNKNOWN");
    }
}
