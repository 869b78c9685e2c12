package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.Request;
import dev.rollback.run.Outcome;
import dev.rollback.run.PersonEvent;
import dev.rollback.run.Rollout;
import dev.rollback.run.RunId;
import dev.rollback.run.StepState;
import dev.rollback.run.Verdict;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Gradual;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All or nothing: what waits is not waited for, nobody stops it, and what the report says. */
class EngineRestoreEndTest {

    private final Levers scene = new Levers();
    private final Bench bench = scene.bench(Duration.ZERO);

    // What only waits.

    @Test
    void an_approval_that_is_open_does_not_hold_it_up() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        RollbackPlan plan = Levers.plan(scene.flags)
                .inParallel(group -> group.rollBack(scene.web).approve("sign-off"))
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.took()).isLessThan(ofMinutes(2));
        assertThat(report.step("sign-off").phase()).isEqualTo(StepState.Phase.STOPPED);
        assertThat(report.step("sign-off").seen().evidence())
                .isEqualTo("waits for approval; everything is put back as it was found");
    }

    @Test
    void a_pause_does_not_hold_it_up() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        RollbackPlan plan = Levers.plan(scene.flags)
                .inParallel(group -> group.rollBack(scene.web).pause("bake", ofHours(1)))
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.took()).isLessThan(ofMinutes(2));
    }

    @Test
    void a_verification_does_not_hold_it_up() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Probe healthy = Probe.of("health", look -> Health.healthy("200"));
        RollbackPlan plan = Levers.plan()
                .inParallel(group -> group.rollBack(scene.web)
                        .rollBack(
                                "flags",
                                scene.flags,
                                step -> step.verify(healthy, hold -> hold.forAtLeast(ofMinutes(30)))))
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.took()).isLessThan(ofMinutes(2));
    }

    @Test
    void no_more_traffic_goes_to_what_will_be_put_back() {
        Gradually half = new Gradually("half");
        Levers.failsAfter(scene.web, ofSeconds(20));
        RollbackPlan plan = Levers.plan()
                .inParallel(group -> group.rollBack(scene.web)
                        .rollBack(
                                "half",
                                half,
                                step -> step.gradually(
                                        Rollout.percent(10).then(100).every(ofMinutes(5)))))
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.order).doesNotContain("half at 100 % to good").contains("half at 100 % to bad");
        assertThat(report.took()).isLessThan(ofMinutes(2));
    }

    @Test
    void no_gate_is_passed_toward_what_will_be_put_back() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        scene.api.reconcile = (change, attempt) -> {
            scene.order.add("api through " + attempt.passed("restored") + " to "
                    + change.to().title());
            return change.takesBack().isEmpty() && !attempt.passed("restored")
                    ? Progress.gate("restored", Memo.of("db", "2"))
                    : scene.api.go(change, attempt);
        };
        Probe counts = Probe.of(
                "counts",
                look -> look.now().isBefore(HandTime.NOON.plus(ofMinutes(1)))
                        ? Health.unhealthy("too few")
                        : Health.healthy("all there"));
        RollbackPlan plan = Levers.plan()
                .inParallel(group -> group.rollBack(scene.web)
                        .rollBack(
                                "api",
                                scene.api,
                                step -> step.verifyAt("restored", counts, hold -> hold.within(ofMinutes(5)))))
                .build();

        bench.engine.execute(plan);

        assertThat(scene.order).doesNotContain("api through true to good");
    }

    /** Half of the traffic, as far as anybody sees. */
    private final class Gradually extends Lever implements Gradual {
        Gradually(String name) {
            super(name);
            reconcile = this::moves;
        }

        private Progress moves(Change change, Attempt attempt) {
            scene.order.add(
                    name + " at " + attempt.weight() + " % to " + change.to().title());
            return change.takesBack().isPresent() || attempt.weight() == 100
                    ? go(change, attempt)
                    : Progress.serving("10 %", Memo.empty(), ofSeconds(10));
        }

        @Override
        public Located locate(Change change, Look look) {
            return new Located(Position.BETWEEN, "10 % on good");
        }
    }

    // Nobody stops it.

    private Run puttingBack() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(9));
        Run run = bench.engine.start(
                Levers.plan(scene.flags, scene.api, scene.web).build());
        bench.time.runFor(ofMinutes(1));
        return run;
    }

    @Test
    void who_cancels_it_is_told_that_it_runs_to_its_end() {
        Run run = puttingBack();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> run.cancel("Ann", "stop"))
                .withMessage("Run " + run.id()
                        + " takes no request to cancel: it puts everything back as it was found, as run "
                        + run.id().back() + ", and that runs to its end. Wait for it.");

        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void who_cancels_what_puts_it_back_is_told_so_too() {
        RunId back = puttingBack().id().back();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.run(back).cancel("Ann", "stop"))
                .withMessageStartingWith(
                        "Run " + back + " takes no request to cancel: it puts back as found what run ");
    }

    @Test
    void who_cancels_it_from_elsewhere_is_told_so_too() {
        RunId run = puttingBack().id();
        Bench elsewhere = new Bench(bench.time, scene.journal, options -> {});

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> elsewhere.engine.run(run).cancel("Ann", "stop"))
                .withMessageContaining("that runs to its end");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> elsewhere.engine.run(run.back()).cancel("Ann", "stop"))
                .withMessageContaining("that runs to its end");
    }

    @Test
    void a_request_to_cancel_that_comes_too_late_is_said_to_be_refused_once() {
        Run run = puttingBack();
        Request late = Request.cancel(bench.time.instant(), "Ann", "stop");
        scene.journal.ask(run.id(), late);
        scene.journal.ask(run.id(), late);

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .containsOnlyOnce("is not cancelled, as Ann asked (stop): putting back runs to its end");
        assertThat(scene.count(run.id(), PersonEvent.CancelRefused.class)).isEqualTo(1);
    }

    // What the report says.

    @Test
    void what_passed_before_says_nothing_of_what_serves_now() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        RollbackPlan plan = Levers.plan(scene.flags)
                .verify("healthy", Probe.of("health", look -> Health.healthy("200")))
                .rollBack(scene.web)
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void what_is_done_next_names_what_is_left_at_the_wanted_version() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.neverBack(scene.flags);
        Levers.neverBack(scene.api);

        RollbackReport report = bench.engine.execute(
                Levers.plan(scene.flags, scene.api, scene.web).build());

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.nextAction())
                .startsWith(
                        "Look at flags, which stands at the wanted version, api, which stands at the wanted version,"
                                + " then");
    }

    @Test
    void what_was_not_tried_for_want_of_time_stands_where_it_was_seen_last() {
        Lever half = new Lever("half") {
            @Override
            public Located locate(Change change, Look look) {
                return new Located(Position.BETWEEN, "50 % on good");
            }
        };
        half.reconcile =
                (change, attempt) -> attempt.now().isBefore(attempt.plannedAt().plus(ofSeconds(20)))
                        ? Progress.serving("all on good", Memo.empty(), ofSeconds(5))
                        : Progress.failed(FailureKind.REVERTED_BY_AWS, "an alarm went off");
        Levers.backAfter(scene.web, ofHours(100));
        RollbackPlan plan = Levers.plan()
                .timeout(ofMinutes(20))
                .rollBack(half)
                .rollBack("web", scene.web, step -> step.timeout(ofHours(1)))
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.step("web").position()).contains(Position.TO);
        assertThat(report.step("half").position()).contains(Position.BETWEEN);
    }

    @Test
    void a_target_that_is_left_to_people_is_free_for_others_at_once() {
        Lever db = new Lever("db") {
            @Override
            public boolean isPutBackUnasked() {
                return false;
            }
        };
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(9));
        bench.engine.start(Levers.plan(db, scene.api, scene.web).build());

        bench.time.runFor(ofSeconds(30));

        assertThat(scene.journal.leases().holder(db.id(), bench.time.instant())).isEmpty();
        assertThat(scene.journal.leases().holder(scene.api.id(), bench.time.instant()))
                .isPresent();
    }
}
