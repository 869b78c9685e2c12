package dev.rollback;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.FileJournal;
import dev.rollback.journal.JournalException;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.StepState.Phase;
import dev.rollback.run.Verdict;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Version;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a run is carried on whose process did not survive it. */
class EngineResumeTest {

    private final FlakyJournal journal = new FlakyJournal();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private static Progress waits() {
        return Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10));
    }

    /** An engine that begins so long after the first one did. */
    private Bench bench(Duration later) {
        HandTime time = new HandTime();
        time.runFor(later);
        return new Bench(time, journal, options -> {});
    }

    /** Starts a plan, and loses the engine after so long. */
    private RunId lostAfter(Duration time, RollbackPlan plan) {
        Bench first = bench(Duration.ZERO);
        Run run = first.engine.start(plan);
        first.time.runFor(time);
        return run.id();
    }

    private RollbackPlan verified() {
        return RollbackPlan.named("checkout")
                .rollBack(api)
                .rollBack(web)
                .verify("healthy", Probe.of("health", look -> Health.healthy("200")))
                .build();
    }

    @Test
    void a_run_that_was_lost_at_any_moment_is_carried_to_the_same_end() {
        for (int lost = 0; lost < 75; lost++) {
            EngineResumeTest each = new EngineResumeTest();
            each.api.first(List.of(waits(), waits()));
            each.web.first(List.of(waits(), Progress.serving("serves", Memo.empty(), ofSeconds(5))));
            RunId run = each.lostAfter(ofSeconds(lost), each.verified());
            if (each.journal.summary(run).isEnded()) {
                continue;
            }
            Bench second = each.bench(ofMinutes(3));

            RollbackReport report = second.engine.resume(run, each.verified()).await();

            assertThat(report.outcome()).as("lost after %d s", lost).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.verdict()).as("lost after %d s", lost).isEqualTo(Verdict.HELPED);
            assertThat(each.api.serving.content()).isEqualTo("good");
            assertThat(each.web.serving.content()).isEqualTo("good");
            assertThat(each.journal.events(RunEvent.ChangePlanned.class)).hasSize(2);
            assertThat(each.journal.events(RunEvent.RunResumed.class)).hasSize(1);
            assertThat(second.engine.unfinished()).isEmpty();
        }
    }

    @Test
    void its_report_tells_of_all_that_happened_and_its_listeners_of_what_is_new() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api));
        Bench second = bench(ofMinutes(3));

        RollbackReport report = second.engine.resume(run, Bench.plan(api)).await();

        assertThat(report.run()).isEqualTo(run);
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .contains("goes from bad to good", "is carried on")
                .first()
                .asString()
                .startsWith("run " + run + " of checkout begins");
        assertThat(report.took()).isGreaterThan(ofMinutes(3));
        assertThat(second.told).first().isInstanceOf(RunEvent.RunResumed.class);
    }

    @Test
    void the_version_that_was_chosen_stays_chosen() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api));
        Version other = Lever.live("other", Lever.DEPLOYED.minus(ofDays(60)), Lever.DEPLOYED.minus(ofDays(1)));
        api.history = look -> Stream.of(other);

        RollbackReport report =
                bench(ofMinutes(3)).engine.resume(run, Bench.plan(api)).await();

        assertThat(report.step("api").serving()).map(Version::content).contains("good");
    }

    @Test
    void what_settled_steps_found_is_known_to_those_after_them() {
        List<String> seen = new ArrayList<>();
        api.reconcile = (change, attempt) -> {
            api.serving = change.to();
            return Progress.settled(change.to(), "pulled").fact("endpoint", "db-2");
        };
        web.reconcile = (change, attempt) -> {
            if (attempt.now().isBefore(HandTime.NOON.plus(ofMinutes(1)))) {
                return waits();
            }
            seen.add(attempt.fact("api", "endpoint").orElse("nothing"));
            return web.go(change, attempt);
        };
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api, web));

        bench(ofMinutes(3)).engine.resume(run, Bench.plan(api, web)).await();

        assertThat(seen).containsExactly("db-2");
    }

    @Test
    void deadlines_count_the_time_away() {
        api.reconcile = (change, attempt) -> waits();
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api));

        RollbackReport report =
                bench(ofHours(5)).engine.resume(run, Bench.plan(api)).await();

        assertThat(report.outcome().isSuccess()).isFalse();
        assertThat(report.step("api").phase()).isIn(Phase.TIMED_OUT, Phase.STOPPED);
    }

    @Test
    void a_run_that_was_cancelled_stays_cancelled() {
        api.reconcile = (change, attempt) -> waits();
        Bench first = bench(Duration.ZERO);
        Run run = first.engine.start(Bench.plan(api, web));
        first.time.runFor(ofSeconds(5));
        journal.append(
                run.id(),
                journal.events().size(),
                List.of(new PersonEvent.CancelRequested(HandTime.NOON.plusSeconds(5), "alice", "enough")));

        RollbackReport report = bench(ofMinutes(3))
                .engine
                .resume(run.id(), Bench.plan(api, web))
                .await();

        assertThat(report.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(web.reconciled()).isZero();
    }

    @Test
    void a_clock_that_went_back_does_not_turn_the_time_of_the_run_back() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(15), Bench.plan(api));

        bench(Duration.ZERO).engine.resume(run, Bench.plan(api)).await();

        List<RunEvent> events = journal.events();
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).at()).isAfterOrEqualTo(events.get(i - 1).at());
        }
    }

    @Test
    void a_clock_that_is_behind_the_run_keeps_no_step_waiting() {
        api.first(List.of(waits(), waits(), waits(), waits()));
        Bench first = bench(ofMinutes(20));
        RunId run = first.engine.start(Bench.plan(api)).id();
        first.time.runFor(ofSeconds(15));
        Bench second = bench(Duration.ZERO);

        RollbackReport report = second.engine.resume(run, Bench.plan(api)).await();

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(second.time.instant()).isBefore(HandTime.NOON.plus(ofMinutes(2)));
    }

    // refusals

    @Test
    void a_plan_with_renamed_steps_is_refused() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api, web));
        RollbackPlan renamed = RollbackPlan.named("checkout")
                .rollBack(api)
                .rollBack("frontend", web)
                .build();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench(ofMinutes(3)).engine.resume(run, renamed))
                .withMessageContaining("step \"frontend\" (ROLL_BACK) is in the place of step \"web\" (ROLL_BACK).");
        assertThat(journal.events(RunEvent.RunResumed.class)).isEmpty();
        assertThat(bench(ofMinutes(3))
                        .engine
                        .resume(run, Bench.plan(api, web))
                        .await()
                        .outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void of_two_engines_that_resume_one_run_in_a_folder_one_does_and_is_named(@TempDir Path folder) {
        HandTime time = new HandTime();
        api.first(List.of(waits(), waits(), waits()));
        RunId run;
        try (FileJournal first = FileJournal.in(folder)) {
            run = engine(first, time).start(Bench.plan(api)).id();
            time.runFor(ofSeconds(5));
        }
        try (FileJournal second = FileJournal.in(folder);
                FileJournal third = FileJournal.in(folder)) {
            HandTime later = new HandTime();
            Run resumed = engine(second, later).resume(run, Bench.plan(api));

            assertThatExceptionOfType(RollbackException.class)
                    .isThrownBy(() -> engine(third, later).resume(run, Bench.plan(api)))
                    .withMessage("Run " + run + " was not resumed, and nothing was written to any target: Run " + run
                            + " in " + third.describe() + " is written by another journal of this process, "
                            + ProcessHandle.current().pid()
                            + ": expected nobody to drive it. Follow it there, or end that process first.");

            assertThat(resumed.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(third.read(run).stream().filter(RunEvent.RunResumed.class::isInstance))
                    .hasSize(1);
        }
    }

    private static RollbackEngine engine(FileJournal journal, HandTime time) {
        return RollbackEngine.with(journal, options -> options.time(time).seed(7));
    }

    @Test
    void another_plan_is_refused_with_all_differences() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api, web));
        RollbackPlan other = RollbackPlan.named("checkout")
                .rollBack(web)
                .rollBack(new Lever("cdn"))
                .rollBack(api)
                .build();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench(ofMinutes(3)).engine.resume(run, other))
                .withMessage("Run " + run + " is not resumed: the plan is not the one that it was started with: step"
                        + " \"web\" (ROLL_BACK) is in the place of step \"api\" (ROLL_BACK); step \"cdn\" (ROLL_BACK) is in"
                        + " the place of step \"web\" (ROLL_BACK); step \"api\" (ROLL_BACK) is new. Resume it with the plan"
                        + " as it was, or run the new plan: it goes on from what the targets show.");
        assertThat(journal.events(RunEvent.RunResumed.class)).isEmpty();
    }

    @Test
    void a_target_of_another_account_is_refused() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api));
        api.scope = "eu-west-1/999999999999";

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench(ofMinutes(3)).engine.resume(run, Bench.plan(api)))
                .withMessageContaining("the target of step \"api\" is lever:eu-west-1/999999999999/api, expected"
                        + " lever:eu-west-1/123456789012/api.");
        assertThat(journal.events(RunEvent.RunResumed.class)).isEmpty();
    }

    @Test
    void a_run_that_ended_is_refused() {
        Bench first = bench(Duration.ZERO);
        RollbackReport report = first.execute(api);

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> first.engine.resume(report.run(), Bench.plan(api)))
                .withMessage("Run " + report.run() + " is not resumed: it ended ROLLED_BACK. Run the plan again if"
                        + " something is left to do.");
    }

    @Test
    void a_run_that_nobody_knows_is_refused() {
        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> bench(Duration.ZERO).engine.resume(new RunId("nobody"), Bench.plan(api)))
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
    }

    @Test
    void a_run_that_this_engine_drives_is_refused() {
        api.first(List.of(waits(), waits()));
        Bench first = bench(Duration.ZERO);
        Run run = first.engine.start(Bench.plan(api));

        assertThat(first.engine.unfinished()).containsExactly(run.id());
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> first.engine.resume(run.id(), Bench.plan(api)))
                .withMessageContaining("is not resumed: this engine drives it already.");
        assertThat(run.await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void an_engine_whose_run_was_taken_over_lets_go_of_it() {
        api.first(List.of(waits(), waits(), waits(), waits()));
        Bench first = bench(Duration.ZERO);
        Run run = first.engine.start(Bench.plan(api));
        first.time.runFor(ofSeconds(5));
        bench(ofSeconds(6)).engine.resume(run.id(), Bench.plan(api)).await();
        long called = api.reconciled();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(run::await)
                .withMessageStartingWith("Run " + run.id() + " is not followed here any more. ");
        assertThat(api.reconciled()).isLessThanOrEqualTo(called + 1);
    }

    @Test
    void a_journal_that_is_away_does_not_take_it_up_and_it_can_be_tried_again() {
        api.first(List.of(waits(), waits()));
        RunId run = lostAfter(ofSeconds(5), Bench.plan(api));
        Bench second = bench(ofMinutes(3));
        long called = api.reconciled();
        journal.failure = FlakyJournal.full();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> second.engine.resume(run, Bench.plan(api)))
                .withMessageStartingWith("Run " + run + " was not resumed, and nothing was written to any target: ");
        assertThat(api.reconciled()).isEqualTo(called);
        journal.failure = null;

        assertThat(second.engine.resume(run, Bench.plan(api)).await().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
