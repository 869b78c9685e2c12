package dev.rollback;

import static dev.rollback.HandTime.NOON;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.StepState.Phase;
import dev.rollback.run.Verdict;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What runs bear on the way: calls that fail, hang and answer nonsense, and time that runs out. */
class EngineHindrancesTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");

    private static Progress waits() {
        return Progress.pending("draining", 0.5, Memo.of("asked", "yes"), ofSeconds(10));
    }

    @Test
    void tries_passing_failures_again_a_little_later_each_time() {
        List<Long> at = new ArrayList<>();
        api.reconcile = (change, attempt) -> {
            at.add(bench.time.instant().toEpochMilli() - NOON.toEpochMilli());
            if (at.size() < 4) {
                throw TargetException.of(Kind.TRANSIENT, "503");
            }
            return api.go(change, attempt);
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.isSuccess()).isTrue();
        assertThat(report.step("api").attempts()).isEqualTo(4);
        assertThat(bench.journal.events(RunEvent.StepHindered.class)).isEmpty();
        assertThat(at.get(1) - at.get(0)).isBetween(750L, 1_250L);
        assertThat(at.get(2) - at.get(1)).isBetween(1_500L, 2_500L);
        assertThat(at.get(3) - at.get(2)).isBetween(3_000L, 5_000L);
    }

    @Test
    void shows_a_failure_that_does_not_pass_and_goes_on_trying() {
        int[] calls = {0};
        api.reconcile = (change, attempt) -> {
            if (++calls[0] <= 4) {
                throw TargetException.of(Kind.TRANSIENT, "503");
            }
            return api.go(change, attempt);
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.isSuccess()).isTrue();
        assertThat(bench.journal.events(RunEvent.StepHindered.class)).hasSize(1);
        assertThat(bench.lines)
                .anyMatch(line -> line.contains("is held up, tried again at ") && line.endsWith(": 503"));
    }

    @Test
    void takes_throttling_for_back_pressure_and_shows_it() {
        int[] calls = {0};
        api.reconcile = (change, attempt) -> {
            if (++calls[0] <= 30) {
                throw TargetException.of(Kind.THROTTLED, "ThrottlingException");
            }
            return api.go(change, attempt);
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.lines).anyMatch(line -> line.contains("is throttled, tried again at "));
    }

    @Test
    void gives_a_call_that_hangs_up_and_reads_live_state() {
        RemoteCall update = new RemoteCall("ecs:UpdateService", new RemoteCall.Limit("ecs", 5, 5));
        int[] calls = {0};
        int[] written = {0};
        api.reconcile = (change, attempt) -> {
            if (++calls[0] == 1) {
                bench.time.spend(ofHours(1));
                return attempt.write(update, () -> {
                    written[0]++;
                    return api.go(change, attempt);
                });
            }
            return api.go(change, attempt);
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.isSuccess()).isTrue();
        assertThat(written[0]).as("writes of the call that was given up").isZero();
        assertThat(report.step("api").attempts()).isEqualTo(2);
        assertThat(bench.lines)
                .anyMatch(line -> line.contains("got no answer, tried again at ")
                        && line.contains("The call for api gave no answer within 1 min and was given up"));
    }

    @Test
    void waits_visibly_for_credentials() {
        int[] calls = {0};
        api.reconcile = (change, attempt) -> {
            if (++calls[0] <= 3) {
                throw TargetException.of(Kind.CREDENTIALS, "ExpiredTokenException");
            }
            return api.go(change, attempt);
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.isSuccess()).isTrue();
        assertThat(bench.lines).anyMatch(line -> line.contains("waits for credentials, tried again at 12:00:15"));
    }

    @Test
    void gives_a_target_up_that_throws_what_it_may_not() {
        api.reconcile = (change, attempt) -> {
            throw new IllegalStateException("a fault");
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.step("api").seen().evidence())
                .isEqualTo("The call for api failed unexpectedly: java.lang.IllegalStateException: a fault");
    }

    @Test
    void gives_a_target_up_that_answers_nothing() {
        api.reconcile = Nulls.two();

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.step("api").seen().evidence())
                .isEqualTo("The call for api answered null: targets, actions and probes have to say where they stand."
                        + " Mend its code");
    }

    @Test
    void takes_a_probe_that_throws_hangs_or_answers_nothing_for_unknown() {
        List<Probe> blind = List.of(
                Probe.of("throws", look -> {
                    throw new IllegalStateException("a fault");
                }),
                Probe.of("hangs", look -> {
                    bench.time.spend(ofHours(1));
                    return Health.healthy("late");
                }),
                Probe.of("nothing", Nulls.one()));

        for (Probe probe : blind) {
            RollbackReport report = bench.engine.execute(
                    RollbackPlan.named("checkout").verify("page", probe).build());

            assertThat(report.verdict()).as(probe.describe()).isEqualTo(Verdict.UNKNOWN);
        }
    }

    @Test
    void gives_up_at_the_deadline_of_a_step_and_says_where_it_stands() {
        api.reconcile = (change, attempt) -> waits();

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.step("api").phase()).isEqualTo(Phase.TIMED_OUT);
        assertThat(report.took()).isEqualTo(ofMinutes(15));
    }

    @Test
    void a_step_that_serves_but_never_settles_is_no_success_and_said_to_serve() {
        api.reconcile = (change, attempt) -> {
            api.serving = change.to();
            return Progress.serving("all on good, draining", Memo.empty(), ofSeconds(30));
        };

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.isSuccess()).isFalse();
        assertThat(report.nextAction())
                .startsWith(
                        "Look at api, which stands at the wanted version and had not settled when its time was over, then");
    }

    @Test
    void outlives_the_time_of_the_plan_only_to_find_out_where_targets_stand() {
        api.reconcile = (change, attempt) -> {
            throw TargetException.of(Kind.THROTTLED, "ThrottlingException");
        };
        RollbackPlan plan = RollbackPlan.named("checkout")
                .timeout(ofMinutes(3))
                .rollBack(api)
                .build();
        api.current = look -> {
            if (bench.time.instant().isAfter(NOON.plus(ofMinutes(1)))) {
                throw TargetException.of(Kind.THROTTLED, "ThrottlingException");
            }
            return api.serving;
        };

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.took()).isBetween(ofMinutes(3), ofMinutes(8));
        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("api").position()).contains(Position.UNKNOWN);
        bench.time.runFor(ofHours(1));
        assertThat(bench.time.waiting()).as("looks that nobody waits for").isZero();
    }
}
