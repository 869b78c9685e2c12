package dev.rollback.run;

import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepKeeperTest {

    @Test
    void looks_again_when_the_target_asks_for_it() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", pending("a"), pending("a"), settled());

        run.at(0);
        assertThat(run.wakesAt()).isEqualTo(10);
        run.at(19);

        assertThat(run.commands("api")).hasSize(2);
        assertThat(run.toEnd().second()).isEqualTo(20);
    }

    @Test
    void looks_at_steps_of_one_grid_together() {
        Duration grid = Duration.ofSeconds(15);
        HandRun run = HandRun.of(
                        rollBack("api").onGrid(grid),
                        pause("wait", Duration.ofSeconds(4)),
                        rollBack("web").onGrid(grid).after("wait"))
                .answers("api", pending("a"), settled())
                .answers("web", pending("a"), settled());

        run.toEnd();

        assertThat(run.log()).contains("15 api settled", "15 web settled");
    }

    @Test
    void hands_the_memo_of_the_last_answer_to_the_next_call() {
        Progress first = Progress.pending("a", 0, Memo.of("id", "7"), Duration.ofSeconds(5));
        HandRun run = HandRun.of(rollBack("api")).answers("api", Answers.progress(first), settled());

        run.toEnd();

        assertThat(run.commands("api"))
                .containsExactly(
                        new Command.Reconcile(0, 1, 100, Memo.empty(), List.of()),
                        new Command.Reconcile(0, 2, 100, Memo.of("id", "7"), List.of()));
    }

    @Test
    void keeps_an_answer_only_when_it_says_something_new() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers("api", pending("a", 0.1), pending("a", 0.1), pending("b", 0.1), pending("b", 0.2), settled());

        run.toEnd();

        assertThat(run.kept())
                .filteredOn(RunEvent.StepAdvanced.class::isInstance)
                .extracting(event -> event.at().getEpochSecond() - HandRun.START.getEpochSecond())
                .containsExactly(0L, 20L, 30L);
    }

    @Test
    void does_not_call_a_target_that_serves_what_it_should() {
        HandRun run = HandRun.of(
                rollBack("api").alreadyThere().proving(times(2)),
                rollBack("web").after("api"));

        run.toEnd();

        assertThat(run.commands("api")).hasOnlyElementsOfType(Command.Probe.class);
        assertThat(run.log()).containsSubsequence("0 api settled", "10 api proof 0 HELPED", "10 web started");
    }

    @Test
    void never_calls_a_target_whose_change_is_not_in_the_journal() {
        HandRun run = HandRun.of(rollBack("api").unplanned());

        run.toEnd();

        assertThat(run.commands("api")).isEmpty();
        assertThat(run.log()).containsExactly("0 api skipped: its change was never planned", "0 ended FAILED UNKNOWN");
    }

    @Test
    void lets_a_pause_pass() {
        HandRun run = HandRun.of(
                rollBack("api"),
                pause("wait", Duration.ofMinutes(1)).after("api"),
                rollBack("web").after("wait"));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("0 wait started", "60 wait settled", "60 web started");
    }

    @Test
    void verifies_and_does_nothing_else() {
        HandRun run = HandRun.of(verify("error rate").proving(times(3)));

        run.toEnd();

        assertThat(run.log())
                .containsExactly(
                        "0 error rate started",
                        "0 error rate settled",
                        "0 error rate proof 0 started",
                        "0 error rate seen HEALTHY",
                        "20 error rate proof 0 HELPED",
                        "20 ended NOTHING_TO_DO HELPED");
    }
}
