package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Rollout;
import dev.rollback.target.Assessment;
import dev.rollback.target.Gradual;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How long a preview says that a plan takes. Each lever serves after its minutes and has settled after twice as many. */
class CriticalPathTest {

    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200"));

    private final Bench bench = new Bench();

    private static class Slow extends Lever implements Gradual {
        Slow(String name, int minutes) {
            super(name);
            check = (change, look) -> Assessment.expecting(ofMinutes(minutes), ofMinutes(2L * minutes))
                    .build();
        }
    }

    private Preview preview(Consumer<RollbackPlan.Builder> steps) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout");
        steps.accept(plan);
        return bench.engine.preview(plan.build());
    }

    @Test
    void steps_one_after_the_other_add_up_until_each_serves() {
        Preview preview = preview(plan -> plan.rollBack(new Slow("a", 3)).rollBack(new Slow("b", 4)));

        assertThat(preview.expectedServing()).isEqualTo(ofMinutes(7));
        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(11));
    }

    @Test
    void the_last_to_settle_need_not_be_the_last_step() {
        Preview preview = preview(plan -> plan.rollBack(new Slow("long", 10)).rollBack(new Slow("short", 1)));

        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(20));
    }

    @Test
    void of_steps_side_by_side_the_longest_counts() {
        Preview preview = preview(plan -> plan.inParallel(
                        group -> group.rollBack(new Slow("a", 3)).rollBack(new Slow("b", 9)))
                .inParallel(group -> group.rollBack(new Slow("c", 2)).rollBack(new Slow("d", 1))));

        assertThat(preview.expectedServing()).isEqualTo(ofMinutes(11));
    }

    @Test
    void what_waits_until_a_step_has_settled_waits_for_longer() {
        Preview preview = preview(plan -> plan.rollBack(new Slow("a", 3))
                .rollBack("b", new Slow("b", 4), step -> step.after().afterSettled("a")));

        assertThat(preview.expectedServing()).isEqualTo(ofMinutes(10));
    }

    @Test
    void pauses_shares_and_verifications_take_their_time() {
        Preview preview = preview(plan -> plan.pause("breathe", ofMinutes(1))
                .rollBack(
                        "a",
                        new Slow("a", 3),
                        step -> step.gradually(Rollout.percent(50).then(100).every(ofMinutes(5)))
                                .verify(WELL))
                .verify("calm", WELL, hold -> hold.forAtLeast(ofMinutes(4))));

        assertThat(preview.expectedServing()).isEqualTo(ofMinutes(1 + 3 + 5 + 4).plus(ofSeconds(20)));
    }

    @Test
    void what_serves_already_takes_no_time() {
        Slow there = new Slow("there", 30);
        there.serving = Lever.GOOD;

        Preview preview =
                preview(plan -> plan.rollBack("there", there, step -> step.to(VersionSelector.exactly("good"))));

        assertThat(preview.expectedSettled()).isZero();
    }

    @Test
    void a_plan_written_from_its_end_is_worked_out_all_the_same() {
        int steps = 20_000;
        Preview preview = preview(plan -> {
            plan.pause("0", ofSeconds(1));
            for (int i = 1; i < steps; i++) {
                String next = String.valueOf(i + 1);
                plan.run(String.valueOf(i), attempt -> {}, step -> step.after(next));
            }
            plan.run(String.valueOf(steps), attempt -> {}, step -> step.after("0"));
        });

        assertThat(preview.expectedServing())
                .isEqualTo(Duration.ofMinutes(steps).plusSeconds(1));
    }

    @Test
    void layers_that_wait_until_others_have_settled_cost_no_more_than_their_edges() {
        Preview preview = preview(plan -> {
            plan.rollBack(new Slow("a0", 1)).rollBack("b0", new Slow("b0", 1), step -> step.after());
            for (int i = 1; i <= 60; i++) {
                String[] before = {"a" + (i - 1), "b" + (i - 1)};
                plan.rollBack("a" + i, new Slow("a", 1), step -> step.after().afterSettled(before));
                plan.rollBack("b" + i, new Slow("b", 1), step -> step.after().afterSettled(before));
            }
        });

        assertThat(preview.expectedSettled()).isEqualTo(ofHours(2).plusMinutes(2));
    }
}
