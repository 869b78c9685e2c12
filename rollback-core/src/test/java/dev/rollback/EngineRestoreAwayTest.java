package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.RunState;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** All or nothing, where the journal goes away once it is being put back. */
class EngineRestoreAwayTest {

    private final Levers scene = new Levers();
    private final FlakyJournal journal = scene.journal;
    private final Bench bench = scene.bench(Duration.ZERO);

    /** The api is being put back after 25 s, and the flags are next, when the journal goes away for so long. */
    private Run awayWhilePuttingBack(Duration away) {
        Levers.failsAfter(scene.web, ofSeconds(20));
        Levers.backAfter(scene.api, ofMinutes(1));
        Run run = bench.engine.start(
                Levers.plan(scene.flags, scene.api, scene.web).build());
        bench.after(ofSeconds(25), () -> journal.shut = any -> true);
        bench.after(away.plusSeconds(25), () -> journal.shut = any -> false);
        return run;
    }

    @Test
    void a_step_that_has_not_begun_waits_for_the_journal_and_then_has_its_time() {
        Run run = awayWhilePuttingBack(ofMinutes(40));
        bench.time.runFor(ofMinutes(39));
        assertThat(scene.flags.serving.content()).isEqualTo("good");

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.flags.serving.content()).isEqualTo("bad");
        RunState back = RunState.replay(journal.read(run.id().back()));
        assertThat(back.outcome()).contains(Outcome.RESTORED);
    }

    @Test
    void the_time_that_it_has_is_in_the_journal() {
        Run run = awayWhilePuttingBack(ofMinutes(40));

        run.await();

        RunEvent.StepStarted last = (RunEvent.StepStarted) journal.read(run.id().back()).stream()
                .filter(RunEvent.StepStarted.class::isInstance)
                .reduce((one, next) -> next)
                .orElseThrow();
        assertThat(last.at()).isAfterOrEqualTo(HandTime.NOON.plus(ofMinutes(40)));
        assertThat(last.deadline()).isEqualTo(last.at().plus(ofMinutes(15)));
    }

    @Test
    void it_waits_no_longer_than_all_may_take() {
        Run run = awayWhilePuttingBack(ofHours(5));

        RollbackReport report = run.await();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.took()).isBetween(ofHours(2), ofHours(6));
        assertThat(scene.flags.serving.content()).isEqualTo("good");
    }

    // Between the run and what puts it back.

    private static boolean isBack(RunId run) {
        return run.value().endsWith("-back");
    }

    private Run failing() {
        Levers.failsAfter(scene.web, ofSeconds(20));
        return bench.engine.start(Levers.plan(scene.flags, scene.api, scene.web).build());
    }

    private boolean isFree(Lever lever) {
        return journal.leases().holder(lever.id(), bench.time.instant()).isEmpty();
    }

    @Test
    void its_targets_are_held_until_what_puts_it_back_begins() {
        journal.shut = EngineRestoreAwayTest::isBack;
        Run run = failing();

        bench.time.runFor(ofMinutes(30));

        assertThat(isFree(scene.api)).isFalse();
        assertThat(isFree(scene.flags)).isFalse();
        journal.shut = any -> false;
        assertThat(run.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(isFree(scene.api)).isTrue();
        assertThat(isFree(scene.flags)).isTrue();
    }

    @Test
    void its_targets_are_free_once_it_is_given_up_to_put_it_back() {
        journal.shut = EngineRestoreAwayTest::isBack;

        assertThat(failing().await().outcome()).isEqualTo(Outcome.PARTIAL);

        bench.time.runFor(ofSeconds(5));
        assertThat(isFree(scene.api)).isTrue();
    }

    @Test
    void whoever_has_it_open_is_waited_for_until_its_time_is_over_and_named() {
        journal.held = EngineRestoreAwayTest::isBack;

        RollbackReport report = failing().await();

        assertThat(report.outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(report.took()).isBetween(ofHours(2), ofHours(3));
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .anyMatch(text ->
                        text.contains("is written by process 4711 on this machine, since 2026-11-20T12:00:20Z"));
    }

    @Test
    void whoever_has_it_open_may_let_it_go() {
        journal.held = EngineRestoreAwayTest::isBack;
        bench.after(ofHours(1), () -> journal.held = any -> false);

        assertThat(failing().await().outcome()).isEqualTo(Outcome.RESTORED);
    }
}
