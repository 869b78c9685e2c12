package dev.rollback.run;

import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serves;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.Answers.silent;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.join;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.PlanSketch.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TurnTest {

    @Test
    void wakes_at_what_comes_first() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        pause("wait", Duration.ofSeconds(7)),
                        verify("v").proving(times(3)))
                .answers("api", pending("starts"));

        run.at(0);

        assertThat(run.wakesAt()).isEqualTo(7);
        assertThat(run.at(7).wakesAt()).isEqualTo(10);
    }

    @Test
    void wakes_at_the_deadline_of_a_step_whose_call_gives_no_answer() {
        HandRun run = HandRun.of(rollBack("api").timeout(Duration.ofMinutes(3))).answers("api", silent());

        run.at(0);

        assertThat(run.wakesAt()).isEqualTo(180);
    }

    @Test
    void wakes_at_the_deadline_of_the_plan() {
        HandRun run = new HandRun(plan(rollBack("api").timeout(Duration.ofHours(3)))).answers("api", silent());

        run.at(0);

        assertThat(run.wakesAt()).isEqualTo(7200);
    }

    @Test
    void does_not_wake_after_the_end() {
        HandRun run = HandRun.of(rollBack("api"));

        run.toEnd();

        assertThat(run.wakesAt()).isEqualTo(-1);
    }

    @Test
    void asks_for_nothing_twice_while_it_is_under_way() {
        HandRun run = HandRun.of(rollBack("api"), verify("v").proving(times(3)))
                .answers("api", silent())
                .sees("v", second -> null);

        run.at(0).at(5).at(60);

        assertThat(run.commands("api")).hasSize(1);
        assertThat(run.commands("v")).hasSize(1);
    }

    @Test
    void takes_time_in_whole_milliseconds() {
        HandRun run = HandRun.of(rollBack("api"));
        Instant fine = HandRun.START.plusNanos(1_999_999);

        Decision decision = Decider.decide(run.state(), List.of(), fine);

        assertThat(decision.events()).extracting(RunEvent::at).containsOnly(HandRun.START.plusMillis(1));
    }

    @Test
    void does_not_go_back_before_the_start() {
        HandRun run = HandRun.of(rollBack("api"));

        Decision decision = Decider.decide(run.state(), List.of(), HandRun.START.minusSeconds(60));

        assertThat(decision.events()).extracting(RunEvent::at).containsOnly(HandRun.START);
    }

    static Stream<IntFunction<Step[]>> shapes() {
        return Stream.of(TurnTest::chain, TurnTest::fan, TurnTest::layers);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void thinks_about_a_step_as_often_in_a_large_plan_as_in_a_small_one(IntFunction<Step[]> shape) {
        double small = considerationsPerStep(shape.apply(100));
        double large = considerationsPerStep(shape.apply(2_000));

        assertThat(large).isLessThan(small + 1).isLessThan(10);
    }

    private static double considerationsPerStep(Step[] steps) {
        HandRun run = new HandRun(plan(steps).within(Duration.ofDays(100)));
        for (Step step : steps) {
            run.answers(step.name, pending("starts"), settled());
        }
        run.toEnd();
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        return (double) run.state().agenda.taken() / steps.length;
    }

    private static Step[] chain(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> i == 0 ? action("0") : action("" + i).after("" + (i - 1)))
                .toArray(Step[]::new);
    }

    private static Step[] fan(int size) {
        return IntStream.range(0, size).mapToObj(i -> action("" + i)).toArray(Step[]::new);
    }

    /** Layers of 9 steps with a join behind each. */
    private static Step[] layers(int size) {
        return IntStream.range(0, size).mapToObj(TurnTest::layered).toArray(Step[]::new);
    }

    private static Step layered(int i) {
        int first = i - i % 10;
        if (i % 10 == 9) {
            String[] layer = IntStream.range(first, i).mapToObj(n -> "" + n).toArray(String[]::new);
            return join("" + i).after(layer);
        }
        return first == 0 ? action("" + i) : action("" + i).after("" + (first - 1));
    }

    @Test
    void scans_the_plan_once_for_each_branch_that_halts() {
        Step[] steps = IntStream.range(0, 1_000).mapToObj(i -> action("" + i)).toArray(Step[]::new);
        HandRun run = new HandRun(plan(steps));
        for (Step step : steps) {
            run.answers(step.name, Answers.failed("crashes"));
        }

        run.toEnd();

        assertThat(run.state().agenda.taken()).isLessThan(4_000);
        assertThat(run.state().halted).containsExactly("");
    }

    @Test
    void forgets_no_timer_of_a_hundred_steps() {
        Step[] steps = IntStream.range(0, 100).mapToObj(i -> action("" + i)).toArray(Step[]::new);
        HandRun run = HandRun.of(steps);
        for (int i = 0; i < steps.length; i++) {
            run.answers(steps[i].name, serves(i * 7L % 60, 60 + i * 13L % 240));
        }

        run.toEnd();

        assertThat(run.second()).isBetween(290L, 310L);
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
