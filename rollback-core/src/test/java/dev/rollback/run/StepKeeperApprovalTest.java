package dev.rollback.run;

import static dev.rollback.run.PlanSketch.approve;
import static dev.rollback.run.PlanSketch.rollBack;
import static dev.rollback.run.PlanSketch.times;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StepKeeperApprovalTest {

    private static final Health SICK = Health.unhealthy("503");

    private static Signal decided(int step, int round, Signal.Decision decision, String who) {
        return new Signal.Decided(step, round, decision, who, "because");
    }

    private static Signal approves(String who) {
        return decided(0, 0, Signal.Decision.APPROVE, who);
    }

    private static HandRun askingTwo() {
        return HandRun.of(approve("sign-off", 2), rollBack("api").after("sign-off"))
                .at(10);
    }

    @Test
    void waits_until_enough_people_have_approved() {
        HandRun run = askingTwo().signal(approves("Ann"));
        assertThat(run.phase("api")).isEqualTo(StepState.Phase.WAITING);
        assertThat(run.step("sign-off").why()).isEqualTo("approved by Ann; 1 to come");

        run.signal(approves("Bob")).toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "10 sign-off approved by Ann",
                        "10 sign-off approved by Bob",
                        "10 sign-off settled",
                        "10 api started",
                        "10 ended ROLLED_BACK UNKNOWN");
        assertThat(run.step("sign-off").why()).isEqualTo("approved by Ann, Bob");
    }

    @Test
    void who_approves_twice_counts_once() {
        HandRun run = askingTwo().signal(approves("Ann")).signal(approves("Ann"));

        assertThat(run.phase("api")).isEqualTo(StepState.Phase.WAITING);
        assertThat(run.log()).containsOnlyOnce("10 sign-off approved by Ann");
    }

    @Test
    void approvals_outlive_a_crash() {
        HandRun run = askingTwo().signal(approves("Ann")).resumedNow().at(60);

        run.signal(approves("Bob")).toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void denied_before_anything_was_done_the_run_is_refused() {
        HandRun run = askingTwo().signal(decided(0, 0, Signal.Decision.DENY, "Cyd"));

        assertThat(run.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(run.log())
                .containsSubsequence("10 sign-off denied by Cyd", "10 api skipped: sign-off was not approved");
        assertThat(run.step("sign-off").why()).isEqualTo("denied by Cyd: because");
    }

    @Test
    void denied_later_the_rest_is_not_begun() {
        HandRun run = HandRun.of(
                        rollBack("api"),
                        approve("go on", 1).after("api"),
                        rollBack("db").after("go on"))
                .at(10)
                .signal(decided(1, 0, Signal.Decision.DENY, "Cyd"));

        assertThat(run.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(run.phase("db")).isEqualTo(StepState.Phase.SKIPPED);
    }

    @Test
    void a_denial_puts_nothing_back() {
        HandRun run =
                new HandRun(PlanSketch.plan(rollBack("api"), approve("go on", 1).after("api"))
                        .onFailure(FailurePolicy.RESTORE));

        run.at(10).signal(decided(1, 0, Signal.Decision.DENY, "Cyd"));

        assertThat(run.state().restoring()).isEmpty();
        assertThat(run.step("api").position()).contains(dev.rollback.target.Position.TO);
    }

    @Test
    void waits_as_long_as_the_plan_has_time() {
        HandRun run = new HandRun(
                PlanSketch.plan(approve("sign-off", 1), rollBack("api").after("sign-off"))
                        .within(Duration.ofHours(1)));

        run.toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "3600 time over", "3600 sign-off timed out", "3600 api skipped: the time of the run is over");
        assertThat(run.outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void is_cancelled_while_it_waits() {
        HandRun run = askingTwo().cancel();

        assertThat(run.outcome()).isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void one_person_may_override_it() {
        HandRun run = askingTwo().signal(decided(0, 0, Signal.Decision.OVERRIDE, "Dee"));

        run.toEnd();

        assertThat(run.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(run.step("sign-off").why()).isEqualTo("not approved; overridden by Dee");
    }

    @Test
    void a_verification_that_is_overridden_lets_what_comes_next_begin_and_stays_unknown() {
        HandRun run = HandRun.of(
                        rollBack("api").proving(times(3)), rollBack("web").after("api"))
                .sees("api", SICK)
                .at(30);

        run.signal(decided(0, 0, Signal.Decision.OVERRIDE, "Dee")).toEnd();

        assertThat(run.log())
                .containsSubsequence(
                        "30 api overridden by Dee",
                        "30 api proof 0 UNKNOWN",
                        "30 web started",
                        "30 ended ROLLED_BACK UNKNOWN");
        assertThat(run.step("api").proofEvidence()).containsExactly("overridden by Dee; last seen: 503");
    }

    @Test
    void a_verification_at_a_gate_is_overridden() {
        HandRun run = HandRun.of(rollBack("db").proving(Proof.gate("cut-over", "rows", times(3))))
                .answers("db", Answers.behind("cut-over"))
                .sees("db", SICK)
                .at(30);

        run.signal(decided(0, 0, Signal.Decision.OVERRIDE, "Dee")).toEnd();

        assertThat(run.log())
                .containsSubsequence("30 db proof 0 UNKNOWN", "30 db passed gate cut-over", "30 db settled");
    }

    @Test
    void what_was_meant_for_one_verification_overrides_no_later_one() {
        HandRun run = HandRun.of(rollBack("api").proving(times(1)).proving(times(3)))
                .sees("api", second -> second < 5 ? Health.healthy("200") : SICK)
                .at(20);
        assertThat(run.step("api").round()).isEqualTo(1);

        run.signal(decided(0, 0, Signal.Decision.OVERRIDE, "Dee")).toEnd();

        assertThat(run.verdict()).isEqualTo(Verdict.NOT_HELPED);
        assertThat(run.log()).noneMatch(line -> line.contains("overridden"));
    }

    @Test
    void an_override_that_was_kept_holds_after_a_crash() {
        HandRun run =
                HandRun.of(rollBack("api").proving(times(3))).sees("api", SICK).at(30);
        run.signal(decided(0, 0, Signal.Decision.OVERRIDE, "Dee"));
        int overridden = run.kept().size() - 2;
        assertThat(run.kept().get(overridden - 1)).isInstanceOf(PersonEvent.StepOverridden.class);

        HandRun again = run.resumed(overridden, 60).toEnd();

        assertThat(again.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(again.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_step_that_waits_for_nobody_takes_no_decision() {
        HandRun run = HandRun.of(rollBack("api"))
                .answers("api", Answers.pending("drains"))
                .at(10);

        run.signal(decided(0, 0, Signal.Decision.APPROVE, "Ann"))
                .signal(decided(0, 0, Signal.Decision.DENY, "Ann"))
                .signal(decided(0, 0, Signal.Decision.OVERRIDE, "Ann"));

        assertThat(run.log()).noneMatch(line -> line.contains("Ann"));
        assertThat(run.phase("api")).isEqualTo(StepState.Phase.RUNNING);
    }
}
