package dev.rollback.run;

import static dev.rollback.run.Answers.failed;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serving;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.pause;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.target.Finding;
import dev.rollback.target.Position;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EndingTest {

    private static final Health SICK = Health.unhealthy("503");

    @Test
    void rolled_back_when_all_serve_what_they_should() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web").alreadyThere(), action("cdn"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void rolled_back_stays_so_when_it_did_not_help() {
        HandRun run = HandRun.of(rollBack("api").proving(times(2))).sees("api", SICK);

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.verdict()).isEqualTo(Verdict.NOT_HELPED);
    }

    @Test
    void nothing_to_do_when_all_did_so_before() {
        HandRun run = HandRun.of(
                rollBack("api").alreadyThere(),
                action("cdn").after("api"),
                verify("v").proving(times(1)));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(run.verdict()).isEqualTo(Verdict.HELPED);
    }

    @Test
    void actions_alone_are_something_done() {
        HandRun run = HandRun.of(action("cdn"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void nothing_to_do_when_the_plan_only_looks_and_waits() {
        HandRun run =
                HandRun.of(pause("wait", Duration.ofMinutes(1)), verify("v").after("wait"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void nothing_to_do_in_an_empty_plan() {
        HandRun run = HandRun.of();

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void refused_when_a_finding_spoke_against_it() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web").after("api"));
        run.state().apply(new RunEvent.Refused(HandRun.START, "api", Finding.hard("STALE", "stale", "")));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run.commands("api")).isEmpty();
        assertThat(run.log()).contains("0 api skipped: the run was refused", "0 web skipped: the run was refused");
    }

    @Test
    void failed_when_all_stand_where_they_stood() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        rollBack("old").alreadyThere(),
                        rollBack("web").after("api"))
                .answers("api", failed("crashes"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void failed_when_an_action_failed_before_anything_moved() {
        HandRun run =
                HandRun.of(action("migrate"), rollBack("api").after("migrate")).answers("migrate", failed("exit 1"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void partial_when_one_got_there_and_another_did_not() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web")).answers("web", failed("crashes"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_one_stands_in_between() {
        HandRun run =
                HandRun.of(rollBack("api")).answers("api", failed("crashes")).stands("api", Position.BETWEEN);

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_it_is_not_known_where_one_stands() {
        HandRun run =
                HandRun.of(rollBack("api")).answers("api", failed("crashes")).stands("api", Position.UNKNOWN);

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_one_serves_and_still_moves_as_its_time_is_over() {
        HandRun run = HandRun.of(rollBack("api")).answers("api", serving()).stands("api", Position.TO);

        run.toEnd();

        assertThat(run.log()).contains("900 api timed out");
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_an_action_after_a_rollback_failed() {
        HandRun run = HandRun.of(rollBack("api"), action("cdn").after("api")).answers("cdn", failed("exit 1"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_an_action_served_and_was_not_settled_in_time() {
        HandRun run = HandRun.of(action("cdn")).answers("cdn", serving());

        run.toEnd();

        assertThat(run.log()).contains("900 cdn timed out");
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void partial_when_only_an_action_was_done() {
        HandRun run =
                HandRun.of(action("migrate"), rollBack("api").after("migrate")).answers("api", failed("crashes"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void cancelled_when_somebody_stopped_it_on_the_way() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web"))
                .answers("web", pending("drains"))
                .cancelledAt(5);

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancelled_before_anything_began() {
        HandRun run = HandRun.of(rollBack("api")).cancelledAt(0);

        run.at(0);

        assertThat(run.log())
                .containsExactly(
                        "0 cancelled by alice", "0 api skipped: cancelled by alice", "0 ended CANCELLED UNKNOWN");
    }

    @Test
    void unknown_when_nothing_is_verified() {
        HandRun run = HandRun.of(rollBack("api"));

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void unknown_when_a_verification_was_never_reached() {
        HandRun run = new HandRun(plan(
                                verify("before").proving(times(1)),
                                rollBack("api"),
                                verify("after").after("api").proving(times(1)))
                        .onFailure(FailurePolicy.CONTINUE))
                .answers("api", failed("crashes"));

        run.toEnd();

        assertThat(run.log()).contains("0 before proof 0 HELPED");
        assertThat(run.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void not_helped_when_one_of_several_did_not() {
        HandRun run = HandRun.of(
                        verify("one").proving(times(1)),
                        verify("two").proving(times(1)),
                        verify("three").proving(times(1)))
                .sees("two", SICK)
                .sees("three", Health.unknown("no answer"));

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.NOT_HELPED);
    }

    @Test
    void helped_when_gates_that_were_never_reached_were_not_verified() {
        HandRun run = HandRun.of(
                rollBack("db").proving(Proof.gate("cut-over", "rows", times(1))).proving(times(2)));

        run.toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.HELPED);
    }
}
