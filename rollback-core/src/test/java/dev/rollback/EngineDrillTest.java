package dev.rollback;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.Practice;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Incident;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A plan run for real where nobody is harmed, and put back. */
class EngineDrillTest {

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

    /** Waits for so long, serves, and has settled after as long again. */
    private static void takes(Lever lever, Duration half) {
        lever.reconcile = (change, attempt) -> {
            if (attempt.memo().isEmpty()) {
                return Progress.pending("starts", 0.5, Memo.of("at", "1"), half);
            }
            return attempt.memo().get("at").filter("1"::equals).isPresent()
                    ? Progress.serving("serves", Memo.of("at", "2"), half)
                    : lever.go(change, attempt);
        };
    }

    @Test
    void rolls_back_and_puts_everything_back_as_it_was_found() {
        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(order).containsExactly("flags to good", "api to good", "api to bad", "flags to bad");
        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.rollback().outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(drill.putBack()).map(RollbackReport::outcome).contains(Outcome.RESTORED);
        assertThat(drill.putBack())
                .flatMap(RollbackReport::takesBack)
                .contains(drill.rollback().run());
        assertThat(drill.orThrow()).isSameAs(drill);
    }

    @Test
    void measures_how_long_each_step_took_from_its_own_begin() {
        takes(flags, ofSeconds(10));
        takes(api, ofMinutes(2));

        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(drill.remembered().orElseThrow().steps())
                .containsExactly(
                        new Practice.Measured("flags", "lever", ofSeconds(10), ofSeconds(20)),
                        new Practice.Measured("api", "lever", ofMinutes(2), ofMinutes(4)));
        assertThat(drill.remembered())
                .contains(new Practice.Drilled(
                        drill.rollback().run(),
                        "checkout",
                        HandTime.NOON,
                        "eu-west-1/123456789012",
                        drill.rollback().took(),
                        "",
                        drill.remembered().get().steps()));
        assertThat(drill.rollback().took()).isEqualTo(ofSeconds(10).plus(ofMinutes(4)));
        assertThat(bench.engine.drills()).containsExactly(drill.remembered().get());
    }

    @Test
    void leaves_no_quarantine() {
        takes(flags, ofSeconds(10));
        takes(api, ofSeconds(10));

        bench.engine.drill(STAGING, plan());

        for (Lever lever : List.of(flags, api)) {
            assertThat(journal.quarantine(lever.id(), "bad")).isEmpty();
            assertThat(journal.quarantine(lever.id(), "good")).isEmpty();
        }
    }

    @Test
    void both_reports_say_that_they_are_of_a_drill() {
        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(drill.rollback().toJson()).contains("\"drill\" : true");
        assertThat(drill.putBack().orElseThrow().toJson()).contains("\"drill\" : true");
        assertThat(drill.toText(100))
                .startsWith("The drill of checkout passed: it rolled back in 0 ms, and all was put back in 0 ms.\n")
                .contains("ROLLED_BACK, UNKNOWN: checkout, run "
                        + drill.rollback().run() + ", a drill")
                .contains("of checkout, a drill, begins: 5xx at 7 %")
                .containsSubsequence(
                        "of checkout, a drill, which takes run",
                        drill.rollback().run() + " back, begins");
        assertThat(drill.rollback().nextAction())
                .isEqualTo("It was a drill: see that a run that takes this one back ends RESTORED.");
        assertThat(bench.execute(flags, api).toJson()).doesNotContain("drill");
    }

    @Test
    void what_had_nothing_to_do_measures_nothing() {
        flags.serving = Lever.GOOD;
        flags.history = look -> Stream.of(Lever.GOOD);
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack("flags", flags, step -> step.to(VersionSelector.exactly("good")))
                .rollBack(api)
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.remembered().orElseThrow().steps())
                .extracting(Practice.Measured::step)
                .containsExactly("api");
    }

    @Test
    void an_action_is_measured_and_put_back_by_its_undo() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack(api)
                .run("purge", work -> order.add("purged"), step -> step.undo(work -> order.add("filled")))
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(order).containsExactly("api to good", "purged", "filled", "api to bad");
        assertThat(drill.remembered().orElseThrow().measured("purge", "")).isPresent();
    }

    @Test
    void a_plan_of_actions_alone_without_an_undo_leaves_nothing_to_put_back() {
        RollbackPlan plan = RollbackPlan.named("purge")
                .run("purge", work -> order.add("purged"))
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(order).containsExactly("purged");
        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.putBack()).isEmpty();
        assertThat(drill.remembered()).map(Practice.Drilled::where).contains("");
        assertThat(drill.summary())
                .isEqualTo("The drill of purge passed: it rolled back in 0 ms, and nothing was to be put back.");
    }

    // no drill

    @Test
    void a_target_of_another_account_is_never_drilled() {
        flags.scope = "eu-west-1/999999999999";

        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(order).isEmpty();
        assertThat(drill.rollback().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(drill.remembered()).isEmpty();
        assertThat(drill.rollback().refusals()).singleElement().satisfies(refusal -> {
            assertThat(refusal.finding().code()).isEqualTo("NOT_TO_BE_DRILLED");
            assertThat(refusal.finding().level()).isEqualTo(Finding.Level.HARD);
            assertThat(refusal.finding().text())
                    .isEqualTo("Step flags would change lever:eu-west-1/999999999999/flags, expected a target in"
                            + " 123456789012: a drill changes nothing elsewhere.");
        });
        assertThat(journal.drills()).isEmpty();
    }

    @Test
    void accounts_and_whole_scopes_are_named_by_whoever_drills() {
        flags.scope = "local/shop";

        Drill drill = bench.engine.drill(STAGING, plan(), options -> options.alsoIn("local/shop"));

        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.remembered()).map(Practice.Drilled::where).contains("eu-west-1/123456789012, local/shop");
    }

    @Test
    void a_part_of_an_account_names_none() {
        Drill drill = bench.engine.drill("6789012", plan());

        assertThat(drill.rollback().outcome()).isEqualTo(Outcome.REFUSED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.drill(" ", plan()))
                .withMessage(
                        "A drill in \" \": expected the account in which it may change targets, so that it is never"
                                + " one of production.");
    }

    @Test
    void where_nothing_would_go_back_no_action_is_carried_out_and_it_counts_as_no_drill() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("bad")))
                .run("purge", work -> order.add("purged"))
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(order).isEmpty();
        assertThat(drill.isPassed()).isFalse();
        assertThat(drill.rollback().refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("NOTHING_TO_DRILL");
        assertThat(journal.drills()).isEmpty();
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(drill::orThrow)
                .withMessage("No drill of checkout: it ended REFUSED, and nothing was written. Nothing was written."
                        + " Deploy there what could be rolled back, as in production, then drill.");
    }

    @Test
    void what_counted_as_no_drill_is_not_carried_on_by_the_next_one() {
        flags.scope = "eu-west-1/999999999999";
        RunId refused = bench.engine.drill(STAGING, plan()).rollback().run();
        flags.scope = "eu-west-1/123456789012";

        Drill next = bench.engine.drill(STAGING, plan());

        assertThat(next.isPassed()).isTrue();
        assertThat(next.rollback().run()).isNotEqualTo(refused);
    }

    // failures

    @Test
    void a_drill_that_does_not_help_has_failed_and_is_put_back() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack(api)
                .verify(
                        "page",
                        Probe.of("the page", look -> Health.unhealthy("500")),
                        hold -> hold.within(ofSeconds(30)))
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(api.serving.content()).isEqualTo("bad");
        assertThat(drill.isPassed()).isFalse();
        assertThat(drill.remembered()).map(Practice.Drilled::failure).contains("it ended ROLLED_BACK, NOT_HELPED");
        assertThat(drill.summary()).isEqualTo("The drill of checkout failed: it ended ROLLED_BACK, NOT_HELPED.");
    }

    @Test
    void one_that_stops_half_way_is_put_back_and_remembered_as_failed() {
        api.reconcile = (change, attempt) -> Progress.failed(FailureKind.ENVIRONMENT, "no capacity");

        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(order).containsExactly("flags to good", "flags to bad");
        assertThat(drill.rollback().outcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(drill.remembered()).map(Practice.Drilled::failure).contains("it ended PARTIAL, UNKNOWN");
        assertThat(drill.remembered().orElseThrow().steps())
                .extracting(Practice.Measured::step)
                .containsExactly("flags");
    }

    @Test
    void a_plan_that_puts_itself_back_is_not_put_back_twice() {
        api.reconcile = (change, attempt) -> Progress.failed(FailureKind.ENVIRONMENT, "no capacity");
        RollbackPlan plan = RollbackPlan.named("checkout")
                .onFailure(FailurePolicy.RESTORE)
                .rollBack(flags)
                .rollBack(api)
                .build();

        Drill drill = bench.engine.drill(STAGING, plan);

        assertThat(order).containsExactly("flags to good", "flags to bad");
        assertThat(drill.rollback().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(drill.putBack()).isEmpty();
        assertThat(drill.remembered()).map(Practice.Drilled::failure).contains("it ended RESTORED, UNKNOWN");
    }

    @Test
    void what_cannot_be_put_back_is_a_failed_drill() {
        moveAside();

        Drill drill = bench.engine.drill(STAGING, plan());

        assertThat(drill.isPassed()).isFalse();
        assertThat(drill.remembered())
                .map(Practice.Drilled::failure)
                .contains("putting back, run " + drill.putBack().orElseThrow().run()
                        + ", ended REFUSED, UNKNOWN for MOVED_SINCE");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(drill::orThrow)
                .withMessageStartingWith("The drill of checkout failed: putting back, run ");
    }

    @Test
    void a_soft_blocker_of_putting_back_is_overridden_by_whoever_drills() {
        moveAside();

        Drill drill = bench.engine.drill(
                STAGING, plan(), options -> options.override("MOVED_SINCE", "nobody uses staging at night"));

        assertThat(drill.isPassed()).isTrue();
        assertThat(drill.putBack().orElseThrow().overrides())
                .containsEntry("MOVED_SINCE", "nobody uses staging at night");
    }

    /** Somebody deploys a third version as soon as the api is rolled back. */
    private void moveAside() {
        api.reconcile = (change, attempt) -> {
            Progress done = api.go(change, attempt);
            if (change.takesBack().isEmpty()) {
                api.serving = Version.of("newer", "newer", Tenure.unknown("test"));
            }
            return done;
        };
    }

    // marks and clocks

    @Test
    void the_note_that_marks_a_drill_is_not_the_users() {
        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(() -> RollbackPlan.named("checkout")
                        .note("drill", "yes")
                        .rollBack(api)
                        .build())
                .withMessageContaining("the note \"drill\" is that of the engine: give yours another key");
    }

    @Test
    void a_clock_that_is_set_back_measures_nothing() {
        StepReport.Times back = new StepReport.Times(HandTime.NOON, HandTime.NOON.minusSeconds(9), HandTime.NOON);
        RollbackReport real = bench.engine.drill(STAGING, plan()).rollback();
        List<StepReport> steps = real.steps().stream()
                .map(step -> new StepReport(
                        step.name(), step.kind(), step.phase(), step.move(), back, step.attempts(), step.seen()))
                .toList();
        RollbackReport set = new RollbackReport(
                new RollbackReport.Head(real.run(), "checkout", "", "memory", real.overrides(), null, true),
                new RollbackReport.Ending(
                        Outcome.ROLLED_BACK,
                        real.verdict(),
                        false,
                        HandTime.NOON,
                        HandTime.NOON.minusSeconds(9),
                        null,
                        null),
                new RollbackReport.Content(steps, List.of(), List.of(), List.of(), Incident.unknown()));

        Practice.Drilled measured = new Measuring(set, List.of()).drilled("");

        assertThat(measured.steps()).isEmpty();
        assertThat(measured.took()).isZero();
    }
}
