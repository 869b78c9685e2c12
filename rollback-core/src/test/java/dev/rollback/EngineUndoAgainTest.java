package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A run that was taken back before, whole or in part, or that ended half way: what is left to take back. */
class EngineUndoAgainTest {

    private final Levers scene = new Levers();
    private final Bench bench = scene.bench(ofSeconds(0));
    private final List<String> done = new ArrayList<>();

    private RollbackPlan plan(RollbackPlan.Builder first) {
        return first.run("migrate", work -> done.add("down"), step -> step.undo(work -> done.add("up")))
                .rollBack(scene.api)
                .build();
    }

    private RollbackPlan plan() {
        return plan(Bench.begun(scene.flags));
    }

    private void refused(RunId run, RollbackPlan plan, String why) {
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.undo(run, plan))
                .withMessageStartingWith("Run " + run + " is not taken back: " + why);
    }

    @Test
    void an_action_is_undone_once_though_the_run_is_taken_back_twice() {
        RunId run = bench.engine.execute(plan()).run();
        RunId undo = bench.engine.undo(run, plan()).await().run();

        refused(run, plan(), "run " + undo + " has taken back all of it that can be. Nothing is to be done.");

        assertThat(done).containsExactly("down", "up");
    }

    @Test
    void what_a_run_put_back_itself_is_not_undone_once_more() {
        Levers.failsAfter(scene.api, ofSeconds(20));
        RollbackPlan plan = plan(Levers.plan(scene.flags));
        RollbackReport restored = bench.engine.execute(plan);
        assertThat(restored.outcome()).isEqualTo(Outcome.RESTORED);

        refused(restored.run(), plan, "run " + restored.run() + "-back has taken back all of it that can be.");

        assertThat(done).containsExactly("down", "up");
    }

    @Test
    void what_is_being_taken_back_just_now_is_not_taken_back_beside_that() {
        Levers.backAfter(scene.api, ofMinutes(20));
        RunId run = bench.engine.execute(plan()).run();
        RunId undo = bench.engine.undo(run, plan()).id();

        refused(run, plan(), "run " + undo + ", which takes it back, is not over. Wait for its end, or resume it");
    }

    @Test
    void what_could_not_be_taken_back_is_tried_again_alone() {
        Levers.neverBack(scene.flags);
        RunId run = bench.engine.execute(plan()).run();
        assertThat(bench.engine.undo(run, plan()).await().outcome()).isEqualTo(Outcome.PARTIAL);
        scene.watched(scene.flags);
        scene.order.clear();

        RollbackReport again = bench.engine.undo(run, plan()).await();

        assertThat(again.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.order).containsExactly("flags to bad");
        assertThat(done).containsExactly("down", "up");
    }

    @Test
    void what_was_taken_back_since_the_preview_refuses_the_start() {
        RunId run = bench.engine.execute(plan()).run();
        Preview early = bench.engine.previewUndo(run, plan());
        RunId undo = bench.engine.undo(run, plan()).await().run();

        RollbackReport late = bench.engine.execute(early);

        assertThat(late.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(late.refusals())
                .extracting(refusal -> refusal.finding().code())
                .contains("TAKEN_BACK");
        assertThat(late.refusals().get(0).finding().text())
                .isEqualTo("Run " + run + " was taken back since the preview, by run " + undo + ".");
        assertThat(done).containsExactly("down", "up");
    }

    /** Both look whether a preview is stale for a while, and the first one is done by the time at which the second one has looked. */
    @Test
    void of_two_engines_that_take_it_back_at_once_one_is_refused() {
        RunId run = bench.engine.execute(plan()).run();
        Bench other = new Bench(bench.time, scene.journal, options -> {});
        Preview mine = bench.engine.previewUndo(run, plan());
        Preview theirs = other.engine.previewUndo(run, plan());
        slowToSee(scene.flags);
        List<Run> late = new ArrayList<>();
        bench.after(ofSeconds(5), () -> late.add(other.engine.start(theirs)));

        RollbackReport first = bench.engine.execute(mine);

        assertThat(first.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(late.get(0).await().refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("TAKEN_BACK");
        assertThat(done).containsExactly("down", "up");
        assertThat(scene.journal.leases().holder(scene.api.id(), bench.time.instant()))
                .isEmpty();
    }

    /** Both would begin the same run, and so are one to the leases. */
    @Test
    void whoever_is_refused_takes_no_lease_from_whoever_takes_it_back() {
        Levers.backAfter(scene.api, ofMinutes(10));
        RunId run = bench.engine.execute(Bench.plan(scene.api)).run();
        RollbackEngine other = RollbackEngine.with(
                scene.journal, options -> options.time(bench.time).seed(8));
        Preview mine = bench.engine.previewUndo(run, Bench.plan(scene.api));
        Preview theirs = other.previewUndo(run, Bench.plan(scene.api));
        List<Run> late = new ArrayList<>();
        bench.after(Duration.ZERO, () -> late.add(other.start(theirs)));
        List<Boolean> held = new ArrayList<>();
        bench.after(
                ofMinutes(5),
                () -> held.add(scene.journal
                        .leases()
                        .holder(scene.api.id(), bench.time.instant())
                        .isPresent()));

        RollbackReport first = bench.engine.execute(mine);

        assertThat(List.of(first.outcome(), late.get(0).await().outcome()))
                .containsExactlyInAnyOrder(Outcome.RESTORED, Outcome.REFUSED);
        assertThat(held).containsExactly(true);
    }

    /** Without a target there is no lease that keeps them apart. */
    @Test
    void of_two_engines_that_undo_actions_at_the_same_moment_one_does() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .run("migrate", work -> done.add("down"), step -> step.undo(work -> done.add("up")))
                .build();
        RunId run = bench.engine.execute(plan).run();
        RollbackEngine other = RollbackEngine.with(
                scene.journal, options -> options.time(bench.time).seed(8));
        Preview mine = bench.engine.previewUndo(run, plan);
        Preview theirs = other.previewUndo(run, plan);
        List<RollbackReport> first = new ArrayList<>();
        scene.journal.before = any -> {
            scene.journal.before = next -> {};
            first.add(other.execute(theirs));
        };

        RollbackReport second = bench.engine.execute(mine);

        assertThat(first.get(0).outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(second.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(second.refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("TAKEN_BACK");
        assertThat(done).containsExactly("down", "up");
    }

    @Test
    void only_what_took_it_back_is_read_for_that() {
        RunId run = bench.engine.execute(plan()).run();
        scene.flags.serving = Lever.BAD;
        scene.api.serving = Lever.BAD;
        RunId another = bench.engine.execute(plan()).run();
        scene.journal.reads.clear();

        bench.engine.previewUndo(run, plan());

        assertThat(scene.journal.reads).contains(run).doesNotContain(another);
    }

    @Test
    void what_takes_it_back_is_named_after_it() {
        Levers.neverBack(scene.flags);
        RunId run = bench.engine.execute(plan()).run();

        assertThat(bench.engine.undo(run, plan()).await().run()).hasToString(run + "-undo");
        assertThat(bench.engine.undo(run, plan()).await().run()).hasToString(run + "-undo-2");
    }

    private void slowToSee(Lever lever) {
        lever.current = look -> {
            Version seen = lever.serving;
            bench.time.spend(ofSeconds(10));
            return seen;
        };
    }

    @Test
    void what_takes_back_is_itself_taken_back_by_running_the_plan() {
        RunId run = bench.engine.execute(plan()).run();
        RunId undo = bench.engine.undo(run, plan()).await().run();

        refused(undo, plan(), "it is what took run " + run + " back. Run the plan again to roll back anew.");
    }

    @Test
    void another_plan_is_refused_as_what_cannot_be_taken_back_with() {
        RunId run = bench.engine.execute(plan()).run();

        refused(
                run,
                Bench.plan(scene.flags),
                "the plan is not the one that it was started with: step \"migrate\" (RUN) is missing;");
    }

    @Test
    void a_target_that_the_run_left_between_is_not_said_to_be_moved_by_somebody() {
        Lever half = new Lever("half") {
            @Override
            public Located locate(Change change, Look look) {
                return new Located(Position.BETWEEN, "50 % on good");
            }
        };
        half.reconcile = (change, attempt) -> change.takesBack().isPresent()
                ? half.go(change, attempt)
                : Progress.failed(FailureKind.ENVIRONMENT, "no capacity");
        RollbackPlan plan = Bench.plan(scene.flags, half);
        RunId run = bench.engine.execute(plan).run();

        Preview preview = bench.engine.previewUndo(run, plan);

        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.findings()).extracting(Finding::code).containsExactly("MOVED_SINCE_UNKNOWN");
        assertThat(preview.findings().get(0).text())
                .isEqualTo("Whether somebody has moved half is not known: run " + run
                        + " left it between, and it still is: 50 % on good.");
        assertThat(bench.engine.execute(preview).outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void what_cannot_be_read_is_found_out_before_anything_is_written() {
        RunId run = bench.engine.execute(plan()).run();
        Preview preview = bench.engine.previewUndo(run, plan());
        scene.journal.unreadable = id -> id.equals(run) ? FlakyJournal.full() : null;

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.execute(preview))
                .withMessageContaining("was not started, and nothing was written");

        assertThat(scene.journal.runs()).containsExactly(run);
    }

    @Test
    void a_run_that_does_not_begin_lets_its_targets_go_at_once() {
        scene.journal.failure = null;
        Preview preview = bench.engine.preview(plan());
        scene.journal.failure = FlakyJournal.full();
        assertThatExceptionOfType(RollbackException.class).isThrownBy(() -> bench.engine.execute(preview));

        bench.time.runFor(ofSeconds(1));

        assertThat(scene.journal.leases().holder(scene.api.id(), bench.time.instant()))
                .isEmpty();
    }

    @Test
    void a_cancelled_undo_is_carried_on_by_another_one() {
        scene.flags.reconcile = (change, attempt) -> change.takesBack().isPresent()
                        && attempt.now().isBefore(attempt.plannedAt().plus(ofMinutes(5)))
                ? Progress.pending("draining", 0.5, Memo.empty(), ofSeconds(10))
                : scene.flags.go(change, attempt);
        RunId run = bench.engine.execute(plan()).run();
        Run undo = bench.engine.undo(run, plan());
        bench.time.runFor(ofMinutes(1));
        undo.cancel("Ann", "not now");
        assertThat(undo.await().outcome()).isEqualTo(Outcome.CANCELLED);

        RollbackReport again = bench.engine.undo(run, plan()).await();

        assertThat(again.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(scene.flags.serving.content()).isEqualTo("bad");
        assertThat(done).containsExactly("down", "up");
    }
}
