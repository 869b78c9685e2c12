package dev.rollback;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.journal.Practice;
import dev.rollback.run.Outline;
import dev.rollback.run.Rollout;
import dev.rollback.run.RunId;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Gradual;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What earlier practice says in a preview, and what it does to expected times and deadlines. */
class PreviewPracticeTest {

    private static final Instant NOW = HandTime.NOON;
    private static final Probe WELL = Probe.of("the page", look -> Health.healthy("200"));

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private int runs;

    private Preview preview(Practice... known) {
        return bench.engine.preview(RollbackPlan.named("checkout")
                .practised(List.of(known))
                .rollBack(api)
                .build());
    }

    private static List<String> findings(Preview preview) {
        return preview.planFindings().stream()
                .filter(finding -> !finding.code().equals("NO_INCIDENT_START"))
                .map(finding -> finding.level() + " " + finding.code())
                .toList();
    }

    private static String text(Preview preview, String code) {
        return preview.planFindings().stream()
                .filter(finding -> finding.code().equals(code))
                .map(Finding::text)
                .findFirst()
                .orElseThrow();
    }

    private Practice.Drilled drill(Duration ago, Practice.Measured... steps) {
        return drill("checkout", ago, "", steps);
    }

    private Practice.Drilled drill(String plan, Duration ago, String failure, Practice.Measured... steps) {
        return new Practice.Drilled(
                new RunId("r-" + ++runs),
                plan,
                NOW.minus(ago),
                "eu-west-1/222222222222",
                ofMinutes(8),
                failure,
                List.of(steps));
    }

    private static Practice.Measured api(Duration serving, Duration settled) {
        return new Practice.Measured("api", "lever", serving, settled);
    }

    private static Practice.Rehearsed rehearsal(Duration ago, int broken) {
        return new Practice.Rehearsed("checkout", NOW.minus(ago), 1400, broken);
    }

    // what is shown

    @Test
    void a_plan_that_was_told_of_no_practice_says_nothing_of_it() {
        Preview preview = bench.engine.preview(Bench.plan(api));

        assertThat(findings(preview)).isEmpty();
        assertThat(preview.toText(100)).doesNotContain("rehearsed", "drilled");
        assertThat(preview.lastDrill()).isEmpty();
        assertThat(preview.lastRehearsal()).isEmpty();
    }

    @Test
    void the_last_rehearsal_and_the_last_drill_are_shown() {
        Practice.Rehearsed rehearsal = rehearsal(ofDays(1), 0);
        Practice.Drilled drill = drill(ofDays(9), api(ofMinutes(2), ofMinutes(3)));

        Preview preview =
                preview(drill("checkout", ofDays(30), "it ended PARTIAL"), drill, rehearsal(ofDays(3), 2), rehearsal);

        assertThat(findings(preview)).isEmpty();
        assertThat(preview.lastRehearsal()).contains(rehearsal);
        assertThat(preview.lastDrill()).contains(drill);
        assertThat(preview.toText(120))
                .contains("rehearsed 2026-11-19, 1400 times, all invariants held\n")
                .contains(
                        "drilled   2026-11-11 in eu-west-1/222222222222, rolled back in 8 min; 1 of 2 drills passed\n");
    }

    @Test
    void what_was_never_practised_is_a_note() {
        Preview preview = preview();

        assertThat(findings(preview)).containsExactly("NOTE NEVER_REHEARSED", "NOTE NEVER_DRILLED");
        assertThat(text(preview, "NEVER_DRILLED")).isEqualTo("The plan was never drilled, as far as it was told.");
        assertThat(preview.toText(200))
                .contains("rehearsed never, as far as the plan was told\n")
                .contains("drilled   never, as far as the plan was told\n")
                .contains("Drill the plan where nobody is harmed");
    }

    @Test
    void after_90_days_there_is_a_warning_and_no_blocker() {
        Practice.Measured measured = api(ofMinutes(2), ofMinutes(3));

        Preview fresh = preview(rehearsal(ofDays(90), 0), drill(ofDays(90), measured));
        Preview old = preview(rehearsal(ofDays(91), 0), drill(ofDays(90).plusSeconds(1), measured));

        assertThat(findings(fresh)).isEmpty();
        assertThat(findings(old)).containsExactly("WARNING REHEARSAL_OLD", "WARNING DRILL_OLD");
        assertThat(old.isBlocked()).isFalse();
        assertThat(text(old, "REHEARSAL_OLD"))
                .isEqualTo("The plan was last rehearsed with success on 2026-08-21, 91 d ago, expected within 90 d: it"
                        + " may not be what it was then.");
    }

    @Test
    void the_plan_may_say_how_old_its_practice_may_be() {
        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .practised(List.of(rehearsal(ofDays(8), 0), drill(ofDays(6))), ofDays(7))
                .rollBack(api)
                .build());

        assertThat(findings(preview)).containsExactly("WARNING REHEARSAL_OLD", "NOTE NOT_DRILLED");
    }

    @Test
    void practice_that_went_wrong_is_a_warning() {
        Preview preview =
                preview(rehearsal(ofDays(1), 2), drill("checkout", ofDays(2), "it ended PARTIAL"), drill(ofDays(95)));

        assertThat(findings(preview))
                .containsExactly(
                        "WARNING REHEARSAL_BROKEN", "WARNING DRILL_FAILED", "WARNING DRILL_OLD", "NOTE NOT_DRILLED");
        assertThat(text(preview, "REHEARSAL_BROKEN"))
                .isEqualTo("Of 1400 rehearsals on 2026-11-19, 2 broke an invariant.");
        assertThat(text(preview, "DRILL_FAILED"))
                .isEqualTo("The last drill, run r-1 on 2026-11-18, failed: it ended PARTIAL.");
        assertThat(preview.toText(120))
                .contains("rehearsed 2026-11-19, 1400 times, 2 broke an invariant\n")
                .contains(
                        "drilled   2026-11-18 in eu-west-1/222222222222, failed: it ended PARTIAL; 1 of 2 drills passed\n");
    }

    @Test
    void a_plan_that_takes_a_run_back_has_not_been_practised() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .practised(List.of())
                .rollBack(api)
                .build();
        RunId run = bench.engine.execute(plan).run();

        Preview undo = bench.engine.previewUndo(run, plan);

        assertThat(findings(undo)).isEmpty();
        assertThat(undo.toText(100)).doesNotContain("drilled");
    }

    // what is not used

    @Test
    void records_of_another_plan_are_shown_as_such_and_not_used() {
        Preview preview = preview(drill("payments", ofDays(1), "", api(ofMinutes(50), ofMinutes(60))));

        assertThat(findings(preview))
                .containsExactly("NOTE NEVER_REHEARSED", "NOTE NEVER_DRILLED", "NOTE PRACTICE_OF_OTHERS");
        assertThat(text(preview, "PRACTICE_OF_OTHERS"))
                .isEqualTo("What is remembered of the practice of other plans is not used: payments.");
        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(2));
    }

    @Test
    void a_record_from_after_now_is_shown_as_such_and_not_used() {
        Preview preview = preview(rehearsal(ofDays(1), 0), drill(ofSeconds(-1), api(ofMinutes(50), ofMinutes(60))));

        assertThat(findings(preview)).containsExactly("WARNING PRACTICE_TO_COME");
        assertThat(text(preview, "PRACTICE_TO_COME"))
                .isEqualTo("The plan is said to be practised on 2026-11-20 12:00:01 UTC, which is after now, 2026-11-20"
                        + " 12:00:00 UTC: not used.");
        assertThat(preview.lastDrill()).isEmpty();
        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(2));
    }

    @Test
    void steps_that_are_gone_or_of_another_kind_are_named_and_not_used() {
        Preview preview = preview(
                rehearsal(ofDays(1), 0),
                drill(
                        ofDays(1),
                        new Practice.Measured("cache", "lever", ofMinutes(1), ofMinutes(1)),
                        new Practice.Measured("api", "lambda-alias", ofMinutes(50), ofMinutes(60))));

        assertThat(findings(preview)).containsExactly("NOTE NOT_DRILLED", "NOTE DRILL_OF_OTHER_STEPS");
        assertThat(text(preview, "DRILL_OF_OTHER_STEPS"))
                .contains("of another kind now: cache, api. Their times are not used.");
        assertThat(text(preview, "NOT_DRILLED"))
                .isEqualTo("No drill that passed changed anything in api: the time expected there is estimated.");
        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(2));
    }

    @Test
    void times_of_a_failed_drill_are_not_used() {
        Preview preview = preview(drill("checkout", ofDays(1), "it ended PARTIAL", api(ofMinutes(50), ofMinutes(60))));

        assertThat(preview.expectedSettled()).isEqualTo(ofMinutes(2));
    }

    @Test
    void a_target_that_cannot_be_read_is_not_said_to_be_of_another_kind() {
        api.current = look -> {
            throw TargetException.of(TargetException.Kind.DENIED, "no permission");
        };

        Preview preview = preview(rehearsal(ofDays(1), 0), drill(ofDays(1), api(ofMinutes(2), ofMinutes(3))));

        assertThat(findings(preview)).isEmpty();
    }

    // times

    @Test
    void measured_times_take_the_place_of_the_estimates() {
        Preview preview = preview(drill(ofDays(9), api(ofSeconds(70), ofSeconds(130))));

        assertThat(preview.expectedServing()).isEqualTo(ofSeconds(70));
        assertThat(preview.expectedSettled()).isEqualTo(ofSeconds(130));
        assertThat(preview.toText(120))
                .contains("expected  serves in 1 min 10 s, over in 2 min 10 s\n")
                .contains("takes   serves in 1 min 10 s, over in 2 min 10 s, measured in the drill of 2026-11-11\n");
    }

    @Test
    void the_last_counts_and_the_longest_is_told_with_how_many_drills_there_were() {
        Preview preview = preview(
                drill(ofDays(30), api(ofSeconds(80), ofMinutes(4))),
                drill(ofDays(9), api(ofSeconds(70), ofSeconds(130))),
                drill(ofDays(60), api(ofSeconds(60), ofSeconds(70))));

        assertThat(preview.expectedSettled()).isEqualTo(ofSeconds(130));
        assertThat(preview.toText(140))
                .contains(
                        "over in 2 min 10 s, measured in the last of 3 drills, of 2026-11-11, the longest took 4 min\n");
    }

    @Test
    void an_estimate_that_is_far_off_stays_visible() {
        Preview slow = preview(drill(ofDays(9), api(ofMinutes(1), ofSeconds(241))));
        Preview quick = preview(drill(ofDays(9), api(ofSeconds(29), ofSeconds(100))));
        Preview near = preview(drill(ofDays(9), api(ofSeconds(30), ofSeconds(240))));

        assertThat(slow.toText(140)).contains("drill of 2026-11-11; estimated: serves in 1 min, over in 2 min\n");
        assertThat(quick.toText(140)).contains("drill of 2026-11-11; estimated: serves in 1 min, over in 2 min\n");
        assertThat(near.toText(140)).doesNotContain("estimated");
    }

    @Test
    void the_fastest_first_is_told_by_what_was_measured() {
        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .practised(List.of(drill(ofDays(9), api(ofSeconds(70), ofSeconds(130)))))
                .rollBack(api)
                .rollBack(new Lever("flags"))
                .build());

        assertThat(preview.toText(100)).contains("  flags 1 min, api 1 min 10 s\n");
    }

    @Test
    void what_serves_already_takes_no_time_however_long_it_took_in_a_drill() {
        api.serving = Lever.GOOD;

        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .practised(List.of(drill(ofDays(9), api(ofMinutes(50), ofMinutes(60)))))
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .build());

        assertThat(preview.expectedSettled()).isZero();
    }

    @Test
    void a_target_that_could_not_be_asked_is_expected_to_take_what_it_took() {
        api.check = (change, look) -> {
            throw TargetException.of(TargetException.Kind.DENIED, "no permission");
        };

        Preview preview = preview(drill(ofDays(9), api(ofSeconds(70), ofSeconds(130))));

        assertThat(preview.expectedSettled()).isEqualTo(ofSeconds(130));
    }

    @Test
    void pauses_between_weights_are_measured_and_what_is_verified_afterwards_is_not() {
        Dimmer dimmer = new Dimmer();

        Preview preview = bench.engine.preview(RollbackPlan.named("checkout")
                .practised(List.of(drill(ofDays(9), api(ofMinutes(7), ofMinutes(8)))))
                .rollBack(
                        "api",
                        dimmer,
                        step -> step.gradually(Rollout.percent(50).then(100).every(ofMinutes(5)))
                                .verify(WELL, hold -> hold.forAtLeast(ofMinutes(4))))
                .build());

        assertThat(preview.expectedServing()).isEqualTo(ofMinutes(7 + 4));
    }

    // deadlines

    private Outline outline(RollbackPlan.Builder plan) {
        return bench.outline(plan.build());
    }

    private static Duration timeout(Outline outline) {
        return outline.steps().get(0).timing().timeout();
    }

    @Test
    void a_quick_drill_shortens_no_deadline() {
        api.check = (change, look) ->
                Assessment.expecting(ofMinutes(1), ofMinutes(50)).build();

        Outline told = outline(RollbackPlan.named("checkout")
                .practised(List.of(drill(ofDays(9), api(ofSeconds(1), ofSeconds(2)))))
                .rollBack(api));

        assertThat(timeout(told)).isEqualTo(ofMinutes(150));
        assertThat(told.deadline())
                .isEqualTo(outline(RollbackPlan.named("checkout").rollBack(api)).deadline());
    }

    @Test
    void the_longest_drill_lengthens_the_deadlines() {
        Outline told = outline(RollbackPlan.named("checkout")
                .practised(List.of(
                        drill(ofDays(9), api(ofMinutes(1), ofMinutes(2))),
                        drill(ofDays(19), api(ofMinutes(30), ofHours(1)))))
                .rollBack(api)
                .rollBack(new Lever("flags")));

        assertThat(timeout(told)).isEqualTo(ofHours(3));
        assertThat(told.deadline()).isEqualTo(ofHours(4).plusMinutes(30));
    }

    @Test
    void pauses_between_weights_are_no_reason_for_a_longer_deadline() {
        Outline told = outline(RollbackPlan.named("checkout")
                .practised(List.of(drill(ofDays(9), api(ofHours(2), ofHours(2).plusMinutes(10)))))
                .rollBack(
                        "api",
                        new Dimmer(),
                        step -> step.gradually(Rollout.percent(50).then(100).every(ofHours(2)))));

        assertThat(timeout(told)).isEqualTo(ofMinutes(30));
    }

    /** A lever that can be moved bit by bit. */
    private static final class Dimmer extends Lever implements Gradual {
        Dimmer() {
            super("api");
        }
    }

    // what is refused

    @Test
    void a_time_for_practice_that_cannot_be_is_refused() {
        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(() -> RollbackPlan.named("checkout")
                        .practised(List.of(), Duration.ZERO)
                        .practised(List.of())
                        .rollBack(api)
                        .build())
                .withMessageContaining("practised within PT0S: expected a time above zero")
                .withMessageContaining("practised is said twice: say it once");
    }
}
