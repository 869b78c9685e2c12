package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepState.Phase;
import dev.rollback.run.Verdict;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What runs come to, and in what order they go about it. */
class EngineRunTest {

    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200"));
    private static final Probe UNWELL = Probe.of("the page", look -> Health.unhealthy("503"));

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private static Progress waits() {
        return Progress.pending("draining", 0.5, Memo.of("asked", "yes"), ofSeconds(10));
    }

    private static Progress fails() {
        return Progress.failed(FailureKind.VERSION, "its tasks exited with 137");
    }

    @Test
    void rolls_back_and_says_whether_it_helped() {
        api.first(List.of(waits(), waits()));

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack(api)
                .verify("page", WELL)
                .build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.verdict()).isEqualTo(Verdict.HELPED);
        assertThat(report.isSuccess()).isTrue();
        assertThat(report.orThrow()).isSameAs(report);
        assertThat(report.took()).isEqualTo(ofSeconds(40));
        assertThat(report.step("api").serving()).map(Version::id).contains("good");
        assertThat(report.step("api").attempts()).isEqualTo(3);
    }

    @Test
    void does_nothing_where_all_serve_already_and_verifies_all_the_same() {
        api.serving = Lever.GOOD;

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .verify("page", UNWELL)
                .build());

        assertThat(report.outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        assertThat(report.verdict()).isEqualTo(Verdict.NOT_HELPED);
        assertThat(report.isSuccess()).isFalse();
        assertThat(api.reconciled()).isZero();
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(report::orThrow)
                .withMessageStartingWith("Run " + report.run() + " of checkout ended NOTHING_TO_DO, NOT_HELPED. ");
    }

    @Test
    void is_refused_for_what_blocks_it_and_writes_nothing() {
        api.current = look -> {
            throw TargetException.missing("ServiceNotFoundException: prod/api");
        };

        RollbackReport report = bench.execute(api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals())
                .singleElement()
                .matches(refusal -> refusal.step().equals("api"))
                .matches(refusal -> refusal.finding().code().equals("MISSING"));
        assertThat(report.nextAction()).isEqualTo("Nothing was written. Check the name, the account and the region.");
        assertThat(api.reconciled() + web.reconciled()).isZero();
        assertThat(bench.journal.events(RunEvent.Refused.class)).hasSize(1);
        assertThat(bench.journal.events(RunEvent.ChangePlanned.class)).isEmpty();
    }

    @Test
    void fails_where_all_stand_where_they_stood() {
        api.first(List.of(fails()));

        RollbackReport report = bench.execute(api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(report.step("api").position()).contains(Position.FROM);
        assertThat(report.step("web").phase()).isEqualTo(Phase.SKIPPED);
        assertThat(web.reconciled()).isZero();
    }

    @Test
    void is_partial_where_they_stand_on_both_sides() {
        web.first(List.of(fails()));

        RollbackReport report = bench.execute(api, web);

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("api").position()).contains(Position.TO);
        assertThat(report.step("web").position()).contains(Position.FROM);
        assertThat(report.nextAction())
                .isEqualTo("Look at web, which stands where it was, then run the plan again: it goes on from what the"
                        + " targets show.");
    }

    @Test
    void is_partial_where_one_stands_between() {
        api.reconcile = (change, attempt) -> {
            api.serving = Version.of("half", "half", Tenure.unknown("test"));
            return fails();
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("api").position()).contains(Position.BETWEEN);
    }

    @Test
    void halts_one_branch_and_goes_on_in_another() {
        Lever virginia = new Lever("virginia");
        virginia.scope = "us-east-1/123456789012";
        virginia.first(List.of(waits()));
        api.first(List.of(fails()));

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .inParallel(group -> group.rollBack(api).rollBack(virginia))
                .rollBack("web", web, step -> step.after())
                .rollBack("late", new Lever("late"), step -> step.after("web"))
                .build());

        assertThat(report.step("virginia").phase()).isEqualTo(Phase.SETTLED);
        assertThat(report.step("late").phase()).isEqualTo(Phase.SKIPPED);
        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void continues_with_what_does_not_depend_on_the_failure_when_told_so() {
        api.first(List.of(fails()));
        web.first(List.of(waits()));

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.CONTINUE)
                .rollBack(api)
                .rollBack("web", web, step -> step.after())
                .rollBack("late", new Lever("late"))
                .build());

        assertThat(report.step("web").phase()).isEqualTo(Phase.SETTLED);
        assertThat(report.step("late").phase()).isEqualTo(Phase.SETTLED);
        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
    }

    @Test
    void hands_what_a_step_found_to_those_after_it() {
        api.reconcile =
                (change, attempt) -> Progress.settled(change.to(), "restored").accept(new EndpointAdded());
        List<String> read = new ArrayList<>();

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("db", api)
                .run("switch", attempt -> {
                    read.add(attempt.fact("db", "endpoint").orElse("none"));
                    read.add(attempt.fact("db", "port").orElse("none"));
                    read.add(attempt.fact("cache", "endpoint").orElse("none"));
                })
                .build());

        assertThat(report.isSuccess()).isTrue();
        assertThat(read).containsExactly("db-2.example.com", "none", "none");
    }

    private static final class EndpointAdded implements Progress.Visitor<Progress> {
        @Override
        public Progress pending(Progress.Pending progress) {
            return progress;
        }

        @Override
        public Progress serving(Progress.Serving progress) {
            return progress;
        }

        @Override
        public Progress settled(Progress.Settled progress) {
            return progress.fact("endpoint", "db-2.example.com");
        }

        @Override
        public Progress gate(Progress.Gate progress) {
            return progress;
        }

        @Override
        public Progress failed(Progress.Failed progress) {
            return progress;
        }
    }

    @Test
    void plans_a_change_durably_before_the_target_is_called() {
        List<Integer> planned = new ArrayList<>();
        api.reconcile = (change, attempt) -> {
            planned.add(bench.journal.events(RunEvent.ChangePlanned.class).size());
            assertThat(attempt.plannedAt()).isEqualTo(NOON);
            assertThat(attempt.changeId())
                    .isEqualTo(change.id())
                    .hasSizeLessThanOrEqualTo(64)
                    .matches("[0-9a-f-]+-0");
            return api.go(change, attempt);
        };

        bench.execute(api, web);

        assertThat(planned).containsExactly(2);
    }

    @Test
    void goes_on_from_live_state_when_the_plan_is_run_again_after_a_crash() {
        api.reconcile = (change, attempt) -> {
            api.serving = Version.of("half", "half", Tenure.since(bench.time.instant(), "test"));
            return waits();
        };
        RollbackPlan plan = Bench.plan(api, web);
        bench.engine.start(plan);
        bench.time.runFor(ofSeconds(25));
        bench.close();
        api.history =
                look -> Stream.of(api.serving, Lever.live("bad", Lever.DEPLOYED.minus(ofHours(1)), NOON), Lever.GOOD);
        api.reconcile = api::go;

        try (Bench again = new Bench(new HandTime(), bench.journal, options -> {})) {
            again.time.runFor(ofMinutes(1));

            RollbackReport report = again.engine.execute(plan);

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(report.step("api").change())
                    .get()
                    .matches(change -> change.from().id().equals("half")
                            && change.to().id().equals("good"));
            assertThat(web.serving.id()).isEqualTo("good");
        }
    }
}
