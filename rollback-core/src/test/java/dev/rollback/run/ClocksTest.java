package dev.rollback.run;

import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.approve;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Times that people set themselves: told when they go by, and nothing else follows. */
class ClocksTest {

    private static final Incident SOON = Incident.of(facts -> facts.rto(Duration.ofMinutes(1)));
    private static final Incident CALLED = Incident.of(facts -> facts.contacts("Ann", "Bob", "Cyd"));

    private static PlanSketch waiting() {
        return plan(approve("sign-off", 1), rollBack("api").after("sign-off"));
    }

    private static Signal approves() {
        return new Signal.Decided(0, 0, Signal.Decision.APPROVE, "Ann", "");
    }

    private static Stream<String> clocks(HandRun run) {
        return run.log().stream().filter(line -> line.contains("late"));
    }

    @Test
    void recovery_in_time_is_no_event() {
        HandRun run = new HandRun(plan(rollBack("api")).incident(SOON));

        run.toEnd();

        assertThat(clocks(run)).isEmpty();
    }

    @Test
    void recovery_is_late_to_the_second_and_once() {
        HandRun run = new HandRun(waiting().incident(SOON)).at(600);

        run.signal(approves()).toEnd();

        assertThat(clocks(run)).containsExactly("60 recovery late");
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void the_clock_of_the_recovery_stops_at_serving() {
        HandRun run = new HandRun(plan(rollBack("api")).incident(SOON)).answers("api", Answers.serves(30, 3000));

        run.at(600);

        assertThat(run.phase("api")).isEqualTo(StepState.Phase.SERVING);
        assertThat(clocks(run)).isEmpty();
    }

    @Test
    void the_clock_of_the_recovery_runs_from_when_the_incident_began() {
        Incident since = SOON.startedAt(HandRun.START.minusSeconds(50));
        HandRun run = new HandRun(waiting().incident(since));

        run.at(20);

        assertThat(clocks(run)).containsExactly("10 recovery late");
    }

    @Test
    void actions_count_where_there_is_no_target() {
        HandRun run = new HandRun(
                plan(approve("sign-off", 1), action("flag").after("sign-off")).incident(SOON));

        run.at(100);

        assertThat(clocks(run)).containsExactly("60 recovery late");
    }

    @Test
    void one_after_the_other_is_called_until_it_begins() {
        HandRun run = new HandRun(waiting().response(Duration.ofMinutes(5)).incident(CALLED)).at(2000);

        run.signal(approves()).toEnd();

        assertThat(clocks(run)).containsExactly("300 response late Bob", "600 response late Cyd");
    }

    @Test
    void at_once_is_within_a_minute() {
        HandRun run = new HandRun(waiting().response(Duration.ZERO).incident(CALLED));

        run.at(400);

        assertThat(clocks(run)).containsExactly("60 response late Bob", "360 response late Cyd");
    }

    @Test
    void nobody_is_called_once_it_has_begun() {
        HandRun run = new HandRun(waiting().response(Duration.ofMinutes(5)).incident(CALLED)).at(310);

        run.signal(approves()).toEnd();

        assertThat(clocks(run)).containsExactly("300 response late Bob");
    }

    @Test
    void one_that_began_too_late_is_told_and_calls_nobody() {
        Incident old = CALLED.startedAt(HandRun.START.minusSeconds(3600));
        HandRun run = new HandRun(
                plan(rollBack("api")).response(Duration.ofMinutes(5)).incident(old));

        run.toEnd();

        assertThat(clocks(run)).containsExactly("0 response late");
    }

    @Test
    void is_told_once_where_there_is_nobody_to_call() {
        HandRun run = new HandRun(waiting().response(Duration.ofMinutes(5)));

        run.at(4000);

        assertThat(clocks(run)).containsExactly("300 response late");
    }

    @Test
    void a_run_that_is_taken_up_goes_on_where_it_was() {
        HandRun run = new HandRun(waiting().response(Duration.ofMinutes(5)).incident(CALLED)).at(310);

        HandRun resumed = run.resumedNow().at(2000);

        assertThat(clocks(resumed)).containsExactly("300 response late Bob", "600 response late Cyd");
    }

    @Test
    void a_broken_glass_lets_all_on_those_to_come_too() {
        HandRun run = new HandRun(plan(
                        approve("sign-off", 2),
                        rollBack("api").after("sign-off"),
                        approve("go on", 1).after("api"),
                        rollBack("web").after("go on")))
                .at(10);

        run.signal(new Signal.BreakGlass("Dee", "all phones are down"))
                .signal(new Signal.BreakGlass("Eve", "too"))
                .toEnd();

        assertThat(run.log()).filteredOn(line -> line.contains("glass")).isEqualTo(List.of("10 glass broken by Dee"));
        assertThat(run.step("go on").why()).isEqualTo("not approved; the glass was broken by Dee");
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
