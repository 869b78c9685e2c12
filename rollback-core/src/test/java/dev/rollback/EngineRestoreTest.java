package dev.rollback;

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
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All or nothing: what becomes of the others when AWS fails one. */
class EngineRestoreTest {

    private final Levers scene = new Levers();
    private final FlakyJournal journal = scene.journal;
    private final List<String> order = scene.order;
    private final Lever flags = scene.flags;
    private final Lever api = scene.api;
    private final Lever web = scene.web;

    private RollbackReport run(RollbackPlan.Builder plan) {
        return scene.bench(Duration.ZERO).engine.execute(plan.build());
    }

    private void allAsFound() {
        for (Lever lever : List.of(flags, api, web)) {
            assertThat(lever.serving.content()).as(lever.name()).isEqualTo("bad");
        }
    }

    @Test
    void what_was_done_is_put_back_in_the_opposite_order() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);

        RollbackReport report = run(Levers.plan(flags, api, web));

        allAsFound();
        assertThat(order).containsExactly("flags to good", "api to good", "api to bad", "flags to bad");
        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.isSuccess()).isFalse();
        assertThat(report.steps())
                .allSatisfy(step -> assertThat(step.position()).contains(Position.FROM));
        assertThat(report.nextAction()).contains("put back as it was found", "Find out what failed");
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .contains("puts everything back as it was found once what runs has ended, as run " + report.run()
                        + "-back")
                .anyMatch(text -> text.startsWith("stands where it was: put back as found: pulled (run "));
    }

    @ParameterizedTest
    @EnumSource(names = {"VERSION", "ENVIRONMENT", "REVERTED_BY_AWS"})
    void whatever_aws_fails_causes_it(FailureKind kind) {
        Levers.failsAfter(web, ofSeconds(20), kind);

        assertThat(run(Levers.plan(flags, api, web)).outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void a_call_that_aws_refuses_causes_it() {
        web.reconcile = (change, attempt) -> {
            throw TargetException.of(TargetException.Kind.DENIED, "no permission");
        };

        assertThat(run(Levers.plan(flags, api, web)).outcome()).isEqualTo(Outcome.RESTORED);
        allAsFound();
    }

    @Test
    void somebody_elses_change_does_not_cause_it() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.CONFLICT);

        RollbackReport report = run(Levers.plan(flags, api, web));

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(api.serving.content()).isEqualTo("good");
    }

    @Test
    void a_verification_that_does_not_pass_does_not_cause_it() {
        RollbackPlan.Builder plan = Levers.plan(flags)
                .verify("healthy", Probe.of("health", look -> Health.unhealthy("503")))
                .rollBack(api);

        assertThat(run(plan).outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(flags.serving.content()).isEqualTo("good");
    }

    @Test
    void a_deadline_does_not_cause_it() {
        web.reconcile = (change, attempt) -> Progress.pending("starting", 0.1, Memo.empty(), ofSeconds(5));

        assertThat(run(Levers.plan(flags, api, web)).outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(flags.serving.content()).isEqualTo("good");
    }

    @Test
    void what_runs_is_watched_to_its_end_and_put_back_too() {
        web.first(List.of(
                Progress.pending("starting", 0.1, Memo.empty(), ofSeconds(60)),
                Progress.pending("starting", 0.2, Memo.empty(), ofSeconds(60))));
        Levers.failsAfter(api, ofSeconds(10), FailureKind.VERSION);
        RollbackPlan plan = RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .inParallel(group -> group.rollBack(api).rollBack(web))
                .rollBack(flags)
                .build();

        RollbackReport report = scene.bench(Duration.ZERO).engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.took()).isGreaterThanOrEqualTo(ofMinutes(2));
        allAsFound();
        assertThat(flags.reconciled()).isZero();
    }

    @Test
    void the_rest_is_put_back_though_one_of_them_cannot_be() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);
        api.reconcile = (change, attempt) -> change.takesBack().isPresent()
                ? Progress.failed(FailureKind.ENVIRONMENT, "no capacity for the old tasks")
                : api.go(change, attempt);

        RollbackReport report = run(Levers.plan(flags, api, web));

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(flags.serving.content()).isEqualTo("bad");
        assertThat(report.step("api").position()).contains(Position.TO);
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .anyMatch(text -> text.contains("could not be put back as found: no capacity for the old tasks"));
    }

    @Test
    void nobody_cancels_it_half_way() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);
        api.reconcile = (change, attempt) ->
                change.takesBack().isPresent() && attempt.memo().isEmpty()
                        ? Progress.pending("draining", 0.5, Memo.of("seen", "1"), ofMinutes(2))
                        : api.go(change, attempt);
        Bench bench = scene.bench(Duration.ZERO);
        Run run = bench.engine.start(Levers.plan(flags, api, web).build());
        bench.time.runFor(ofSeconds(60));

        assertThatExceptionOfType(RollbackException.class).isThrownBy(() -> run.cancel("alice", "enough"));

        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
        allAsFound();
    }

    @Test
    void actions_are_undone_and_those_that_cannot_be_are_left() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);
        List<String> done = new ArrayList<>();
        RollbackPlan plan = Levers.plan(flags)
                .run("migrate", work -> done.add("down"), step -> step.undo(work -> done.add("up")))
                .run("purge", work -> done.add("purged"))
                .rollBack(web)
                .build();

        RollbackReport report = scene.bench(Duration.ZERO).engine.execute(plan);

        assertThat(done).containsExactly("down", "purged", "up");
        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void where_nothing_was_done_nothing_is_put_back() {
        Levers.failsAfter(flags, Duration.ZERO, FailureKind.VERSION);

        RollbackReport report = run(Levers.plan(flags, api, web));

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(journal.runs()).hasSize(1);
    }

    @Test
    void what_was_put_back_is_not_quarantined() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);

        run(Levers.plan(flags, api, web));

        for (Lever lever : List.of(flags, api)) {
            assertThat(journal.quarantine(lever.id(), "bad")).as(lever.name()).isEmpty();
            assertThat(journal.quarantine(lever.id(), "good")).as(lever.name()).isEmpty();
        }
    }

    @Test
    void the_preview_says_that_it_may_bring_the_bad_version_back() {
        Preview preview = scene.bench(Duration.ZERO)
                .engine
                .preview(Levers.plan(flags, api).build());

        assertThat(preview.planFindings())
                .filteredOn(finding -> finding.code().equals("RESTORES_BAD"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.level()).isEqualTo(Finding.Level.WARNING);
                    assertThat(finding.text())
                            .endsWith("brings back what it rolls away from: bad of flags, bad of api.");
                });
    }

    /** Each second of the run and of what puts it back. */
    @Test
    void a_run_that_was_lost_at_any_moment_is_carried_to_the_same_end() {
        for (int lost = 0; lost < 240; lost += 3) {
            EngineRestoreTest each = new EngineRestoreTest();
            Levers.failsAfter(each.web, ofSeconds(40), FailureKind.VERSION);
            each.api.reconcile = (change, attempt) -> slowly(each.api, change, attempt.memo());
            RollbackPlan plan = Levers.plan(each.flags, each.api, each.web).build();
            Bench first = each.scene.bench(Duration.ZERO);
            RunId run = first.engine.start(plan).id();
            first.time.runFor(ofSeconds(lost));
            if (each.journal.summary(run).isEnded()) {
                continue;
            }
            Bench second = each.scene.bench(ofMinutes(5));

            RollbackReport report = second.engine.resume(run, plan).await();

            assertThat(report.outcome()).as("lost after %d s", lost).isEqualTo(Outcome.RESTORED);
            each.allAsFound();
            assertThat(second.engine.unfinished()).as("lost after %d s", lost).isEmpty();
        }
    }

    private static Progress slowly(Lever lever, Change change, Memo memo) {
        int seen = memo.get("seen").map(Integer::parseInt).orElse(0);
        return seen < 3
                ? Progress.pending("draining", seen / 3.0, Memo.of("seen", Integer.toString(seen + 1)), ofSeconds(10))
                : settled(lever, change);
    }

    private static Progress settled(Lever lever, Change change) {
        lever.serving = change.to();
        return Progress.settled(change.to(), "pulled");
    }

    @Test
    void a_journal_that_is_away_is_waited_for() {
        Levers.failsAfter(web, ofSeconds(20), FailureKind.VERSION);
        Bench bench = scene.bench(Duration.ZERO);
        Run run = bench.engine.start(Levers.plan(flags, api, web).build());
        bench.after(ofSeconds(19), () -> journal.failure = FlakyJournal.full());
        bench.after(ofMinutes(3), () -> journal.failure = null);
        bench.time.runFor(ofHours(1));

        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
        allAsFound();
        assertThat(Optional.of(journal.kept.read(run.id())))
                .hasValueSatisfying(events -> assertThat(events).anyMatch(RunEvent.RestoreDue.class::isInstance));
    }
}
