package dev.rollback.run;

import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serves;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.Answers.silent;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StepKeeperDeadlineTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void gives_up_a_step_that_does_not_advance() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", pending("no capacity", 0.2));

        run.toEnd();

        assertThat(run.log())
                .containsExactly(
                        "0 api started",
                        "0 api advanced: no capacity",
                        "900 api timed out",
                        "900 api stands FROM",
                        "900 ended FAILED UNKNOWN");
    }

    @Test
    void extends_the_time_of_a_step_that_advances_once() {
        AtomicInteger looks = new AtomicInteger();
        HandRun run = HandRun.of(rollBack("api"))
                .answers("api", (command, second) -> pending("copies", looks.incrementAndGet() / 1000.0))
                .stands("api", Position.BETWEEN);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("900 api extended", "1350 api timed out, moving", "1350 api stands BETWEEN")
                .endsWith("1350 ended PARTIAL UNKNOWN");
    }

    @Test
    void does_not_extend_the_time_of_a_step_that_advanced_long_ago() {
        HandRun run =
                HandRun.of(rollBack("api")).answers("api", Answers.until(400, pending("a", 0.1), pending("a", 0.2)));

        run.toEnd();

        assertThat(run.log()).contains("900 api timed out").doesNotContain("900 api extended");
    }

    @Test
    void settles_in_the_time_it_was_given_more() {
        AtomicInteger looks = new AtomicInteger();
        HandRun run = HandRun.of(rollBack("api"))
                .answers(
                        "api",
                        (command, second) ->
                                second < 1000 ? pending("copies", looks.incrementAndGet() / 1000.0) : settled());

        run.toEnd();

        assertThat(run.log()).endsWith("1000 api settled", "1000 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void waits_for_the_last_call_and_takes_it_when_it_got_there() {
        HandRun run = HandRun.of(rollBack("api").timeout(MINUTE), action("cdn").timeout(MINUTE))
                .answers("api", silent())
                .answers("cdn", silent());

        run.at(70).reply("api", settled()).reply("cdn", settled()).toEnd();

        assertThat(run.log())
                .containsSubsequence("60 api timed out", "60 cdn timed out", "70 api settled", "70 cdn settled");
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void looks_where_the_target_stands_once_the_last_call_has_come_back() {
        HandRun run = HandRun.of(rollBack("api").timeout(MINUTE)).answers("api", silent());

        run.at(70).reply("api", pending("drains"));

        assertThat(run.log()).containsSubsequence("60 api timed out", "70 api stands FROM", "70 ended FAILED UNKNOWN");
        assertThat(run.log()).doesNotContain("70 api advanced: drains");
    }

    @Test
    void does_not_wait_for_ever_for_a_call_that_gives_no_answer() {
        HandRun run = HandRun.of(rollBack("api").timeout(MINUTE), action("cdn").timeout(MINUTE))
                .answers("api", silent())
                .answers("cdn", silent());

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("60 api timed out", "360 api stands UNKNOWN", "360 ended PARTIAL UNKNOWN");
    }

    @Test
    void passes_over_a_call_that_comes_back_after_all() {
        HandRun run = HandRun.of(action("cdn").timeout(MINUTE), pause("wait", Duration.ofMinutes(30)))
                .answers("cdn", silent());

        run.at(400).reply("cdn", settled()).toEnd();

        assertThat(run.phase("cdn")).isEqualTo(Phase.TIMED_OUT);
    }

    @Test
    void ends_the_whole_run_at_the_deadline_of_the_plan() {
        HandRun run = new HandRun(plan(
                                rollBack("api"),
                                pause("wait", Duration.ofHours(1)),
                                rollBack("web").after("wait"),
                                verify("error rate").after("api").proving(times(3)))
                        .within(MINUTE))
                .answers("api", serves(45, 1000))
                .stands("api", Position.TO);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "60 time over",
                        "60 api timed out, moving",
                        "60 wait timed out",
                        "60 web skipped: the time of the run is over",
                        "60 error rate proof 0 UNKNOWN",
                        "60 api stands TO",
                        "60 ended PARTIAL UNKNOWN");
    }

    @Test
    void waits_at_the_deadline_of_the_plan_for_the_calls_under_way() {
        HandRun run = new HandRun(plan(rollBack("api"), action("cdn")).within(MINUTE))
                .answers("api", silent())
                .answers("cdn", silent());

        run.at(65);
        assertThat(run.state().isEnded()).isFalse();
        run.reply("cdn", settled()).reply("api", settled());

        assertThat(run.log())
                .containsSubsequence(
                        "60 time over", "65 cdn settled", "65 api settled", "65 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void takes_a_place_that_moves_on_for_advance() {
        AtomicInteger looks = new AtomicInteger();
        HandRun run = HandRun.of(rollBack("s3"))
                .answers(
                        "s3",
                        (command, second) -> Answers.progress(Progress.pending(
                                "copies", 0, Memo.of("marker", "" + looks.incrementAndGet()), Duration.ofSeconds(10))));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("900 s3 extended", "1350 s3 timed out, moving");
    }

    @Test
    void does_not_take_another_reason_to_wait_for_advance() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers("api", (command, second) -> pending("waits since " + second + " s", 0.1));

        run.toEnd();

        assertThat(run.log()).contains("900 api timed out").doesNotContain("900 api extended");
    }
}
