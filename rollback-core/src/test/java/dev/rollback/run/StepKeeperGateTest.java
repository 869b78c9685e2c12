package dev.rollback.run;

import static dev.rollback.run.Answers.behind;
import static dev.rollback.run.Answers.gate;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serving;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepKeeperGateTest {

    private static final Health SICK = Health.unhealthy("503");

    @Test
    void goes_on_at_once_when_the_plan_says_nothing_of_it() {
        HandRun run = HandRun.of(rollBack("db")).answers("db", behind("cut-over"));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("0 db at gate cut-over", "0 db passed gate cut-over", "0 db settled");
    }

    @Test
    void waits_for_the_verification_of_that_name() {
        HandRun run = HandRun.of(rollBack("db")
                        .proving(Proof.gate("cut-over", "rows", times(3)))
                        .proving(Proof.gate("other", "never", times(3))))
                .answers("db", behind("cut-over"));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 db at gate cut-over",
                        "0 db proof 0 started",
                        "20 db proof 0 HELPED",
                        "20 db passed gate cut-over",
                        "20 db settled",
                        "20 ended ROLLED_BACK HELPED");
    }

    @Test
    void fails_when_its_verification_does() {
        HandRun run = HandRun.of(rollBack("db").proving(Proof.gate("cut-over", "rows", times(3))))
                .answers("db", behind("cut-over"))
                .sees("db", SICK);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "300 db proof 0 NOT_HELPED",
                        "300 db failed: VERSION, the verification at the gate cut-over did not pass: 503",
                        "300 db stands FROM",
                        "300 ended FAILED NOT_HELPED");
    }

    @Test
    void has_its_whole_time_again_behind_it() {
        Verification slow =
                new Verification.Builder().forAtLeast(Duration.ofMinutes(20)).build();
        HandRun run = HandRun.of(rollBack("db").proving(Proof.gate("cut-over", "rows", slow)))
                .answers(
                        "db",
                        (command, second) -> command.gates().isEmpty()
                                ? gate("cut-over")
                                : second < 1900 ? pending("moves") : settled());

        run.toEnd();

        assertThat(run.log()).containsSubsequence("1200 db passed gate cut-over", "1900 db settled");
    }

    @Test
    void is_not_let_through_the_same_gate_for_ever() {
        HandRun run = HandRun.of(rollBack("db")).answers("db", gate("cut-over"));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 db passed gate cut-over",
                        "0 db advanced: goes on after the gate cut-over",
                        "900 db timed out");
    }

    @Test
    void is_verified_while_it_serves() {
        HandRun run = HandRun.of(rollBack("db").proving(times(1)).proving(Proof.gate("clean-up", "rows", times(3))))
                .answers(
                        "db",
                        (command, second) ->
                                second < 10 ? serving() : command.gates().isEmpty() ? gate("clean-up") : settled());

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 db proof 0 HELPED", "10 db at gate clean-up", "30 db proof 1 HELPED", "30 db settled");
    }
}
