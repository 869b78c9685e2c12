package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A finished run, taken back as one unit. */
class EngineUndoTest {

    private final Levers scene = new Levers();
    private final FlakyJournal journal = scene.journal;
    private final List<String> order = scene.order;
    private final Lever flags = noting(scene.flags);
    private final Lever api = noting(scene.api);
    private final Bench bench = scene.bench(Duration.ZERO);

    /** Each keeps in its ledger what it did. */
    private Lever noting(Lever lever) {
        BiFunction<Change, Attempt, Progress> goes = lever.reconcile;
        lever.reconcile = (change, attempt) -> {
            attempt.ledger().append(List.of(change.id()));
            return goes.apply(change, attempt);
        };
        return lever;
    }

    private RollbackPlan plan() {
        return Bench.plan(flags, api);
    }

    private RollbackReport rolledBack() {
        RollbackReport report = bench.engine.execute(plan());
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        order.clear();
        bench.time.runFor(ofMinutes(1));
        return report;
    }

    @Test
    void each_target_goes_back_to_what_was_found_in_the_opposite_order() {
        RunId run = rolledBack().run();

        RollbackReport report = bench.engine.undo(run, plan()).await();

        assertThat(order).containsExactly("api to bad", "flags to bad");
        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.isSuccess()).isTrue();
        assertThat(report.takesBack()).contains(run);
        assertThat(report.toJson()).contains("\"takesBack\" : \"" + run + "\"");
        assertThat(report.nextAction()).startsWith("Every target is as run " + run + " found it");
        assertThat(report.timeline().get(0).text()).contains("of checkout, which takes run " + run + " back, begins");
    }

    @Test
    void it_lifts_the_quarantine_and_puts_nothing_new_into_it() {
        RunId run = rolledBack().run();
        assertThat(journal.quarantine(api.id(), "bad")).isPresent();

        bench.engine.undo(run, plan()).await();

        assertThat(journal.quarantine(api.id(), "bad")).isEmpty();
        assertThat(journal.quarantine(api.id(), "good")).isEmpty();
    }

    @Test
    void the_ledger_and_the_change_of_then_are_at_hand() {
        RunId run = rolledBack().run();

        bench.engine.undo(run, plan()).await();

        try (Stream<String> lines = journal.ledger(run, 1).lines()) {
            assertThat(lines).containsExactly(run + "-1", run + "-1-back");
        }
    }

    @Test
    void an_action_is_taken_back_by_its_undo_with_what_steps_found_then() {
        List<String> done = new ArrayList<>();
        api.reconcile = (change, attempt) -> {
            api.serving = change.to();
            return Progress.settled(change.to(), "pulled").fact("endpoint", "db-2");
        };
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack(api)
                .run(
                        "purge",
                        work -> done.add("purged"),
                        step -> step.undo(work -> done.add("filled " + endpoint(work))))
                .build();
        RunId run = bench.engine.execute(plan).run();

        RollbackReport report = bench.engine.undo(run, plan).await();

        assertThat(done).containsExactly("purged", "filled db-2");
        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
    }

    private static String endpoint(Attempt work) {
        return work.fact("api", "endpoint").orElse("nothing");
    }

    @Test
    void a_target_that_somebody_moved_since_is_a_soft_blocker() {
        RunId run = rolledBack().run();
        api.serving = Version.of("newer", "newer", Tenure.unknown("test"));

        RollbackReport refused = bench.engine.undo(run, plan()).await();
        Preview preview = bench.engine.previewUndo(run, plan());

        assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(preview.blockers()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("MOVED_SINCE");
            assertThat(finding.text())
                    .isEqualTo("Somebody has moved api. Expected api where run " + run
                            + " was to bring it, good: is in newer.");
        });
        assertThat(bench.engine
                        .execute(preview.override("MOVED_SINCE", "the hotfix goes as well"))
                        .outcome())
                .isEqualTo(Outcome.RESTORED);
        assertThat(api.serving.content()).isEqualTo("bad");
    }

    @Test
    void it_is_resumed_like_any_other_run() {
        RunId run = rolledBack().run();
        api.reconcile = (change, attempt) -> waitsOnce(change, attempt);
        RunId undo = bench.engine.undo(run, plan()).id();
        bench.time.runFor(ofSeconds(10));
        assertThat(journal.summary(undo).isEnded()).isFalse();

        RollbackReport report =
                scene.bench(ofMinutes(10)).engine.resume(undo, plan()).await();

        assertThat(report.outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(report.takesBack()).contains(run);
        assertThat(api.serving.content()).isEqualTo("bad");
        assertThat(flags.serving.content()).isEqualTo("bad");
    }

    private Progress waitsOnce(Change change, Attempt attempt) {
        return attempt.memo().isEmpty()
                ? Progress.pending("draining", 0.5, Memo.of("seen", "1"), ofMinutes(2))
                : api.go(change, attempt);
    }

    // refusals

    private void refused(RunId run, String why) {
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.undo(run, plan()))
                .withMessageStartingWith("Run " + run + " is not taken back: " + why);
    }

    @Test
    void a_run_that_is_not_over_is_refused() {
        api.reconcile = this::waitsOnce;
        RunId run = bench.engine.start(plan()).id();

        refused(run, "it is not over. Cancel it and wait for its end");
    }

    @Test
    void a_run_that_did_nothing_is_refused() {
        rolledBack();
        RunId nothing = bench.engine.execute(plan()).run();

        refused(nothing, "no target of it left where it was found");
    }

    @Test
    void another_plan_is_refused_with_all_differences() {
        RunId run = rolledBack().run();

        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.undo(run, Bench.plan(api, flags)))
                .withMessageContaining("step \"api\" (ROLL_BACK) is in the place of step \"flags\" (ROLL_BACK)");
    }

    @Test
    void its_preview_says_what_it_takes_back() {
        RunId run = rolledBack().run();

        Preview preview = bench.engine.previewUndo(run, plan());

        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.planFindings()).isEmpty();
        assertThat(preview.toText(100))
                .startsWith("PREVIEW of taking back run " + run + " of checkout, ")
                .contains("to      bad  SUSPECT: what run " + run + " found and rolled away from");
    }

    @Test
    void a_target_whose_place_cannot_be_read_is_a_warning_and_no_blocker() {
        RunId run = rolledBack().run();
        Lever unread = new Lever("api") {
            @Override
            public Located locate(Change change, Look look) {
                return new Located(Position.UNKNOWN, "could not be listed in time");
            }
        };
        Lever denied = new Lever("api") {
            @Override
            public Located locate(Change change, Look look) {
                throw TargetException.of(TargetException.Kind.DENIED, "no permission");
            }
        };

        Preview preview = bench.engine.previewUndo(run, Bench.plan(flags, unread));

        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.findings()).extracting(Finding::code).containsExactly("MOVED_SINCE_UNKNOWN");
        assertThat(bench.engine.previewUndo(run, Bench.plan(flags, denied)).isBlocked())
                .isFalse();
    }
}
