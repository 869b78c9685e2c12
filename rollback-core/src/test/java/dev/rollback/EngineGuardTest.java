package dev.rollback;

import static dev.rollback.health.Condition.allOf;
import static dev.rollback.health.Condition.anyOf;
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
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Probes that are watched after a deployment, and a plan that is started by what they see. */
class EngineGuardTest extends GuardScene {

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

        assertThat(report.state()).isEqualTo(GuardReport.State.BLIND);
        assertThat(told(report)).startsWith("0 It cannot see anything: cloudwatch:GetMetricData is denied.");
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

    @Test
    void one_that_is_stopped_while_it_previews_starts_nothing() {
        errors = minutes -> unhealthy();
        api.check = slow(api.check);
        Guard guard = guard(errorRate.failing(ofMinutes(2))).start();
        bench.after(ofMinutes(2).plusSeconds(3), () -> guard.stop("ana", "taken back by hand"));

        assertThat(guard.await().state()).isEqualTo(GuardReport.State.STOPPED);
        bench.time.runFor(ofMinutes(30));
        assertThat(journal.runs()).isEmpty();
    }

    @Test
    void one_that_would_see_nothing_does_not_watch() {
        Probe unknown = new Probe() {
            @Override
            public String describe() {
                return "alarm 5xx is OK";
            }

            @Override
            public Health look(Look look) {
                return Health.unknown("there is none");
            }

            @Override
            public List<Finding> check(Look look) {
                return List.of(Finding.soft("NO_SUCH_ALARM", "There is no alarm 5xx.", "Name one that there is."));
            }
        };

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> guard(unknown.failing(ofMinutes(2))).start())
                .withMessageContaining("does not watch, it would see nothing: ")
                .withMessageContaining("There is no alarm 5xx.");
    }

    @Test
    void two_looks_far_apart_say_nothing_of_the_time_between() {
        Watched watched = new Watched(new Condition.Failing(errorRate, ofMinutes(4)), ofSeconds(70));

        watched.seen(unhealthy(), HandTime.NOON);
        watched.seen(unhealthy(), noonAnd(ofMinutes(5)));

        assertThat(watched.isMet()).isFalse();
    }
}
