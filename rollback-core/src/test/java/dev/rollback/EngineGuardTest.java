package dev.rollback;

import static dev.rollback.health.Condition.allOf;
import static dev.rollback.health.Condition.anyOf;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Condition;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Probes that are watched after a deployment, and a plan that is started by what they see. */
class EngineGuardTest {

    private final FlakyJournal journal = new FlakyJournal();
    private final Lever api = new Lever("api");
    private Bench bench = new Bench(new HandTime(), journal, options -> {});

    /** What the probes see, by the minutes since noon. */
    private Function<Long, Health> errors = minutes -> healthy();

    private Function<Long, Health> latency = minutes -> healthy();

    private static Health healthy() {
        return Health.healthy("well");
    }

    private static Health unhealthy() {
        return Health.unhealthy("7 % fail");
    }

    private final Probe errorRate = Probe.of("error rate below 5 %", look -> errors.apply(minutes(look.now())));
    private final Probe slow = Probe.of("p99 below 800 ms", look -> latency.apply(minutes(look.now())));

    private static long minutes(Instant now) {
        return Duration.between(HandTime.NOON, now).toMinutes();
    }

    private static Instant noonAnd(Duration time) {
        return HandTime.NOON.plus(time);
    }

    private Guard.Builder guard(Condition condition) {
        return bench.engine
                .guard(Bench.plan(api))
                .when(condition)
                .deployedAt(HandTime.NOON)
                .until(noonAnd(ofMinutes(30)));
    }

    private GuardReport watched(Condition condition) {
        return guard(condition).start().await();
    }

    private static List<String> told(GuardReport report) {
        return report.timeline().stream()
                .map(entry -> minutes(entry.at()) + " " + entry.text())
                .toList();
    }

    private static Function<Long, Health> unhealthyFrom(long from, long to) {
        return minutes -> minutes >= from && minutes < to ? unhealthy() : healthy();
    }

    @Test
    void starts_the_plan_once_what_is_unwell_has_lasted() {
        errors = unhealthyFrom(5, 60);

        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(report.state()).isEqualTo(GuardReport.State.ACTED);
        RollbackReport rollback = report.started().orElseThrow();
        assertThat(rollback.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(rollback.startedAt()).isEqualTo(noonAnd(ofMinutes(7)));
        assertThat(rollback.reason()).isEqualTo("5xx at 7 %; a guard saw: 7 % fail");
        assertThat(told(report))
                .containsExactly(
                        "5 Unwell: 7 % fail.",
                        "7 It is time: 7 % fail.",
                        "7 It started run " + rollback.run() + ".",
                        "7 Run " + rollback.run() + " is over, or not followed here any more.");
        assertThat(api.serving.id()).isEqualTo("good");
    }

    @Test
    void starts_nothing_where_all_stays_well() {
        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(report.state()).isEqualTo(GuardReport.State.QUIET);
        assertThat(report.started()).isEmpty();
        assertThat(report.looks()).isEqualTo(180);
        assertThat(told(report)).containsExactly("30 Its time is over.");
        assertThat(api.serving).isEqualTo(Lever.BAD);
    }

    @Test
    void begins_to_count_anew_when_things_were_well_in_between() {
        errors = minutes -> minutes == 6 ? healthy() : unhealthyFrom(5, 8).apply(minutes);

        assertThat(watched(errorRate.failing(ofMinutes(2))).state()).isEqualTo(GuardReport.State.QUIET);
    }

    @Test
    void what_cannot_be_seen_counts_for_neither() {
        errors = minutes -> minutes >= 6 && minutes < 16
                ? Health.unknown("no data")
                : unhealthyFrom(5, 60).apply(minutes);

        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(report.started().orElseThrow().startedAt())
                .isAfter(noonAnd(ofMinutes(16)))
                .isBefore(noonAnd(ofMinutes(18)));
    }

    @Test
    void a_probe_that_fails_is_as_one_that_sees_nothing() {
        errors = minutes -> {
            throw TargetException.of(TargetException.Kind.DENIED, "cloudwatch:GetMetricData is denied");
        };

        GuardReport report = watched(errorRate.failing(ofMinutes(2)));

        assertThat(report.state()).isEqualTo(GuardReport.State.QUIET);
        assertThat(api.serving).isEqualTo(Lever.BAD);
    }

    @Test
    void any_of_several_is_enough() {
        latency = unhealthyFrom(10, 60);

        GuardReport report = watched(anyOf(errorRate.failing(ofMinutes(2)), slow.failing(ofMinutes(3))));

        assertThat(report.started().orElseThrow().startedAt()).isEqualTo(noonAnd(ofMinutes(13)));
        assertThat(report.watching()).isEqualTo("error rate below 5 % unwell for 2m or p99 below 800 ms unwell for 3m");
    }

    @Test
    void all_of_several_have_to_be_at_the_same_time() {
        errors = unhealthyFrom(5, 9);
        latency = unhealthyFrom(10, 20);

        GuardReport report = watched(allOf(errorRate.failing(ofMinutes(2)), slow.failing(ofMinutes(3))));

        assertThat(report.state()).isEqualTo(GuardReport.State.QUIET);
    }

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

    /** Another version is deployed, as bad as the first. */
    private void worse() {
        api.serving = Version.of("worse", "worse", Tenure.since(bench.time.instant(), "test"));
        api.history = look -> Stream.of(api.serving, Lever.BAD, Lever.GOOD);
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
    void ends_when_somebody_stops_it() {
        errors = unhealthyFrom(20, 60);
        Guard guard = guard(errorRate.failing(ofMinutes(2))).start();
        bench.after(ofMinutes(3), () -> guard.stop("ana", "the deployment was taken back by hand"));

        GuardReport report = guard.await();

        assertThat(report.state()).isEqualTo(GuardReport.State.STOPPED);
        assertThat(told(report)).containsExactly("3 ana stopped it: the deployment was taken back by hand.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.stop("", "tired"))
                .withMessageContaining("say who stops it, and why");
    }

    @Test
    void shows_where_it_stands() {
        errors = unhealthyFrom(1, 60);
        Guard guard = guard(errorRate.failing(ofMinutes(20))).start();
        bench.time.runFor(ofMinutes(2));

        assertThat(guard.status().state()).isEqualTo(GuardReport.State.WATCHING);
        assertThat(guard.status().toText(80)).isEqualTo("""
                        WATCHING: guard of checkout
                        when   error rate below 5 % unwell for 20m
                        until  2026-11-20 12:30:00 UTC, looked 13 times
                          12:01:00  Unwell: 7 % fail.
                        """);
    }

    @Test
    void two_guards_do_not_watch_one_target() {
        guard(errorRate.failing(ofMinutes(2))).start();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> guard(slow.failing(ofMinutes(2))).start())
                .withMessageContaining("a guard of checkout watches lever:eu-west-1/123456789012/api as well")
                .withMessageContaining("anyOf");
    }

    @Test
    void all_that_is_wrong_with_it_is_said_at_once() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine
                        .guard(Bench.plan(api))
                        .every(Duration.ZERO)
                        .cooldown(ofHours(-1))
                        .atMost(0, ofHours(1))
                        .start())
                .withMessageContaining("when(...) is not said")
                .withMessageContaining("until(...) is not said")
                .withMessageContaining("every PT0S")
                .withMessageContaining("cooldown PT-1H")
                .withMessageContaining("atMost 0 times");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> errorRate.failing(Duration.ZERO))
                .withMessageContaining("\"error rate below 5 %\" failing for PT0S: expected more than no time");
        assertThatIllegalArgumentException().isThrownBy(() -> anyOf()).withMessageContaining("anyOf() of no condition");
    }

    @Test
    void a_time_that_is_over_already_is_refused() {
        bench.time.runFor(ofMinutes(31));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard(errorRate.failing(ofMinutes(2))).start())
                .withMessageContaining("until 2026-11-20T12:30:00Z, from now on, PT-1M: expected a time above zero");
    }

    @Test
    void its_run_is_known_in_the_journal_as_started_by_a_guard() {
        errors = minutes -> unhealthy();

        RunId run =
                watched(errorRate.failing(ofMinutes(2))).started().orElseThrow().run();

        RunEvent.RunStarted started = (RunEvent.RunStarted) journal.read(run).get(0);
        assertThat(started.outline().notes()).containsEntry("guard", "deployed at 2026-11-20T12:00:00Z");
    }
}
