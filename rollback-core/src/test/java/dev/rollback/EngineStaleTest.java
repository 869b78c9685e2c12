package dev.rollback;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.Outcome;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A preview is run exactly as it is, or not at all. */
class EngineStaleTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");
    private final Lever web = new Lever("web");

    private RollbackReport execute(Preview preview) {
        return bench.engine.execute(preview);
    }

    private static List<String> refusals(RollbackReport report) {
        return report.refusals().stream()
                .map(refusal -> refusal.step() + ": " + refusal.finding())
                .toList();
    }

    private void checkFinds(Finding finding) {
        api.check = (change, look) -> Assessment.expecting(ofMinutes(1), ofMinutes(1))
                .finding(finding)
                .build();
    }

    @Test
    void runs_what_was_previewed() {
        Preview preview = bench.engine.preview(Bench.plan(api, web));
        bench.time.runFor(ofHours(1));

        RollbackReport report = execute(preview);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.step("api").change())
                .get()
                .matches(change -> change.from().equals(Lever.BAD));
    }

    @Test
    void is_refused_when_a_target_has_moved() {
        Preview preview = bench.engine.preview(Bench.plan(api, web));
        web.serving = Version.of("worse", "worse", Tenure.unknown("test"));

        RollbackReport report = execute(preview);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(refusals(report))
                .containsExactly("web: HARD STALE: web has moved since the preview: it was in bad and is now in worse."
                        + " Make a new preview.");
        assertThat(api.reconciled() + web.reconciled()).isZero();
    }

    @Test
    void is_refused_when_a_target_changes_within_its_version() {
        Preview preview = bench.engine.preview(Bench.plan(web));
        web.serving = Version.of("bad", "bad, and another deployment in flight", Tenure.unknown("test"));

        assertThat(refusals(execute(preview)))
                .containsExactly(
                        "web: HARD STALE: web has moved since the preview: it was in bad and still is, but not in the same"
                                + " state: somebody deploys it, shifts its traffic or has changed it. Make a new preview.");
    }

    @Test
    void is_refused_when_a_target_was_rolled_back_by_hand_meanwhile() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        api.serving = Lever.GOOD;

        assertThat(refusals(execute(preview))).singleElement().asString().contains("is now in good");
    }

    @Test
    void is_not_stale_when_only_ids_changed() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        api.serving = Version.of("bad, deployed again", "bad", Tenure.unknown("test"));

        assertThat(execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void is_refused_for_a_new_hard_blocker() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        checkFinds(Finding.hard("IMAGE_GONE", "The image of good is gone.", "Choose another version."));

        assertThat(refusals(execute(preview)))
                .containsExactly("api: HARD IMAGE_GONE: The image of good is gone. Choose another version.");
    }

    @Test
    void is_refused_for_a_warning_that_has_become_a_hard_blocker() {
        checkFinds(Finding.warning("IMAGE", "The image may go.", "Keep it."));
        Preview preview = bench.engine.preview(Bench.plan(api));
        checkFinds(Finding.hard("IMAGE", "The image is gone.", "Choose another version."));

        assertThat(execute(preview).outcome()).isEqualTo(Outcome.REFUSED);
    }

    @Test
    void is_not_stale_for_new_findings_that_are_not_hard() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        checkFinds(Finding.soft("ALARMS", "Alarms may take it back.", "Mute them."));

        assertThat(execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void is_not_stale_for_what_cannot_be_looked_at() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        int[] looks = {0};
        api.current = look -> {
            if (++looks[0] == 1) {
                throw TargetException.of(TargetException.Kind.DENIED, "AccessDenied");
            }
            return api.serving;
        };

        assertThat(execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void looks_again_no_longer_than_a_preview_takes() {
        Preview preview = bench.engine.preview(Bench.plan(api));
        api.current = look -> {
            bench.time.spend(ofSeconds(15));
            throw TargetException.of(TargetException.Kind.TRANSIENT, "503");
        };

        RollbackReport report = execute(preview);

        assertThat(report.startedAt()).isEqualTo(HandTime.NOON.plusSeconds(20));
        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void a_blocked_preview_is_refused_without_another_look() {
        checkFinds(Finding.soft("ALARMS", "Alarms may take it back.", "Mute them."));
        Preview preview = bench.engine.preview(Bench.plan(api));
        api.calls.clear();

        RollbackReport report = execute(preview);

        assertThat(refusals(report)).containsExactly("api: SOFT ALARMS: Alarms may take it back. Mute them.");
        assertThat(api.calls).isEmpty();
    }

    @Test
    void an_override_is_journaled_and_reported() {
        checkFinds(Finding.soft("ALARMS", "Alarms may take it back.", "Mute them."));
        Preview preview = bench.engine.preview(Bench.plan(api)).override("ALARMS", "they are muted");

        RollbackReport report = execute(preview);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(report.overrides()).containsEntry("ALARMS", "they are muted");
        assertThat(report.timeline())
                .extracting(RollbackReport.Entry::text)
                .contains("ALARMS is overridden: they are muted");
    }

    @Test
    void an_override_of_the_plan_lets_it_run_at_once() {
        checkFinds(Finding.soft("ALARMS", "Alarms may take it back.", "Mute them."));

        RollbackReport report = bench.engine.execute(RollbackPlan.named("checkout")
                .override(Preview.ALL, "I know")
                .rollBack(api)
                .build());

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }
}
