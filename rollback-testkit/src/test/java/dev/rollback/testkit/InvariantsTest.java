package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.RollbackPlan;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/** Each invariant catches what breaks it. */
class InvariantsTest {

    private static List<String> broken(Indexer.Bug bug) {
        return broken(Indexer.rehearsal(bug).run());
    }

    private static List<String> broken(Rehearsed rehearsed) {
        return rehearsed.violations().stream().map(Violation::invariant).toList();
    }

    @Test
    void all_hold_for_an_honest_target() {
        assertThat(broken(Indexer.Bug.NONE)).isEmpty();
    }

    @Test
    void a_write_before_the_change_is_in_the_journal_is_caught() {
        Rehearsed rehearsed = Indexer.rehearsal(Indexer.Bug.WRITES_IN_PREVIEW).run();

        assertThat(broken(rehearsed)).contains(Invariants.WRITE_AHEAD.title());
        assertThat(rehearsed.violations().toString())
                .contains("lambda:UpdateAlias indexer live 7 was called at")
                .contains("before any change was in the journal");
    }

    /** Invalidates a site, in its step or already in its preview. */
    private record Purge(CloudFrontClient client, boolean early) implements Action {

        @Override
        public String describe() {
            return "purge";
        }

        @Override
        public Assessment check(Look look) {
            if (early) {
                invalidate();
            }
            return Action.super.check(look);
        }

        @Override
        public Progress reconcile(Attempt attempt) {
            invalidate();
            return Progress.done("purged");
        }

        private void invalidate() {
            client.createInvalidation(request -> request.distributionId("E1")
                    .invalidationBatch(batch -> batch.callerReference("one")
                            .paths(paths -> paths.quantity(1).items("/*"))));
        }

        static Rehearsed rehearsed(boolean early) {
            return Rehearsal.of(
                            world -> world.cloudFront().distribution("E1"),
                            world -> RollbackPlan.named("site")
                                    .run("cdn", new Purge(world.client(CloudFrontClient.class), early))
                                    .build())
                    .run();
        }
    }

    /** Throws what neither a target nor an action may throw. */
    private record Careless() implements Action {

        @Override
        public String describe() {
            return "careless";
        }

        @Override
        public Progress reconcile(Attempt attempt) {
            throw new IllegalStateException("nobody thought of it");
        }
    }

    @Test
    void a_call_that_throws_what_no_target_may_throw_is_caught() {
        Rehearsed rehearsed = Rehearsal.of(
                        world -> {},
                        world -> RollbackPlan.named("site")
                                .run("purge", new Careless())
                                .build())
                .run();

        assertThat(broken(rehearsed)).contains(Invariants.NOTHING_UNEXPECTED.title());
        assertThat(rehearsed.violations().toString())
                .contains("A call failed unexpectedly: java.lang.IllegalStateException: nobody thought of it");
    }

    @Test
    void a_plan_of_actions_alone_plans_no_change_and_may_write_once_it_has_begun() {
        Rehearsed purged = Purge.rehearsed(false);

        assertThat(broken(purged)).isEmpty();
        assertThat(purged.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_plan_of_actions_alone_that_writes_before_it_has_begun_is_caught() {
        assertThat(broken(Purge.rehearsed(true)))
                .contains(Invariants.WRITE_AHEAD.title(), Invariants.PREVIEW_READS.title());
    }

    @Test
    void a_preview_that_writes_is_caught() {
        assertThat(broken(Indexer.Bug.WRITES_IN_PREVIEW)).contains(Invariants.PREVIEW_READS.title());
    }

    @Test
    void a_success_that_does_not_serve_is_caught() {
        assertThat(broken(Indexer.Bug.SAYS_DONE_AT_ONCE)).contains(Invariants.SUCCESS_SERVES.title());
    }

    @Test
    void a_success_while_lambda_still_sends_users_to_the_bad_version_is_caught() {
        Rehearsed rehearsed = Rehearsal.of(Indexer::provisionedScene, Indexer.plan(Indexer.Bug.NONE))
                .run();

        assertThat(broken(rehearsed)).contains(Invariants.SUCCESS_SERVES.title());
        assertThat(rehearsed.violations().toString()).contains("serves {7=1.0} instead of 6");
    }

    @Test
    void a_success_by_somebody_else_that_is_not_said_is_caught() {
        Rehearsal others = Rehearsal.of(
                world -> {
                    Indexer.scene(world);
                    world.after(
                            Duration.ofMillis(60),
                            w -> w.lambda().function("indexer").alias("live").otherActorPoints("6"));
                },
                Indexer.plan(Indexer.Bug.TAKES_OVER_SILENTLY));

        Rehearsed rehearsed = others.run();

        assertThat(broken(rehearsed)).as(rehearsed.toString()).contains(Invariants.SUCCESS_SERVES.title());
    }

    @Test
    void traffic_moved_to_the_bad_version_is_caught() {
        assertThat(broken(Indexer.Bug.GOES_BACK_TO_THE_BAD)).contains(Invariants.NEVER_TO_THE_BAD.title());
    }

    @Test
    void a_deletion_is_caught() {
        assertThat(broken(Indexer.Bug.DELETES_THE_BAD)).contains(Invariants.NOTHING_DELETED.title());
    }

    @Test
    void lowered_capacity_is_caught() {
        Rehearsed rehearsed = Rehearsal.of(Indexer::provisionedScene, Indexer.plan(Indexer.Bug.LOWERS_CAPACITY))
                .run();

        assertThat(broken(rehearsed)).contains(Invariants.CAPACITY_KEPT.title());
    }

    @Test
    void a_secret_that_shows_is_caught() {
        assertThat(broken(Indexer.Bug.TELLS_SECRETS)).contains(Invariants.NO_SECRETS.title());
    }

    @Test
    void a_target_that_stands_elsewhere_than_reported_is_caught() {
        assertThat(broken(Indexer.Bug.CLAIMS_TO_STAND_AT_FROM)).contains(Invariants.EACH_TARGET_NAMED.title());
    }

    @Test
    void a_call_that_is_not_faked_is_caught_although_the_target_swallows_it() {
        assertThat(broken(Indexer.Bug.CALLS_WHAT_IS_NOT_FAKED)).contains(Invariants.SCENE_COMPLETE.title());
    }

    private final Rehearsed honest = Indexer.rehearsal(Indexer.Bug.NONE).run();
    private final Stage stage = new Stage(honest.world());
    private final RunEvent.RunStarted started =
            (RunEvent.RunStarted) honest.events().get(0);

    /** The honest run, with another journal of it. */
    private Rehearsed told(RunEvent... more) {
        Watches watches = new Watches(stage, List.of());
        Upsets upsets = new Upsets(honest.world().clock(), honest.conditions(), watches::interfered);
        WatchedJournal journal = new WatchedJournal(new InMemoryJournal(), honest.trace(), watches, upsets);
        List<RunEvent> events = new ArrayList<>(List.of(started));
        events.addAll(List.of(more));
        journal.append(started.run(), 0, events);
        return new Rehearsed(
                stage,
                honest.conditions(),
                honest.preview(),
                honest.report(),
                new Rehearsed.Kept(
                        journal, watches, 0, 1, List.of(), honest.kept().reported()));
    }

    @Test
    void a_run_whose_restoration_does_not_come_to_its_end_is_caught() {
        Instant at = started.at();
        RunId back = started.run().back();

        Rehearsed left =
                told(new RunEvent.RestoreDue(at, 0, back), new RunEvent.RunEnded(at, Outcome.PARTIAL, Verdict.UNKNOWN));

        assertThat(Invariants.RESTORES_ALL.watch(stage).atEnd(honest)).isEmpty();
        assertThat(Invariants.RESTORES_ALL.watch(stage).atEnd(left))
                .contains("What puts everything back has not come to its end: 0 events.");
    }

    @Test
    void a_secret_in_the_journal_of_what_puts_everything_back_is_caught() {
        Instant at = started.at();
        RunId back = started.run().back();
        String secret = honest.world().canary("late");
        Rehearsed telling = told(new RunEvent.RestoreDue(at, 0, back));

        telling.kept()
                .journal()
                .append(
                        back,
                        0,
                        List.of(
                                new RunEvent.RunStarted(at, back, started.outline()),
                                new RunEvent.StepFailed(at, 0, FailureKind.VERSION, secret)));

        assertThat(Invariants.NO_SECRETS.watch(stage).atEnd(telling)).contains("A canary shows in the journal.");
    }

    @Test
    void users_who_are_left_with_less_than_they_had_are_noticed_at_the_end() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        var alias = world.lambda().function("indexer").alias("live").ran("7", Duration.ofDays(1));
        Invariant.Watch watch = Invariants.NEVER_WORSE.watch(new Stage(world));
        RunEvent planned = honest.events().stream()
                .filter(RunEvent.ChangePlanned.class::isInstance)
                .findFirst()
                .orElseThrow();
        watch.journaled(List.of(planned));
        assertThat(watch.atEnd(honest)).isEmpty();

        alias.otherActorPoints("8").unhealthy();

        assertThat(watch.atEnd(honest))
                .contains(
                        "Users of lambda-alias:eu-west-1/123456789012/indexer:live had an answer for 1.0 of them,"
                                + " one that works for 1.0, and are left with an answer for 1.0 of them, one that works for 0.0.");
    }

    @Test
    void a_target_that_nobody_tries_to_put_back_is_caught() {
        Instant at = started.at();
        RunId back = started.run().back();
        RunEvent planned = honest.events().stream()
                .filter(RunEvent.ChangePlanned.class::isInstance)
                .findFirst()
                .orElseThrow();

        Rehearsed left =
                told(new RunEvent.RestoreDue(at, 0, back), new RunEvent.RunEnded(at, Outcome.PARTIAL, Verdict.UNKNOWN));
        left.kept()
                .journal()
                .append(
                        back,
                        0,
                        List.of(
                                new RunEvent.RunStarted(at, back, started.outline()),
                                planned,
                                new RunEvent.RunEnded(at, Outcome.PARTIAL, Verdict.UNKNOWN)));

        assertThat(Invariants.RESTORES_ALL.watch(stage).atEnd(left))
                .contains("Nobody tried to put lambda-alias:eu-west-1/123456789012/indexer:live back.");
    }

    @Test
    void a_run_that_outlives_its_plan_is_caught() {
        Instant late = started.at().plus(started.outline().deadline()).plus(Duration.ofMinutes(6));

        Rehearsed outliving = told(new RunEvent.RunEnded(late, Outcome.PARTIAL, Verdict.UNKNOWN));

        assertThat(Invariants.ENDS_IN_TIME.watch(stage).atEnd(honest)).isEmpty();
        assertThat(Invariants.ENDS_IN_TIME.watch(stage).atEnd(outliving))
                .get()
                .asString()
                .contains("It ended at " + late);
    }

    @Test
    void a_run_that_a_bad_listener_or_notifier_changes_is_caught() {
        AtomicInteger plans = new AtomicInteger();
        Rehearsal differing = Rehearsal.of(
                Indexer::scene,
                world -> RollbackPlan.named("plan " + plans.incrementAndGet())
                        .rollBack("indexer", new Indexer(world, Indexer.Bug.NONE))
                        .build());

        Exploration exploration = differing.seeds(0);

        assertThat(exploration.broken())
                .containsExactlyInAnyOrder(
                        "A listener that throws",
                        "A listener that hangs",
                        "A notifier that fails",
                        "A notifier that is refused",
                        "A notifier that throws",
                        "A notifier that hangs",
                        "A notifier that is slow");
        assertThat(exploration.firstBroken())
                .contains("\"a listener or notifier that fails changes nothing\" does not hold: the journal differs")
                .contains("Repeat it with: rehearsal.seeds(0)");
    }

    @Test
    void an_invariant_of_the_users_own_is_watched() {
        Rehearsal watched = Indexer.rehearsal(Indexer.Bug.NONE)
                .invariant(
                        "version 7 serves for ever",
                        world -> world.lambda()
                                .function("indexer")
                                .alias("live")
                                .servingVersion()
                                .equals("7"));

        assertThat(broken(watched.run())).containsExactly("version 7 serves for ever");
    }

    @Test
    void an_invariant_that_throws_is_to_blame_itself() {
        Rehearsed rehearsed = Indexer.rehearsal(Indexer.Bug.NONE)
                .invariant("the site is never empty", world -> {
                    throw new IllegalStateException("there is no such bucket");
                })
                .run();

        assertThat(rehearsed.report().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(rehearsed.violations())
                .singleElement()
                .asString()
                .contains("the site is never empty")
                .contains("it could not be looked at, mend it: ")
                .contains("there is no such bucket");
    }

    @Test
    void an_invariant_can_be_left_out() {
        Rehearsal without = Indexer.rehearsal(Indexer.Bug.DELETES_THE_BAD).without(Invariants.NOTHING_DELETED);

        assertThat(broken(without.run())).doesNotContain(Invariants.NOTHING_DELETED.title());
    }

    @Test
    void an_invariant_needs_a_title() {
        assertThatThrownBy(() -> Invariant.always(" ", world -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no name");
    }

    @Test
    void each_says_what_holds() {
        for (Invariants invariant : Invariants.values()) {
            assertThat(invariant.title()).matches("[a-z][a-z ,']+");
        }
    }
}
