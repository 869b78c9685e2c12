package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.journal.JournalException;
import dev.rollback.journal.Practice;
import dev.rollback.run.RunId;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Drills that were cut off, and are carried on by the next one. */
class EngineDrillCrashTest {

    private static final String STAGING = "123456789012";

    private final Levers scene = new Levers();
    private final FlakyJournal journal = scene.journal;
    private final List<String> order = scene.order;
    private final Lever flags = scene.flags;
    private final Lever api = scene.api;
    private final Bench bench = scene.bench(Duration.ZERO);

    private RollbackPlan plan() {
        return Bench.plan(flags, api);
    }

    private Progress waitsOnce(Change change, Attempt attempt) {
        return attempt.memo().isEmpty()
                ? Progress.pending("draining", 0.5, Memo.of("seen", "1"), ofMinutes(2))
                : api.go(change, attempt);
    }

    /** What the engine does until it dies so long after noon. */
    private void dieAfter(Duration time) {
        bench.after(time, bench.engine::close);
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.drill(STAGING, plan()))
                .withMessageContaining("the engine was closed");
    }

    @Test
    void one_that_was_cut_off_while_it_rolled_back_is_carried_on_and_remembered_without_the_times_of_nobody() {
        api.reconcile = this::waitsOnce;
        dieAfter(ofSeconds(30));
        RunId run = journal.runs().get(0);

        Drill drill = scene.bench(ofMinutes(10)).engine.drill(STAGING, plan());

        assertThat(drill.rollback().run()).isEqualTo(run);
        assertThat(drill.isPassed()).isTrue();
        assertThat(api.serving.content()).isEqualTo("bad");
        assertThat(flags.serving.content()).isEqualTo("bad");
        assertThat(journal.drills()).containsExactly(drill.remembered().orElseThrow());
        assertThat(drill.remembered().get().steps())
                .extracting(Practice.Measured::step)
                .containsExactly("flags");
    }

    @Test
    void one_that_was_cut_off_while_it_was_put_back_is_carried_on() {
        flags.reconcile = (change, attempt) ->
                change.takesBack().isPresent() && attempt.memo().isEmpty()
                        ? Progress.pending("draining", 0.5, Memo.of("seen", "1"), ofMinutes(2))
                        : flags.go(change, attempt);
        dieAfter(ofSeconds(30));
        RunId back = journal.runs().get(0);

        Drill drill = scene.bench(ofMinutes(10)).engine.drill(STAGING, plan());

        assertThat(journal.runs()).hasSize(2);
        assertThat(drill.putBack()).map(RollbackReport::run).contains(back);
        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.remembered().orElseThrow().steps()).hasSize(2);
        assertThat(flags.serving.content()).isEqualTo("bad");
    }

    @Test
    void one_that_could_not_be_remembered_is_remembered_by_the_next() {
        journal.unkept = FlakyJournal.full();
        assertThatExceptionOfType(JournalException.class).isThrownBy(() -> bench.engine.drill(STAGING, plan()));
        journal.unkept = null;
        order.clear();

        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(order).isEmpty();
        assertThat(drill.isPassed()).isTrue();
        assertThat(journal.runs()).hasSize(2);
        assertThat(bench.engine.drill(STAGING, plan()).rollback().run())
                .isNotEqualTo(drill.rollback().run());
        assertThat(journal.drills()).hasSize(2);
    }

    @Test
    void one_whose_plan_has_changed_since_is_remembered_as_failed_and_the_next_begins_anew() {
        api.reconcile = this::waitsOnce;
        dieAfter(ofSeconds(30));
        RunId run = journal.runs().get(0);
        RollbackPlan other = Bench.plan(api);
        Bench later = scene.bench(ofMinutes(10));

        Drill abandoned = later.engine.drill(STAGING, other);
        Drill next = later.engine.drill(STAGING, other, options -> options.override(Preview.ALL, "as it stands"));

        assertThat(abandoned.rollback().run()).isEqualTo(run);
        assertThat(abandoned.putBack()).isEmpty();
        assertThat(abandoned.remembered().orElseThrow().failure())
                .startsWith("run " + run + " was cut off, and the plan is another one by now: step \"api\" (ROLL_BACK)"
                        + " is in the place of step \"flags\" (ROLL_BACK)")
                .endsWith("what the run changed stands as it left it");
        assertThat(next.rollback().run()).isNotEqualTo(run);
        assertThat(next.isPassed()).isTrue();
    }

    @Test
    void a_rollback_in_earnest_is_never_taken_for_a_drill() {
        api.reconcile = this::waitsOnce;
        bench.engine.start(plan());
        bench.time.runFor(ofSeconds(30));
        bench.engine.close();

        assertThat(scene.bench(ofMinutes(10))
                        .engine
                        .drill(STAGING, plan())
                        .rollback()
                        .refusals())
                .isNotEmpty();
        assertThat(journal.drills()).isEmpty();
    }
}
