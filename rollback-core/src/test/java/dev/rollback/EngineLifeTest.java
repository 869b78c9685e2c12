package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.StepState.Phase;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How people steer a run, and what they are told when they cannot any more. */
class EngineLifeTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private static Progress waits() {
        return Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
    }

    @Test
    void cancelling_starts_nothing_new_and_undoes_nothing() {
        api.reconcile = (change, attempt) -> {
            api.serving = Lever.live("half", NOON, NOON.plusSeconds(1));
            return waits();
        };
        Run run = bench.engine.start(Bench.plan(api, web));
        bench.after(ofSeconds(25), () -> run.cancel("alice", "enough"));

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(report.step("api").phase()).isEqualTo(Phase.STOPPED);
        assertThat(report.step("api").position()).contains(Position.BETWEEN);
        assertThat(report.step("web").phase()).isEqualTo(Phase.SKIPPED);
        assertThat(report.took()).isEqualTo(ofSeconds(25));
        assertThat(report.nextAction())
                .isEqualTo(
                        "What AWS was asked to do goes on (api, which stands between, web, which stands where it was)."
                                + " Run the plan again to go on from there.");
        assertThat(report.timeline()).extracting(RollbackReport.Entry::text).contains("cancelled by alice: enough");
        assertThat(web.reconciled()).isZero();
    }

    @Test
    void cancelling_twice_or_after_the_end_changes_nothing() {
        Run run = bench.engine.start(Bench.plan(api));
        run.cancel("alice", "");
        run.cancel("bob", "");
        RollbackReport report = run.await();

        run.cancel("carol", "");
        bench.time.runFor(ofMinutes(1));

        assertThat(run.await()).isSameAs(report);
        assertThat(bench.journal.events(PersonEvent.CancelRequested.class)).hasSize(1);
    }

    @Test
    void a_run_tells_its_status_at_any_time() {
        api.first(List.of(waits(), waits(), waits()));
        Run run = bench.engine.start(Bench.plan(api));
        bench.time.runFor(ofSeconds(15));

        RollbackReport under = run.status();
        RollbackReport ended = run.await();

        assertThat(under.isEnded()).isFalse();
        assertThat(under.isSuccess()).isFalse();
        assertThat(under.nextAction()).isEqualTo("Wait for the run to end.");
        assertThat(under.step("api").phase()).isEqualTo(Phase.RUNNING);
        assertThat(under.toText(80)).startsWith("UNDER WAY: checkout, run " + run.id());
        assertThatIllegalStateException()
                .isThrownBy(under::outcome)
                .withMessage("Run " + run.id() + " is not over: wait for it, or look at steps().");
        assertThat(run.isEnded()).isTrue();
        assertThat(run.status()).isSameAs(ended);
    }

    @Test
    void closing_ends_the_waiting_and_leaves_the_targets_alone() {
        api.reconcile = (change, attempt) -> waits();
        Run run = bench.engine.start(Bench.plan(api));
        bench.after(ofSeconds(25), bench.engine::close);

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(run::await)
                .withMessage("run " + run.id() + " is not followed any more: the engine was closed. Run the plan again:"
                        + " it goes on from what the targets show.");
        assertThat(bench.time.isClosed()).isTrue();
        assertThatExceptionOfType(RollbackException.class).isThrownBy(run::status);
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.preview(Bench.plan(api)))
                .withMessageStartingWith("the preview of checkout is not followed any more: the engine was closed.");
    }

    @Test
    void a_run_that_is_over_can_be_asked_after_its_engine_was_closed() {
        Run run = bench.engine.start(Bench.plan(api));
        RollbackReport report = run.await();

        bench.close();

        assertThat(run.await()).isSameAs(report);
        assertThat(run.status()).isSameAs(report);
    }

    @Test
    void whoever_is_interrupted_while_waiting_is_told_that_the_run_goes_on() {
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal())) {
            Thread.currentThread().interrupt();

            assertThatExceptionOfType(RollbackException.class)
                    .isThrownBy(() -> engine.preview(Bench.plan(api)))
                    .withMessage("Waiting for the preview of checkout was interrupted; it goes on in the engine.");
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void several_runs_go_on_at_once() {
        api.first(List.of(waits(), waits()));
        web.first(List.of(waits()));

        Run one = bench.engine.start(Bench.plan(api));
        Run two = bench.engine.start(Bench.plan(web));

        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(two.await().took()).isEqualTo(ofSeconds(10));
        assertThat(one.await().took()).isEqualTo(ofSeconds(20));
    }

    @Test
    void runs_of_one_second_have_different_names() {
        List<Run> runs = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            runs.add(bench.engine.start(Bench.plan(new Lever("lever " + i))));
        }

        assertThat(runs).extracting(Run::id).doesNotHaveDuplicates();
    }

    @Test
    void timers_do_not_pile_up_while_a_run_waits() {
        api.reconcile = (change, attempt) -> Progress.pending(
                "draining", (bench.time.instant().getEpochSecond() % 1_000) / 1_000.0, Memo.empty(), ofSeconds(1));
        bench.engine.start(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.timeout(ofHours(2)))
                .build());
        bench.time.runFor(ofMinutes(1));
        int afterAMinute = bench.time.waiting();

        bench.time.runFor(ofMinutes(59));

        assertThat(api.reconciled()).isGreaterThan(3_500);
        assertThat(bench.time.waiting()).isLessThanOrEqualTo(afterAMinute).isLessThan(5);
    }

    @Test
    void options_are_checked_where_they_are_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bench(options -> options.callTimeout(Duration.ZERO)))
                .withMessage("callTimeout PT0S: expected a time above zero; leave it out for the default.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bench(options -> options.previewWithin(ofSeconds(-1))))
                .withMessage("previewWithin PT-1S: expected a time above zero; leave it out for the default.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bench(options -> options.seed(1)))
                .withMessage("The option seed is said twice: say it once.");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new Bench(options -> options.callTimeout(ofSeconds(1)).callTimeout(ofSeconds(1))))
                .withMessage("The option callTimeout is said twice: say it once.");
    }

    @Test
    void a_fault_of_the_engine_itself_is_told_to_whoever_waits() {
        Lever faulty = new Lever("faulty") {
            @Override
            public Duration patience() {
                throw new IllegalStateException("a fault");
            }
        };

        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> bench.execute(faulty))
                .withMessage("a fault");
        assertThat(faulty.reconciled()).isZero();
    }
}
