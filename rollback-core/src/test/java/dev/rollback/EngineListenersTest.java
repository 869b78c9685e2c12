package dev.rollback;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Who listens hears all of it, and can do nothing to the run. */
class EngineListenersTest {

    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    /** A bench with one listener more, which takes its time over each event. */
    private static Bench withSlow(Duration time, List<RunEvent> heard) {
        HandTime hand = new HandTime();
        return new Bench(
                hand,
                new FlakyJournal(),
                options -> options.listener((run, outline, event) -> {
                    heard.add(event);
                    hand.spend(time);
                }));
    }

    @Test
    void hear_all_events_in_order() {
        Bench bench = new Bench();

        bench.execute(api, web);

        assertThat(bench.told).isEqualTo(bench.journal.events());
        assertThat(bench.told).last().isInstanceOf(RunEvent.RunEnded.class);
    }

    @Test
    void hear_of_a_refusal() {
        Bench bench = new Bench();

        bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("none")))
                .build());

        assertThat(bench.told)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactly("RunStarted", "Refused", "RunEnded");
    }

    @Test
    void may_throw_and_are_told_on() {
        List<RunEvent> heard = new ArrayList<>();
        Bench bench = new Bench(options -> options.listener((run, outline, event) -> {
            heard.add(event);
            if (heard.size() % 2 == 0) {
                throw new IllegalStateException("a fault");
            }
            throw new StackOverflowError();
        }));

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(heard).isEqualTo(bench.told);
    }

    @Test
    void may_hang_without_delaying_the_outcome() {
        List<RunEvent> heard = new ArrayList<>();
        Bench bench = withSlow(ofMinutes(5), heard);
        api.first(List.of(Progress.pending("draining", 0.1, Memo.empty(), ofSeconds(30))));

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.took()).isEqualTo(ofSeconds(30));
        assertThat(bench.time.instant()).isBeforeOrEqualTo(report.endedAt().plusSeconds(1));
        assertThat(heard)
                .as("what a listener is told that hangs over the first events")
                .hasSize(2);
        assertThat(bench.told).as("what the others are told").last().isInstanceOf(RunEvent.RunEnded.class);
    }

    @Test
    void may_be_slow_without_being_taken_for_one_that_hangs() {
        List<RunEvent> heard = new ArrayList<>();
        Bench bench = withSlow(ofMillis(50), heard);
        RollbackPlan.Builder plan = RollbackPlan.named("checkout");
        for (int i = 0; i < 300; i++) {
            plan.run("tell " + i, attempt -> {});
        }

        bench.engine.execute(plan.build());
        bench.time.runFor(ofMinutes(2));

        assertThat(heard).hasSize(bench.told.size()).hasSizeGreaterThan(600);
    }

    @Test
    void find_the_run_and_calls_find_the_step_in_the_logging_context() {
        List<String> seen = new ArrayList<>();
        Bench bench = new Bench(options -> options.listener((run, outline, event) -> seen.add(context())));
        api.current = look -> {
            seen.add(context());
            return api.serving;
        };
        api.reconcile = (change, attempt) -> {
            seen.add(context());
            return api.go(change, attempt);
        };

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack(api)
                .verify("page", Probe.of("the page", look -> Health.healthy(context())), hold -> hold.times(1))
                .build());

        assertThat(seen).containsOnly("preview api", report.run() + " api", report.run() + " null");
        assertThat(report.step("page").seen().verifications())
                .singleElement()
                .matches(verified -> verified.evidence().equals(report.run() + " page"));
        assertThat(context()).isEqualTo("null null");
    }

    private static String context() {
        return MDC.get("run") + " " + MDC.get("step");
    }
}
