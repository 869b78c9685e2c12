package dev.rollback;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.target.Check;
import dev.rollback.target.Finding;
import dev.rollback.target.TargetException;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan requires before its first change. */
class EngineCheckTest {

    private static final Finding NO = Finding.soft("NO_SPACE", "The disk is full.", "Make room.");

    private final HandTime time = new HandTime();
    private final InMemoryJournal journal = new InMemoryJournal();
    private final RollbackEngine engine =
            RollbackEngine.with(journal, options -> options.time(time).seed(7));
    private final Lever api = new Lever("api");

    private RollbackPlan.Builder begun() {
        return RollbackPlan.named("checkout").rollBack(api);
    }

    private Preview preview(Check check) {
        return engine.preview(begun().require("a check", check).build());
    }

    private static List<String> found(Preview preview) {
        return preview.checks().stream()
                .flatMap(check -> check.findings().stream())
                .map(finding -> finding.level() + " " + finding.code())
                .toList();
    }

    @Test
    void what_passes_is_shown_and_lets_the_run_start() {
        List<Check.Planned> seen = new ArrayList<>();

        Preview preview = preview((planned, look) -> {
            seen.add(planned);
            return List.of();
        });

        assertThat(preview.toText(100)).contains("REQUIRED\n  a check, passed");
        assertThat(seen.get(0).moves()).extracting(Check.Move::step).containsExactly("api");
        assertThat(seen.get(0).moves().get(0).change().to().id()).isEqualTo("good");
        assertThat(engine.execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void all_that_is_found_is_said_at_once_and_nothing_is_written() {
        RollbackPlan plan = begun().require("disk", (planned, look) -> List.of(NO))
                .require("moon", (planned, look) -> List.of(Finding.hard("MOON", "It is full.", "Wait.")))
                .require("tea", (planned, look) -> List.of(Finding.note("TEA", "It is ready.")))
                .build();

        Preview preview = engine.preview(plan);
        RollbackReport report = engine.execute(preview);

        assertThat(found(preview)).containsExactly("SOFT NO_SPACE", "HARD MOON", "NOTE TEA");
        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("NO_SPACE", "MOON");
        assertThat(api.reconciled()).isZero();
    }

    @Test
    void a_soft_one_is_overridden_with_a_reason_that_is_kept() {
        Preview preview = preview((planned, look) -> List.of(NO)).override("NO_SPACE", "there is a second disk");

        RollbackReport report = engine.execute(preview);

        assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(engine.run(report.run()).status().toText(100))
                .contains("override  NO_SPACE: there is a second disk")
                .contains("NO_SPACE is overridden: there is a second disk");
    }

    @Test
    void one_that_throws_has_not_passed_and_says_how_to_go_on() {
        Preview preview = preview((planned, look) -> {
            throw new IOException("no route to host");
        });

        assertThat(found(preview)).containsExactly("SOFT UNCHECKED");
        assertThat(preview.toText(200))
                .contains("The check \"a check\" could not be made")
                .contains("no route to host")
                .contains("make the preview again; or override UNCHECKED");
        assertThat(engine.execute(preview.override("UNCHECKED", "seen by eye")).outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
    }

    @Test
    void one_that_hangs_does_not_keep_the_preview() {
        Preview preview = preview((planned, look) -> {
            time.pause(ofMinutes(5));
            return List.of();
        });

        assertThat(found(preview)).containsExactly("SOFT UNCHECKED");
        assertThat(Duration.between(HandTime.NOON, preview.at())).isLessThanOrEqualTo(ofSeconds(20));
    }

    @Test
    void a_target_that_does_not_answer_leaves_checks_their_time() {
        api.current = look -> {
            try {
                time.pause(ofMinutes(5));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Lever.BAD;
        };

        Preview preview = preview((planned, look) -> List.of(Finding.note("SEEN", "It was made.")));

        assertThat(found(preview)).containsExactly("NOTE SEEN");
    }

    @Test
    void what_passes_in_passing_is_tried_again() {
        List<String> tries = new ArrayList<>();

        Preview preview = preview((planned, look) -> {
            tries.add("try");
            if (tries.size() == 1) {
                throw TargetException.of(TargetException.Kind.TRANSIENT, "reset");
            }
            return List.of();
        });

        assertThat(found(preview)).isEmpty();
        assertThat(tries).hasSize(2);
    }

    @Test
    void what_speaks_against_it_since_the_preview_refuses_it() {
        List<Finding> findings = new ArrayList<>();
        Preview preview = preview((planned, look) -> findings);
        time.runFor(ofHours(3));
        findings.add(NO);

        RollbackReport report = engine.execute(preview);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals()).extracting(refusal -> refusal.finding()).containsExactly(NO);
        assertThat(api.reconciled()).isZero();
    }

    @Test
    void one_that_cannot_be_made_again_refuses_nothing() {
        List<String> looks = new ArrayList<>();
        Preview preview = preview((planned, look) -> {
            looks.add("look");
            if (looks.size() > 1) {
                throw new IllegalStateException("gone");
            }
            return List.of();
        });

        assertThat(engine.execute(preview).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(looks).hasSize(2);
    }

    @Test
    void the_way_back_requires_nothing() {
        RollbackPlan plan = begun().require("disk", (planned, look) -> List.of(NO))
                .override("NO_SPACE", "there is a second disk")
                .build();
        RollbackReport report = engine.execute(plan);

        assertThat(engine.previewUndo(report.run(), plan).checks()).isEmpty();
        assertThat(engine.undo(report.run(), plan).await().outcome()).isEqualTo(Outcome.RESTORED);
    }

    @Test
    void a_high_risk_of_migrations_has_to_be_looked_at_or_answered_for() {
        Preview unasked =
                engine.preview(begun().migrationRisk(MigrationRisk.HIGH).build());
        Preview looked = engine.preview(begun().migrationRisk(MigrationRisk.HIGH)
                .require("no migration", Check.migrationMarker("release.txt", () -> "none"))
                .build());

        assertThat(unasked.blockers()).extracting(Finding::code).containsExactly("MIGRATION_RISK");
        assertThat(unasked.override("MIGRATION_RISK", "only an index was added").isBlocked())
                .isFalse();
        assertThat(looked.isBlocked()).isFalse();
    }

    @Test
    void bad_input_is_said_with_all_other_faults() {
        Check check = (planned, look) -> List.of();

        assertThatExceptionOfType(InvalidPlanException.class)
                .isThrownBy(() -> begun().require(" ", check)
                        .require("disk", check)
                        .require("disk", check)
                        .migrationRisk(MigrationRisk.LOW)
                        .migrationRisk(MigrationRisk.HIGH)
                        .build())
                .withMessageContaining("a check has no name")
                .withMessageContaining("require(\"disk\", ...) is said twice")
                .withMessageContaining("migrationRisk is said twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.deploymentFits(Duration.ZERO))
                .withMessageContaining("deploymentFits(PT0S): expected a time above zero");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Check.notOlderThan(ofDays(-1)))
                .withMessageContaining("notOlderThan(PT-24H): expected a time above zero");
    }

    // ready-made

    private static Instant noonMinus(Duration ago) {
        return HandTime.NOON.minus(ago);
    }

    @ParameterizedTest
    @CsvSource({
        "PT20M, ''",
        "PT40M, SOFT DEPLOYMENT_DOES_NOT_FIT",
        ",      SOFT DEPLOYMENT_TIME_UNKNOWN",
    })
    void the_deployment_has_to_fit_the_incident(Duration ago, String expected) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(VersionSelector.exactly("good")))
                .require("fits", Check.deploymentFits(ofMinutes(30)));

        Preview preview = engine.preview(
                ago == null
                        ? plan.build()
                        : plan.incidentStartedAt(noonMinus(ago)).build());

        assertThat(String.join("", found(preview))).isEqualTo(expected);
    }

    @Test
    void an_incident_long_after_the_deployment_has_another_cause() {
        Version old = Version.of("old", "old", Tenure.since(noonMinus(ofDays(2)), "test"));
        api.serving = old;
        api.history = look -> Stream.of(old, Lever.live("good", noonMinus(ofDays(30)), noonMinus(ofDays(2))));

        Preview preview = engine.preview(begun().incidentStartedAt(noonMinus(ofMinutes(10)))
                .require("fits", Check.deploymentFits(ofHours(4)))
                .build());

        assertThat(found(preview)).containsExactly("SOFT DEPLOYMENT_DOES_NOT_FIT");
        assertThat(preview.toText(400))
                .contains("old of step api went live more than PT4H before, at 2026-11-18T12:00:00Z");
    }

    @Test
    void one_that_fits_beside_one_that_does_not_is_worth_a_look() {
        Lever web = new Lever("web");
        Version old = Version.of("old", "old", Tenure.since(noonMinus(ofDays(2)), "test"));
        web.serving = old;
        web.history = look -> Stream.of(old, Lever.live("good", noonMinus(ofDays(30)), noonMinus(ofDays(2))));

        Preview preview = engine.preview(begun().rollBack(web)
                .incidentStartedAt(noonMinus(ofMinutes(10)))
                .require("fits", Check.deploymentFits(ofHours(4)))
                .build());

        assertThat(found(preview)).containsExactly("WARNING DEPLOYMENT_DOES_NOT_FIT");
    }

    @Test
    void what_is_put_back_may_not_be_too_old() {
        assertThat(found(preview(Check.notOlderThan(ofHours(1))))).isEmpty();
        assertThat(found(preview(Check.notOlderThan(ofMinutes(10))))).containsExactly("SOFT VERSION_OLD");
    }

    @Test
    void what_is_put_back_has_run_in_staging() {
        Lever staging = new Lever("staging");
        Check ran = Check.ranIn("api", staging);
        assertThat(found(preview(ran))).isEmpty();

        staging.history = look -> Stream.of(Lever.BAD);

        assertThat(found(preview(ran))).containsExactly("SOFT NOT_SEEN_ELSEWHERE");
    }

    @Test
    void the_same_digests_are_the_same_although_the_rest_differs() {
        Version good = Lever.GOOD.fact("digest.app", "sha256:1");
        api.history = look -> Stream.of(Lever.BAD, good);
        Lever staging = new Lever("staging");
        Version there = Lever.live("staging-7", noonMinus(ofDays(9)), noonMinus(ofDays(1)));
        staging.history = look -> Stream.of(Lever.BAD, there.fact("digest.app", "sha256:1"));
        assertThat(found(preview(Check.ranIn("api", staging)))).isEmpty();

        staging.history = look -> Stream.of(Lever.BAD, there.fact("digest.app", "sha256:2"));

        assertThat(found(preview(Check.ranIn("api", staging)))).containsExactly("SOFT NOT_SEEN_ELSEWHERE");
    }

    @ParameterizedTest
    @CsvSource({
        "none,                       ''",
        "'NONE: nothing to migrate', ''",
        "compatible,                 NOTE MIGRATED_COMPATIBLY",
        "'breaking drops a column',  SOFT MIGRATED",
        "'',                         SOFT MIGRATION_UNKNOWN",
        "perhaps,                    SOFT MIGRATION_UNKNOWN",
    })
    void a_marker_says_whether_the_release_migrates(String marker, String expected) {
        Preview preview = preview(Check.migrationMarker("release.txt", () -> marker));

        assertThat(String.join("", found(preview))).isEqualTo(expected);
    }

    @Test
    void a_marker_may_be_a_file(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("migration.txt");
        Check check = Check.migrationMarker(file);
        assertThat(found(preview(check))).containsExactly("SOFT MIGRATION_UNKNOWN");
        Files.writeString(file, "breaking: drops orders.state");

        Preview preview = preview(check);

        assertThat(found(preview)).containsExactly("SOFT MIGRATED");
        assertThat(preview.toText(600)).contains("breaking: drops orders.state");
    }

    @Test
    void a_marker_that_is_not_there_is_unknown() {
        Preview preview = preview(Check.migrationMarker("release.txt", () -> {
            throw TargetException.of(TargetException.Kind.MISSING, "no such object");
        }));

        assertThat(found(preview)).containsExactly("SOFT MIGRATION_UNKNOWN");
    }
}
