package dev.rollback.run;

import static dev.rollback.run.Answers.breaks;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.Answers.silent;
import static dev.rollback.run.Answers.until;
import static dev.rollback.run.PlanSketch.rollBack;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class SignalTakerTest {

    @ParameterizedTest
    @EnumSource(
            value = TargetException.Kind.class,
            names = {"CREDENTIALS", "THROTTLED", "TRANSIENT", "UNKNOWN_OUTCOME"})
    void tries_again_what_may_pass_and_shows_it(TargetException.Kind kind) {
        HandRun run = HandRun.of(rollBack("api")).answers("api", until(100, breaks(kind), settled()));

        run.at(30);
        assertThat(run.log()).contains("0 api hindered: " + kind);
        assertThat(run.step("api").why()).isEqualToIgnoringCase(kind.name());
        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetException.Kind.class,
            names = {"CREDENTIALS", "THROTTLED", "TRANSIENT", "UNKNOWN_OUTCOME"})
    void gives_up_at_the_deadline_what_does_not_pass(TargetException.Kind kind) {
        HandRun run = HandRun.of(rollBack("api")).answers("api", breaks(kind));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("900 api timed out", "900 ended FAILED UNKNOWN");
    }

    @Test
    void asks_for_credentials_every_15_seconds() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", breaks(TargetException.Kind.CREDENTIALS));

        run.at(45);

        assertThat(run.commands("api")).hasSize(4);
    }

    @Test
    void asks_less_and_less_often_after_other_hindrances() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", breaks(TargetException.Kind.TRANSIENT));

        run.toEnd();

        assertThat(run.log())
                .contains(
                        "0 api hindered: TRANSIENT",
                        "10 api hindered: TRANSIENT",
                        "30 api hindered: TRANSIENT",
                        "60 api hindered: TRANSIENT",
                        "150 api hindered: TRANSIENT",
                        "210 api hindered: TRANSIENT",
                        "270 api hindered: TRANSIENT");
    }

    @Test
    void shows_what_a_step_waits_for_again_once_the_hindrance_is_over() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers(
                        "api", pending("drains"), breaks(TargetException.Kind.THROTTLED), pending("drains"), settled());

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("0 api advanced: drains", "10 api hindered: THROTTLED", "20 api advanced: drains");
    }

    @ParameterizedTest
    @EnumSource(
            value = TargetException.Kind.class,
            names = {"DENIED", "MISSING", "INVALID"})
    void fails_at_once_what_will_not_pass(TargetException.Kind kind) {
        HandRun run = HandRun.of(rollBack("api")).answers("api", breaks(kind));

        run.toEnd();

        assertThat(run.log()).anyMatch(line -> line.startsWith("0 api failed: ENVIRONMENT, "));
    }

    @Test
    void fails_after_three_conflicts_in_a_row() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", breaks(TargetException.Kind.CONFLICT));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 api hindered: CONFLICT", "2 api hindered: CONFLICT", "4 api failed: CONFLICT, conflict");
    }

    @Test
    void does_not_take_other_hindrances_for_conflicts() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers(
                        "api",
                        breaks(TargetException.Kind.THROTTLED),
                        breaks(TargetException.Kind.THROTTLED),
                        breaks(TargetException.Kind.CONFLICT),
                        breaks(TargetException.Kind.CONFLICT),
                        settled());

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void forgets_conflicts_once_a_call_works() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers(
                        "api",
                        breaks(TargetException.Kind.CONFLICT),
                        breaks(TargetException.Kind.CONFLICT),
                        pending("shifts"),
                        breaks(TargetException.Kind.CONFLICT),
                        settled());

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void passes_over_the_answer_to_an_older_command() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", pending("a"), settled());

        run.at(5).signal(new Signal.Answered(0, 1, Progress.done("late")));

        assertThat(run.phase("api")).isEqualTo(Phase.RUNNING);
    }

    @Test
    void takes_an_answer_once() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", silent());
        Signal answer = new Signal.Answered(0, 1, Progress.pending("a", 0.5, Memo.empty(), Duration.ofSeconds(9)));

        run.at(0).signal(answer).signal(answer);

        assertThat(run.log()).containsExactly("0 api started", "0 api advanced: a");
    }

    @ParameterizedTest
    @EnumSource(value = TargetException.Kind.class, mode = Mode.MATCH_ALL, names = ".*")
    void does_not_know_where_a_target_stands_that_cannot_be_looked_at(TargetException.Kind kind) {
        HandRun run = HandRun.of(rollBack("api"))
                .answers("api", Answers.failed("crashes"))
                .locates("api", false);

        run.at(0);
        Command locate = run.commands("api").get(1);
        run.signal(new Signal.CallFailed(0, locate.generation(), kind, "no look"));

        assertThat(run.log()).endsWith("0 api stands UNKNOWN", "0 ended PARTIAL UNKNOWN");
        assertThat(run.commands("api")).hasSize(2);
    }

    @Test
    void takes_what_came_in_together_in_its_order() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web"))
                .answers("api", silent())
                .answers("web", silent());
        run.at(0);

        Decision decision = Decider.decide(
                run.state(),
                List.of(new Signal.Answered(1, 1, Progress.done("")), new Signal.Answered(0, 1, Progress.done(""))),
                HandRun.START);

        assertThat(decision.events())
                .extracting(event -> EventLine.of(event, PlanSketch.plan(rollBack("api"), rollBack("web"))))
                .containsExactly("0 web settled", "0 api settled", "0 ended ROLLED_BACK UNKNOWN");
    }

    @Test
    void forgets_conflicts_once_a_look_found_nothing_new_or_users_are_served() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers(
                        "api",
                        pending("conflict"),
                        breaks(TargetException.Kind.CONFLICT),
                        breaks(TargetException.Kind.CONFLICT),
                        pending("conflict"),
                        breaks(TargetException.Kind.CONFLICT),
                        breaks(TargetException.Kind.CONFLICT),
                        Answers.serving(),
                        breaks(TargetException.Kind.CONFLICT),
                        settled());

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
