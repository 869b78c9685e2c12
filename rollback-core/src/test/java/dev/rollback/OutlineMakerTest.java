package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outline;
import dev.rollback.run.Rollout;
import dev.rollback.run.StepOutline;
import dev.rollback.target.Assessment;
import dev.rollback.target.Gradual;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineMakerTest {

    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200"));

    private final Bench bench = new Bench();

    private Outline outline(RollbackPlan.Builder plan) {
        return bench.outline(plan.build());
    }

    /** One line for each place: what comes before it, as names; a join is written as what it joins. */
    private static List<String> graph(Outline outline) {
        List<String> lines = new ArrayList<>();
        for (StepOutline step : outline.steps()) {
            if (!step.name().isEmpty()) {
                String settled = names(outline, step.edges().afterSettled());
                lines.add(step.name() + " <- " + names(outline, step.edges().after())
                        + (settled.isEmpty() ? "" : " settled " + settled));
            }
        }
        return lines;
    }

    private static String names(Outline outline, List<Integer> places) {
        return String.join(
                " ",
                places.stream()
                        .map(place -> outline.steps().get(place))
                        .map(step -> step.name().isEmpty()
                                ? "(" + names(outline, step.edges().after()) + ")"
                                : step.name())
                        .toList());
    }

    private static Lever lever(String name) {
        return new Lever(name);
    }

    @Test
    void steps_come_in_the_order_written() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .reason("5xx")
                .onFailure(FailurePolicy.CONTINUE)
                .rollBack(lever("a"))
                .run("b", attempt -> {})
                .pause("c", ofMinutes(1))
                .verify("d", WELL));

        assertThat(graph(outline)).containsExactly("a <- ", "b <- a", "c <- b", "d <- c");
        assertThat(outline.plan()).isEqualTo("checkout");
        assertThat(outline.reason()).isEqualTo("5xx");
        assertThat(outline.onFailure()).isEqualTo(FailurePolicy.CONTINUE);
    }

    @Test
    void a_group_runs_side_by_side_and_what_comes_next_waits_for_all_of_it() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .rollBack(lever("first"))
                .inParallel(group -> group.rollBack(lever("a")).rollBack(lever("b")))
                .rollBack(lever("last")));

        assertThat(graph(outline)).containsExactly("first <- ", "a <- first", "b <- first", "last <- a b");
    }

    @Test
    void two_groups_meet_in_a_join_so_that_edges_stay_few() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(lever("a")).rollBack(lever("b")))
                .inParallel(group -> group.rollBack(lever("c")).rollBack(lever("d"))));

        assertThat(graph(outline)).containsExactly("a <- ", "b <- ", "c <- (a b)", "d <- (a b)");
        assertThat(outline.steps()).hasSize(5);
    }

    @Test
    void a_group_of_one_needs_no_join() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(lever("a")))
                .inParallel(group -> group.rollBack(lever("b"))));

        assertThat(outline.steps()).hasSize(2);
        assertThat(graph(outline)).containsExactly("a <- ", "b <- a");
    }

    @Test
    void names_take_the_place_of_the_order_written_and_may_point_forward() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .rollBack("a", lever("a"), step -> step.after("c"))
                .rollBack("b", lever("b"), step -> step.after())
                .rollBack("c", lever("c"), step -> step.after("b", "b"))
                .rollBack("d", lever("d"), step -> step.afterSettled("a")));

        assertThat(graph(outline)).containsExactly("a <- c", "b <- ", "c <- b", "d <- c settled a");
    }

    @Test
    void a_step_is_in_the_branch_of_its_target_or_of_what_comes_before_it() {
        Lever ireland = lever("ireland");
        Lever virginia = lever("virginia");
        virginia.scope = "us-east-1/123456789012";

        Outline outline = outline(RollbackPlan.named("checkout")
                .run("late", attempt -> {}, step -> step.after("ireland"))
                .rollBack("ireland", ireland, step -> step.after())
                .rollBack("virginia", virginia, step -> step.after())
                .run("purge", attempt -> {}, step -> step.after().afterSettled("virginia"))
                .run("tell", attempt -> {}, step -> step.after("ireland", "virginia")));

        assertThat(outline.steps().stream().map(StepOutline::branch))
                .containsExactly(
                        "eu-west-1/123456789012",
                        "eu-west-1/123456789012",
                        "us-east-1/123456789012",
                        "us-east-1/123456789012",
                        "");
    }

    @Test
    void a_step_has_a_quarter_of_an_hour_or_three_times_what_is_expected() {
        Lever slow = lever("slow");
        slow.check = (change, look) ->
                Assessment.expecting(ofMinutes(1), ofMinutes(10)).build();

        Outline outline = outline(RollbackPlan.named("checkout")
                .rollBack(lever("quick"))
                .rollBack(slow)
                .rollBack("told", lever("told"), step -> step.timeout(ofSeconds(7))));

        assertThat(outline.steps().stream().map(step -> step.timing().timeout()))
                .containsExactly(ofMinutes(15), ofMinutes(30), ofSeconds(7));
    }

    @Test
    void a_run_has_two_hours_with_pauses_and_verifications_on_top() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .rollBack("api", lever("api"), step -> step.verify(WELL))
                .pause("breathe", ofMinutes(30))
                .rollBack(
                        "dimmer",
                        new Dimmer(),
                        step -> step.gradually(
                                Rollout.percent(10).then(50).then(100).every(ofMinutes(10)))));

        assertThat(outline.deadline()).isEqualTo(ofHours(2).plusMinutes(5 + 30 + 20));
    }

    @Test
    void a_run_has_longer_when_a_step_may_take_longer() {
        Outline outline =
                outline(RollbackPlan.named("checkout").rollBack("db", lever("db"), step -> step.timeout(ofHours(4))));

        assertThat(outline.deadline()).isEqualTo(ofHours(6));
    }

    @Test
    void a_run_has_longer_when_its_steps_take_long_together() {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout");
        for (int i = 0; i < 10; i++) {
            Lever slow = lever("slow " + i);
            slow.check = (change, look) ->
                    Assessment.expecting(ofMinutes(30), ofMinutes(30)).build();
            plan.rollBack(slow);
        }

        Outline outline = outline(plan);

        assertThat(outline.deadline()).isEqualTo(ofHours(15));
    }

    @Test
    void a_run_has_the_time_that_the_plan_says() {
        Outline outline = outline(RollbackPlan.named("checkout")
                .timeout(ofMinutes(3))
                .rollBack(lever("api"))
                .pause("rest", ofHours(1)));

        assertThat(outline.deadline()).isEqualTo(Duration.ofMinutes(3));
    }

    /** A lever that can be moved bit by bit. */
    private static final class Dimmer extends Lever implements Gradual {
        Dimmer() {
            super("dimmer");
        }
    }
}
