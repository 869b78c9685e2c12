package dev.rollback.run;

import static dev.rollback.run.Answers.failed;
import static dev.rollback.run.Answers.pending;
import static dev.rollback.run.Answers.serves;
import static dev.rollback.run.Answers.serving;
import static dev.rollback.run.Answers.settled;
import static dev.rollback.run.PlanSketch.action;
import static dev.rollback.run.PlanSketch.join;
import static dev.rollback.run.PlanSketch.plan;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static dev.rollback.run.PlanSketch.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.run.StepState.Phase;
import org.junit.jupiter.api.Test;

class FollowersTest {

    private static final Health SICK = Health.unhealthy("503");

    @Test
    void starts_a_step_when_the_one_before_it_serves() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web").after("api")).answers("api", serves(20, 60));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("0 api started", "20 api serving", "20 web started", "60 api settled");
    }

    @Test
    void starts_a_step_when_the_action_before_it_serves() {
        HandRun run = HandRun.of(
                        action("cdn"),
                        rollBack("web").after("cdn"),
                        action("purge").afterSettled("cdn"))
                .answers("cdn", serves(20, 60));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "0 cdn started", "20 cdn serving", "20 web started", "60 cdn settled", "60 purge started");
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void starts_a_step_only_when_the_one_before_it_is_settled_if_asked_to() {
        HandRun run =
                HandRun.of(rollBack("api"), rollBack("web").afterSettled("api")).answers("api", serves(20, 60));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("20 api serving", "60 api settled", "60 web started");
    }

    @Test
    void starts_a_step_only_when_the_one_before_it_is_verified() {
        HandRun run = HandRun.of(
                        rollBack("api").proving(times(3)), rollBack("web").after("api"))
                .answers("api", serving(), settled());

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("0 api serving", "10 api settled", "20 api proof 0 HELPED", "20 web started");
    }

    @Test
    void starts_together_what_does_not_wait_for_each_other() {
        HandRun run = HandRun.of(rollBack("api"), rollBack("web"))
                .answers("api", pending("starts"))
                .answers("web", pending("starts"));

        run.at(0);

        assertThat(run.log()).startsWith("0 api started", "0 web started");
    }

    @Test
    void joins_all_that_came_before() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        rollBack("web"),
                        join("both").after("api", "web"),
                        action("cdn").after("both"))
                .answers("api", serves(10, 90))
                .answers("web", serves(40, 40));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("10 api serving", "40 web settled", "40 cdn started");
        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void lets_what_follows_a_join_wait_for_the_verification_of_the_join() {
        HandRun run = HandRun.of(
                rollBack("api"),
                join("group").after("api").proving(times(2)),
                rollBack("web").after("group"));

        run.toEnd();

        assertThat(run.log()).containsSubsequence("0 group settled", "10 group proof 0 HELPED", "10 web started");
    }

    @Test
    void says_what_was_not_verified_behind_a_join() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        join("group").after("api").proving(times(2)),
                        rollBack("web").after("group"))
                .sees("group", SICK);

        run.toEnd();

        assertThat(run.log()).contains("300 web skipped: what was joined was not verified");
    }

    @Test
    void skips_what_follows_a_failed_step_and_says_why_all_the_way() {
        HandRun run = new HandRun(plan(
                                rollBack("flags"),
                                rollBack("api").after("flags"),
                                join("all").after("api"),
                                verify("error rate").afterSettled("all"))
                        .onFailure(FailurePolicy.CONTINUE))
                .answers("flags", failed("crashes"));

        run.toEnd();

        assertThat(run.log())
                .contains(
                        "0 flags failed: VERSION, crashes",
                        "0 api skipped: flags did not get there",
                        "0 all skipped: flags did not get there",
                        "0 error rate skipped: flags did not get there");
    }

    @Test
    void skips_what_follows_a_step_that_was_not_verified() {
        HandRun run = HandRun.of(
                        rollBack("api").proving(times(2)), rollBack("web").after("api"))
                .sees("api", SICK);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("300 api proof 0 NOT_HELPED", "300 web skipped: api was not verified");
    }

    @Test
    void skips_each_step_once() {
        HandRun run = HandRun.of(
                        rollBack("a"),
                        rollBack("b"),
                        rollBack("c").after("a", "b").afterSettled("a", "b"))
                .answers("a", failed("crashes"))
                .answers("b", failed("crashes"))
                .cancelledAt(0);

        run.toEnd();

        assertThat(run.log()).filteredOn(line -> line.contains("c skipped")).hasSize(1);
    }

    @Test
    void halt_starts_nothing_new_and_watches_what_runs() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        rollBack("web"),
                        rollBack("cdn"),
                        rollBack("dns").after("cdn"))
                .answers("api", pending("starts"), failed("crashes"))
                .answers("web", serves(30, 60))
                .answers("cdn", serves(30, 60));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "10 api failed: VERSION, crashes",
                        "10 dns skipped: api did not get there, and the plan halts",
                        "60 web settled",
                        "60 cdn settled");
        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void halt_leaves_other_regions_alone() {
        HandRun run = HandRun.of(
                        rollBack("api").in("eu/1"),
                        rollBack("web").in("us/1"),
                        rollBack("api2").in("eu/1").after("web"),
                        rollBack("web2").in("us/1").after("web"),
                        action("note").after("web"))
                .answers("api", pending("starts"), failed("crashes"))
                .answers("web", serves(30, 60));

        run.toEnd();

        assertThat(run.phase("web2")).isEqualTo(Phase.SETTLED);
        assertThat(run.log())
                .contains(
                        "10 api2 skipped: api did not get there, and the plan halts",
                        "10 note skipped: api did not get there, and the plan halts");
    }

    @Test
    void halt_by_an_action_stops_every_region() {
        HandRun run = HandRun.of(
                        action("migrate"),
                        rollBack("web").in("us/1"),
                        rollBack("web2").in("us/1").after("web"))
                .answers("migrate", failed("exit 1"))
                .answers("web", serves(30, 60));

        run.toEnd();

        assertThat(run.log()).contains("0 web2 skipped: migrate did not get there, and the plan halts");
    }

    @Test
    void halts_when_a_verification_fails_while_its_step_still_settles() {
        HandRun run = HandRun.of(
                        rollBack("api").proving(times(2)),
                        rollBack("web"),
                        rollBack("dns").after("web"))
                .answers("api", serves(0, 600))
                .answers("web", serves(400, 400))
                .sees("api", SICK);

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "300 api proof 0 NOT_HELPED",
                        "300 dns skipped: api was not verified, and the plan halts",
                        "400 web settled",
                        "600 api settled",
                        "600 ended PARTIAL NOT_HELPED");
    }

    @Test
    void continue_lets_independent_steps_go_on() {
        HandRun run = new HandRun(plan(
                                rollBack("api"),
                                rollBack("web"),
                                rollBack("after api").after("api"),
                                rollBack("after web").after("web"))
                        .onFailure(FailurePolicy.CONTINUE))
                .answers("api", failed("crashes"))
                .answers("web", serves(30, 60));

        run.toEnd();

        assertThat(run.phase("after api")).isEqualTo(Phase.SKIPPED);
        assertThat(run.phase("after web")).isEqualTo(Phase.SETTLED);
    }

    @Test
    void halts_when_a_step_runs_out_of_time() {
        HandRun run = HandRun.of(
                        rollBack("api"), rollBack("web"), rollBack("dns").after("web"))
                .answers("api", pending("starts"))
                .answers("web", serves(1000, 1000));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence("900 api timed out", "900 dns skipped: api did not get there, and the plan halts");
    }
}
