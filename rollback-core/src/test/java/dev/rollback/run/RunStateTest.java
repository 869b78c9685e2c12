package dev.rollback.run;

import static dev.rollback.run.Answers.serves;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunStateTest {

    @ParameterizedTest
    @MethodSource("dev.rollback.run.Scenes#all")
    void a_run_cut_off_anywhere_ends_as_one_that_was_not(Scenes.Scene scene) {
        HandRun whole = scene.run().toEnd();

        for (int kept = 1 + whole.state().changes().size(); kept < whole.kept().size(); kept++) {
            for (long downtime : new long[] {0, 7}) {
                HandRun resumed = scene.run().toEnd().resumed(kept, downtime).toEnd();

                assertThat(resumed.standing()).as(cut(resumed, kept, downtime)).isEqualTo(whole.standing());
                assertThat(resumed.outcome()).as(cut(resumed, kept, downtime)).isEqualTo(whole.outcome());
                assertThat(resumed.verdict()).as(cut(resumed, kept, downtime)).isEqualTo(whole.verdict());
            }
        }
    }

    @Test
    void a_run_cut_off_between_two_turns_starts_nothing_that_a_failure_has_halted() {
        HandRun whole = Scenes.haltedAsAnotherServes().toEnd();

        for (int kept : whole.turnEnds()) {
            HandRun resumed =
                    Scenes.haltedAsAnotherServes().toEnd().resumed(kept, 0).toEnd();

            assertThat(resumed.standing()).as(cut(resumed, kept, 0)).isEqualTo(whole.standing());
        }
    }

    private static String cut(HandRun resumed, int kept, long downtime) {
        return "cut off after " + kept + " events for " + downtime + " s: " + resumed.log();
    }

    @ParameterizedTest
    @MethodSource("dev.rollback.run.Scenes#all")
    void a_run_cut_off_again_and_again_ends_as_one_that_was_not(Scenes.Scene scene) {
        HandRun whole = scene.run().toEnd();
        HandRun run = scene.run().resumed(1 + whole.state().changes().size(), 0);

        for (long second : new long[] {25, 50, 75}) {
            run.at(Math.max(second, run.second()));
            run = run.resumedNow();
        }
        run.toEnd();

        assertThat(run.outcome()).isEqualTo(whole.outcome());
        assertThat(run.state().steps())
                .extracting(StepState::phase)
                .isEqualTo(whole.state().steps().stream().map(StepState::phase).toList());
    }

    @ParameterizedTest
    @MethodSource("dev.rollback.run.Scenes#all")
    void events_come_to_the_same_state_when_they_are_replayed(Scenes.Scene scene) {
        HandRun whole = scene.run().toEnd();

        RunState replayed = RunState.replay(whole.kept());

        assertThat(replayed.outcome()).contains(whole.outcome());
        assertThat(replayed.steps())
                .extracting(StepState::phase)
                .isEqualTo(whole.state().steps().stream().map(StepState::phase).toList());
        assertThat(replayed.steps())
                .extracting(StepState::why)
                .isEqualTo(whole.state().steps().stream().map(StepState::why).toList());
    }

    @ParameterizedTest
    @MethodSource("dev.rollback.run.Scenes#all")
    void the_same_answers_come_to_the_same_events(Scenes.Scene scene) {
        HandRun first = scene.run().toEnd();
        HandRun second = scene.run().toEnd();

        List<RunEvent> events = second.kept();

        assertThat(events).isEqualTo(first.kept());
    }

    @Test
    void a_resumed_run_looks_at_once() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", serves(100, 200));
        run.at(12);

        HandRun resumed = run.resumed(run.kept().size(), 3).at(3);

        assertThat(resumed.commands("api")).hasSize(1);
    }

    @Test
    void a_verification_that_was_cut_off_begins_again() {
        HandRun run = HandRun.of(rollBack("api")
                .proving(new Verification.Builder()
                        .forAtLeast(Duration.ofMinutes(3))
                        .build()));
        run.at(100);

        HandRun resumed = run.resumed(run.kept().size(), 3600).toEnd();

        assertThat(resumed.log())
                .containsSubsequence("0 api proof 0 started", "3600 api proof 0 started", "3780 api proof 0 HELPED");
    }

    @Test
    void a_run_that_has_ended_does_nothing_more() {
        HandRun run = HandRun.of(rollBack("api")).toEnd();

        HandRun resumed = run.resumed(run.kept().size(), 60).toEnd();

        assertThat(resumed.kept()).isEqualTo(run.kept());
        assertThat(resumed.commands("api")).isEmpty();
    }

    @Test
    void tells_what_it_knows() {
        HandRun run = HandRun.of(
                        rollBack("api").proving(times(2)), rollBack("web").after("api"))
                .answers("api", serves(10, 60));
        run.at(10);

        StepState api = run.step("api");

        assertThat(api.serves()).isTrue();
        assertThat(api.started()).contains(HandRun.START);
        assertThat(api.served()).contains(HandRun.START.plusSeconds(10));
        assertThat(api.over()).isEmpty();
        assertThat(api.settled()).isEmpty();
        assertThat(run.step("web").index()).isEqualTo(1);
        assertThat(api.share()).isEqualTo(0.1);
        assertThat(api.verdicts()).containsOnlyNulls();
        assertThat(run.state().changes()).hasSize(2);
        assertThat(run.state().deadline()).isEqualTo(HandRun.START.plusSeconds(7200));
    }

    @Test
    void tells_how_a_step_ended() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", serves(10, 60));

        run.toEnd();

        assertThat(run.step("api").over()).contains(HandRun.START.plusSeconds(60));
        assertThat(run.step("api").settled()).isPresent();
        assertThat(run.step("api").why()).isEqualTo("steady");
    }

    @Test
    void an_override_changes_nothing_by_itself() {
        HandRun run = HandRun.of(rollBack("api"));
        run.state().apply(new PersonEvent.Overridden(HandRun.START, "UNPROVEN", "ran in staging"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void refuses_events_that_do_not_begin_with_the_start() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunState.replay(List.of()))
                .withMessage("The first event of a run has to be RunStarted, got none.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunState.replay(List.of(new RunEvent.PlanTimedOut(HandRun.START))))
                .withMessageStartingWith("The first event of a run has to be RunStarted, got PlanTimedOut[");
    }
}
