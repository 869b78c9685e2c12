package dev.rollback;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.Assessment;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What keeps a guard from starting its plan, and how it goes on after a crash. */
class EngineGuardLimitsTest extends GuardScene {

    @Test
    void does_not_count_while_a_run_changes_the_target_nor_until_some_time_after() {
        errors = unhealthyFrom(1, 60);
        Instant done = noonAnd(ofMinutes(4));
        api.reconcile = (change, attempt) -> attempt.now().isBefore(done)
                ? Progress.pending("starts", 0.5, Memo.empty(), ofSeconds(30))
                : api.go(change, attempt);
        Guard guard = guard(errorRate.failing(ofMinutes(5))).start();
        Run byHand = bench.engine.start(Bench.plan(api));

        RollbackReport rollback = byHand.await();
        api.serving = Lever.BAD;
        GuardReport report = guard.await();

        assertThat(rollback.endedAt()).isEqualTo(done);
        assertThat(told(report))
                .startsWith("1 What is unwell does not count: run " + byHand.id() + " of checkout changes " + api.id()
                        + ".");
        assertThat(report.started().orElseThrow().startedAt())
                .isAfterOrEqualTo(done.plus(ofMinutes(15)).plus(ofMinutes(5)));
    }

    @Test
    void rolls_away_from_a_version_once() {
        errors = minutes -> unhealthy();
        GuardReport first = watched(errorRate.failing(ofMinutes(2)));
        api.serving = Lever.BAD;

        GuardReport second = bench.engine
                .guard(Bench.plan(api))
                .when(errorRate.failing(ofMinutes(2)))
                .until(noonAnd(ofDays(3)))
                .atMost(10, ofHours(1))
                .start()
                .await();

        assertThat(second.state()).isEqualTo(GuardReport.State.WITHHELD);
        assertThat(told(second))
                .anyMatch(text -> text.contains("It starts nothing: run "
                        + first.started().orElseThrow().run()
                        + " was started by a guard to roll lever:eu-west-1/123456789012/api away from bad before"));
        assertThat(api.serving).isEqualTo(Lever.BAD);
    }

    @Test
    void starts_a_plan_once_a_day_unless_told_otherwise() {
        errors = minutes -> unhealthy();
        GuardReport first = watched(errorRate.failing(ofMinutes(2)));
        Instant again = first.started().orElseThrow().startedAt().plus(ofDays(1));
        worse();

        GuardReport second = bench.engine
                .guard(Bench.plan(api))
                .when(errorRate.failing(ofMinutes(2)))
                .until(noonAnd(ofDays(3)))
                .start()
                .await();

        assertThat(second.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(second.started().orElseThrow().startedAt()).isAfter(again).isBefore(again.plus(ofMinutes(30)));
        assertThat(told(second))
                .anyMatch(text -> text.contains(
                        "It starts nothing: guards may start it once in 1 d and did, the last time as run "
                                + first.started().orElseThrow().run() + ". It looks again at "));
    }

    @Test
    void may_be_told_to_start_it_more_often() {
        errors = minutes -> unhealthy();
        watched(errorRate.failing(ofMinutes(2)));
        worse();

        GuardReport second = bench.engine
                .guard(Bench.plan(api))
                .when(errorRate.failing(ofMinutes(2)))
                .until(noonAnd(ofHours(2)))
                .atMost(2, ofDays(1))
                .start()
                .await();

        assertThat(second.state()).isEqualTo(GuardReport.State.ACTED);
    }

    @Test
    void a_blocked_preview_keeps_it_and_is_tried_again() {
        errors = minutes -> unhealthy();
        Lever none = new Lever("none");
        none.history = look -> minutes(look.now()) < 20 ? Stream.of(Lever.BAD) : Stream.of(Lever.BAD, Lever.GOOD);

        GuardReport report = bench.engine
                .guard(Bench.plan(none))
                .when(errorRate.failing(ofMinutes(2)))
                .until(noonAnd(ofHours(1)))
                .start()
                .await();

        assertThat(told(report)).anyMatch(text -> text.startsWith("2 It starts nothing: the preview is blocked: "));
        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(none.serving.id()).isEqualTo("good");
    }

    @Test
    void a_journal_that_is_away_keeps_it_until_it_is_back() {
        errors = minutes -> unhealthy();
        Guard guard = guard(errorRate.failing(ofMinutes(2))).start();
        bench.after(ofMinutes(1), () -> journal.failure = FlakyJournal.full());
        bench.after(ofMinutes(9), () -> journal.failure = null);

        GuardReport report = guard.await();

        assertThat(told(report)).anyMatch(text -> text.contains("It starts nothing: the journal cannot be asked"));
        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
    }

    @Test
    void started_again_after_a_crash_it_carries_its_run_on_and_starts_no_other() {
        errors = minutes -> unhealthy();
        api.reconcile = (change, attempt) -> attempt.now().isBefore(noonAnd(ofMinutes(10)))
                ? Progress.pending("starts", 0.5, Memo.empty(), ofSeconds(30))
                : api.go(change, attempt);
        guard(errorRate.failing(ofMinutes(2))).start();
        bench.time.runFor(ofMinutes(5));
        RunId begun = journal.runs().get(0);
        HandTime later = new HandTime();
        later.runFor(ofMinutes(6));
        bench.close();

        bench = new Bench(later, journal, options -> {});
        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(report.started().orElseThrow().run()).isEqualTo(begun);
        assertThat(journal.runs()).containsExactly(begun);
        assertThat(told(report)).startsWith("6 It carries on run " + begun + ", which it started before.");
    }

    @Test
    void started_again_after_its_run_it_tells_of_that() {
        errors = minutes -> unhealthy();
        GuardReport first = watched(errorRate.failing(ofMinutes(2)));
        api.serving = Lever.BAD;

        GuardReport again = watched(errorRate.failing(ofMinutes(2)));

        assertThat(again.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(again.started().map(RollbackReport::run))
                .isEqualTo(first.started().map(RollbackReport::run));
        assertThat(api.serving).isEqualTo(Lever.BAD);
    }

    @Test
    void a_run_that_is_refused_at_its_start_counts_for_nothing() {
        errors = minutes -> unhealthy();
        LeaseOwner other =
                new LeaseOwner("bea", "20260101-000000-aaaaaaaa", "other", "another incident", Severity.SIGNIFICANT);
        api.check = (change, look) -> {
            if (minutes(look.now()) < 10) {
                journal.leases().acquire(api.id(), other, look.now());
            }
            return Assessment.expecting(ofMinutes(1), ofMinutes(2)).build();
        };

        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(told(report)).anyMatch(text -> text.matches("2 It starts nothing: run .* was refused: .*bea.*"));
        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
        assertThat(report.started().orElseThrow().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void what_somebody_rolls_back_by_hand_while_it_previews_is_not_rolled_back_further() {
        errors = minutes -> unhealthy();
        Preview byHand = bench.engine.preview(Bench.plan(api));
        api.check = slow(api.check);
        Guard guard = guard(errorRate.failing(ofMinutes(2))).start();
        bench.after(ofMinutes(2).plusSeconds(3), () -> bench.engine.execute(byHand));

        bench.time.runFor(ofMinutes(4));

        assertThat(journal.runs()).hasSize(1);
        assertThat(told(guard.status()))
                .anyMatch(text ->
                        text.contains("It starts nothing: run " + journal.runs().get(0)));
    }

    @Test
    void a_journal_that_is_away_for_a_moment_keeps_it_from_nothing() {
        errors = unhealthyFrom(5, 60);
        Guard guard = guard(errorRate.failing(ofMinutes(4))).start();
        bench.after(ofMinutes(5), () -> journal.failure = FlakyJournal.full());
        bench.after(ofMinutes(6), () -> journal.failure = null);

        assertThat(guard.await().started().orElseThrow().startedAt()).isEqualTo(noonAnd(ofMinutes(9)));
    }

    @Test
    void what_puts_its_run_back_is_none_of_its_runs() {
        errors = minutes -> unhealthy();
        Levers.failsAfter(api, ofMinutes(1));
        Lever flags = new Lever("flags");
        Levers.backAfter(flags, ofMinutes(10));
        RollbackPlan plan = RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .override(Preview.ALL, "all or nothing")
                .rollBack(flags)
                .rollBack(api)
                .build();
        Guard.Builder begun = bench.engine
                .guard(plan)
                .when(errorRate.failing(ofMinutes(2)))
                .deployedAt(HandTime.NOON)
                .until(noonAnd(ofMinutes(30)));
        begun.start();
        bench.time.runFor(ofMinutes(5));
        RunId run = journal.runs().get(1);
        assertThat(journal.runs().get(0)).hasToString(run + "-back");
        HandTime later = new HandTime();
        later.runFor(ofMinutes(6));
        bench.close();

        bench = new Bench(later, journal, options -> {});
        GuardReport report = bench.engine
                .guard(plan)
                .when(errorRate.failing(ofMinutes(2)))
                .deployedAt(HandTime.NOON)
                .until(noonAnd(ofMinutes(30)))
                .start()
                .await();

        assertThat(report.started().orElseThrow().run()).isEqualTo(run);
        assertThat(report.started().orElseThrow().outcome()).isEqualTo(Outcome.RESTORED);
    }
}
