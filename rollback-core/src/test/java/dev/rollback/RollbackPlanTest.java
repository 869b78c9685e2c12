package dev.rollback;

import static dev.rollback.run.Rollout.percent;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Rollout;
import dev.rollback.target.Attempt;
import dev.rollback.target.Gradual;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollbackPlanTest {

    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200"));

    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    /** What the plan is refused for, after the fault. */
    private static List<String> problems(Consumer<RollbackPlan.Builder> faulty) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout");
        faulty.accept(plan);
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, plan::build);
        return refused == null ? List.of() : refused.problems();
    }

    private static List<String> problemsOfStep(Consumer<StepOptions> faulty) {
        return problems(plan -> plan.rollBack("api", new Lever("api"), faulty));
    }

    @Test
    void says_what_it_was_told() {
        Instant began = Instant.parse("2026-11-20T11:30:00Z");

        RollbackPlan plan = RollbackPlan.named("checkout")
                .reason("5xx at 7 %")
                .incidentStartedAt(began)
                .rollBack(api)
                .inParallel(group -> group.rollBack("site", web).pause("breathe", ofMinutes(1)))
                .verify("page", WELL)
                .build();

        assertThat(plan.name()).isEqualTo("checkout");
        assertThat(plan.reason()).isEqualTo("5xx at 7 %");
        assertThat(plan.incidentStartedAt()).contains(began);
        assertThat(plan.stepNames()).containsExactly("api", "site", "breathe", "page");
        assertThat(plan).hasToString("RollbackPlan checkout [api, site, breathe, page]");
    }

    @Test
    void tells_all_faults_at_once() {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout")
                .soak(Duration.ZERO)
                .rollBack("api", api, step -> step.after("db").timeout(ofSeconds(-1)))
                .rollBack("api", web)
                .inParallel(group -> {});

        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(plan::build)
                .withMessage("""
                        Plan "checkout" cannot be built, 5 problems:
                        - soak PT0S: expected a time above zero; leave it out for the default
                        - step "api": timeout PT-1S: expected a time above zero; leave it out for the default
                        - inParallel has no steps: write some, or leave it out
                        - two steps are called "api": names have to differ, the journal and after(...) go by them
                        - step "api" comes after "db", which no step is called: name one of api""");
    }

    @Test
    void tells_the_same_when_it_is_built_again() {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").rollBack("api", api, step -> step.after("db"));

        InvalidPlanException first = catchThrowableOfType(InvalidPlanException.class, plan::build);
        InvalidPlanException second = catchThrowableOfType(InvalidPlanException.class, plan::build);

        assertThat(first.problems()).hasSize(1).isEqualTo(second.problems());
        assertThat(first).hasMessageStartingWith("Plan \"checkout\" cannot be built, 1 problem:\n- ");
    }

    @Test
    void refuses_a_plan_without_steps() {
        assertThat(problems(plan -> {}))
                .containsExactly("the plan has no steps: add rollBack(...), run(...) or verify(...)");
    }

    @Test
    void refuses_a_plan_without_a_name() {
        RollbackPlan.Builder plan = RollbackPlan.named(" ").rollBack(api);

        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(plan::build)
                .withMessageContaining("the plan has no name: give it one, it heads the preview and the report");
    }

    @Test
    void refuses_a_step_without_a_name() {
        assertThat(problems(plan -> plan.inParallel(group -> group.rollBack(api).rollBack(web))
                        .rollBack(" ", new Lever("db"))))
                .containsExactly("step 3 has no name: give it one");
    }

    @Test
    void refuses_a_step_that_waits_for_itself() {
        assertThat(problemsOfStep(step -> step.after("api")))
                .containsExactly("steps wait for each other: api -> api: take one of them out of after(...) or"
                        + " afterSettled(...)");
    }

    @Test
    void names_the_steps_of_each_circle() {
        assertThat(problems(plan -> plan.rollBack("a", api, step -> step.after("c"))
                        .rollBack("b", api)
                        .rollBack("c", api)
                        .rollBack("d", api, step -> step.after("e"))
                        .rollBack("e", api, step -> step.after().afterSettled("d"))))
                .containsExactly(
                        "steps wait for each other: a -> b -> c -> a: take one of them out of after(...) or"
                                + " afterSettled(...)",
                        "steps wait for each other: d -> e -> d: take one of them out of after(...) or"
                                + " afterSettled(...)");
    }

    @Test
    void leaves_joins_out_of_a_circle() {
        assertThat(problems(plan -> plan.inParallel(group -> group.rollBack("a", api, step -> step.after("d"))
                                .rollBack("b", api))
                        .inParallel(group -> group.rollBack("c", api).rollBack("d", api))))
                .containsExactly("steps wait for each other: a -> d -> a: take one of them out of after(...) or"
                        + " afterSettled(...)");
    }

    @Test
    void names_some_of_many_steps_when_a_name_is_unknown() {
        List<String> problems = problems(plan -> {
            for (int i = 0; i < 30; i++) {
                plan.rollBack("s" + i, api);
            }
            plan.rollBack("last", web, step -> step.afterSettled("s30"));
        });

        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("step \"last\" comes after \"s30\", which no step is called: name one of s0, s1, ")
                .endsWith(", s19 and 11 more");
    }

    @Test
    void refuses_a_share_of_the_traffic_for_a_target_that_takes_it_whole() {
        assertThat(problemsOfStep(step -> step.gradually(percent(50).then(100))))
                .containsExactly("step \"api\": api cannot be changed gradually, it takes all traffic at once: leave"
                        + " gradually(...) out");
    }

    @Test
    void refuses_a_rollout_that_ends_short_of_everything() {
        assertThat(problems(plan -> plan.rollBack("api", new Dimmer(), step -> step.gradually(percent(50)))))
                .containsExactly("step \"api\": gradually by [50] %: expected to end at 100; add then(100)");
    }

    @Test
    void takes_what_is_refused_inside_the_options_for_a_fault_of_the_plan() {
        assertThat(problemsOfStep(step -> step.gradually(percent(0))))
                .containsExactly("step \"api\": A rollout by [0] percent: expected growing shares from 1 to 100, 0 is"
                        + " none.");
        assertThat(problemsOfStep(step -> step.to(VersionSelector.stepsBack(0))))
                .containsExactly(
                        "step \"api\": stepsBack(0): expected 1 or more; 1 is the version before the current.");
        assertThat(problemsOfStep(step -> step.to(VersionSelector.exactly(""))))
                .containsExactly("step \"api\": exactly(\"\") names no version: give its id, see the candidates of a"
                        + " preview.");
        assertThat(problemsOfStep(step -> {
                    throw new IllegalArgumentException();
                }))
                .containsExactly("step \"api\": its options throw java.lang.IllegalArgumentException");
    }

    @Test
    void lets_what_else_the_options_throw_through() {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout");

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> plan.rollBack("api", api, step -> {
                    throw new UnsupportedOperationException("a fault of the caller");
                }));
    }

    @Test
    void refuses_options_said_twice() {
        assertThat(problemsOfStep(step -> step.timeout(ofMinutes(1))
                        .timeout(ofMinutes(2))
                        .to(VersionSelector.previous())
                        .to(VersionSelector.previous())
                        .after()
                        .after()))
                .containsExactly(
                        "step \"api\": timeout is said twice: say it once",
                        "step \"api\": to is said twice: say it once",
                        "step \"api\": after is said twice: say it once");
        assertThat(problems(plan -> plan.run(
                        "purge", attempt -> {}, step -> step.undo(attempt -> {}).undo(attempt -> {}))))
                .containsExactly("step \"purge\": undo is said twice: say it once");
        assertThat(problems(plan -> plan.rollBack(
                        "api", new Dimmer(), step -> step.gradually(whole()).gradually(whole()))))
                .containsExactly("step \"api\": gradually is said twice: say it once");
    }

    private static Rollout whole() {
        return percent(50).then(100);
    }

    @Test
    void refuses_what_is_said_twice_of_the_plan() {
        Instant at = Instant.EPOCH;

        assertThat(problems(plan -> plan.reason("a")
                        .reason("b")
                        .soak(ofDays(1))
                        .soak(ofDays(1))
                        .timeout(ofDays(1))
                        .timeout(ofDays(1))
                        .onFailure(FailurePolicy.HALT)
                        .onFailure(FailurePolicy.HALT)
                        .incidentStartedAt(at)
                        .incidentStartedAt(at)
                        .asOf(at)
                        .asOf(at)
                        .override("UNPROVEN", "known good")
                        .override("UNPROVEN", "really")
                        .rollBack(api)))
                .containsExactly(
                        "reason is said twice: say it once",
                        "soak is said twice: say it once",
                        "timeout is said twice: say it once",
                        "onFailure is said twice: say it once",
                        "incidentStartedAt is said twice: say it once",
                        "asOf is said twice: say it once",
                        "override(\"UNPROVEN\") is said twice: say it once");
    }

    @Test
    void refuses_overrides_without_a_code_or_a_reason() {
        assertThat(problems(plan ->
                        plan.override("UNPROVEN", " ").override("", "because").rollBack(api)))
                .containsExactly(
                        "override(\"UNPROVEN\") has no reason: say why, it is journaled",
                        "override names no blocker: give its code, or \"all\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-5M"})
    void refuses_times_that_are_none(Duration none) {
        String rest = " " + none + ": expected a time above zero; leave ";

        assertThat(problems(plan -> plan.soak(none)
                        .timeout(none)
                        .rollBack("api", api, step -> step.timeout(none))
                        .pause("breathe", none)))
                .containsExactly(
                        "soak" + rest + "it out for the default",
                        "timeout" + rest + "it out for the default",
                        "step \"api\": timeout" + rest + "it out for the default",
                        "step \"breathe\": pause" + rest + "the step out");
    }

    @Test
    void refuses_times_without_an_end() {
        assertThat(problems(plan -> plan.timeout(ofDays(366)).rollBack(api)))
                .containsExactly("timeout PT8784H: expected 365 days at the most, no wait is without an end; leave it"
                        + " out for the default");
        assertThat(problems(plan -> plan.pause("rest", ofSeconds(Long.MAX_VALUE))))
                .singleElement()
                .asString()
                .startsWith("step \"rest\": pause PT");
    }

    @Test
    void refuses_a_verification_that_cannot_pass() {
        assertThat(problems(plan -> plan.verify(
                        "page", WELL, hold -> hold.times(7).every(ofMinutes(1)).within(ofMinutes(5)))))
                .containsExactly(
                        "step \"page\": A verification within PT5M cannot pass: 7 looks, one every PT1M, for at"
                                + " least PT0S take PT6M. Allow more time with within(...).");
        assertThat(problemsOfStep(step -> step.verify(WELL, hold -> hold.times(0))))
                .containsExactly("step \"api\": A verification of 0 times in a row: expected at least 1.");
        assertThat(problemsOfStep(step -> step.verify(WELL, hold -> {
                    throw new IllegalArgumentException("no such look");
                })))
                .containsExactly("step \"api\": no such look");
    }

    @Test
    void refuses_a_gate_without_a_name() {
        assertThat(problemsOfStep(step -> step.verifyAt("", WELL, hold -> {})))
                .containsExactly("step \"api\": verifyAt names no gate: give the name that its target documents");
    }

    @Test
    void refuses_what_is_for_actions_at_a_target_and_the_other_way_round() {
        assertThat(problemsOfStep(step -> step.undo((Attempt attempt) -> {})))
                .containsExactly(
                        "step \"api\": undo is for actions; a target goes back to its from by itself: leave it out");
        assertThat(problems(plan -> plan.run("purge", attempt -> {}, step -> step.to(VersionSelector.previous()))))
                .containsExactly("step \"purge\": gradually and to are for targets, an action has no versions: leave"
                        + " them out");
    }

    @Test
    void refuses_selectors_where_they_are_written() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VersionSelector.stepsBack(-1))
                .withMessage("stepsBack(-1): expected 1 or more; 1 is the version before the current.");
    }

    /** A lever that can be moved bit by bit. */
    private static final class Dimmer extends Lever implements Gradual {
        Dimmer() {
            super("dimmer");
        }
    }
}
