package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.Drill;
import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackException;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.StepReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.FileJournal;
import dev.rollback.journal.Practice;
import dev.rollback.run.Outcome;
import dev.rollback.run.StepKind;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.testkit.FakeAws;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrillOnStagingTest {

    private static final String ACCOUNT = "222222222222";
    private static final Instant START = FakeAws.Builder.START;

    private final FakeAws staging = DrillOnStaging.world(ACCOUNT, START);
    private final Map<String, String> site =
            staging.s3().bucket("shop-frontend").live();

    private RollbackPlan plan() {
        return QuickStart.plan(AwsTargets.using(staging::client), START.minus(ofMinutes(20)));
    }

    private void isAsFound() {
        assertThat(staging.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .endsWith(":42");
        assertThat(staging.lambda().function("search-indexer").alias("live").servingVersion())
                .isEqualTo("7");
        assertThat(staging.appConfig()
                        .application("shop")
                        .environment("prod")
                        .profile("flags")
                        .servedContent())
                .contains("\"enabled\":true");
        assertThat(staging.s3().bucket("shop-frontend").live()).isEqualTo(site);
        assertThat(staging.s3().bucket("shop-frontend").lost()).isZero();
    }

    @Test
    void staging_is_left_as_it_was_and_each_step_measured_to_the_millisecond() {
        try (RollbackEngine engine = DrillOnStaging.engine(staging)) {
            Drill drill = engine.drill(ACCOUNT, plan());

            assertThat(drill.rollback()).rolledBack().helped();
            Assertions.assertThat(drill.putBack()).map(RollbackReport::outcome).contains(Outcome.RESTORED);
            isAsFound();
            List<Practice.Measured> expected = drill.rollback().steps().stream()
                    .filter(step -> step.kind() != StepKind.VERIFY)
                    .map(DrillOnStagingTest::measured)
                    .toList();
            Practice.Drilled remembered = drill.remembered().orElseThrow();
            assertThat(remembered.steps()).isEqualTo(expected).hasSize(5);
            assertThat(remembered.took()).isEqualTo(drill.rollback().took());
            assertThat(remembered.where()).isEqualTo("eu-west-1/222222222222");
            assertThat(remembered.failure()).isEmpty();
        }
    }

    private static Practice.Measured measured(StepReport step) {
        String kind =
                step.change().map(Change::target).map(target -> target.kind()).orElse("");
        return new Practice.Measured(
                step.name(),
                kind,
                step.times().untilServed().orElseThrow(),
                step.times().took().orElseThrow());
    }

    @Test
    void without_a_deployment_in_between_there_is_nothing_proven_to_go_back_to_and_it_counts_as_no_drill() {
        try (RollbackEngine engine = DrillOnStaging.engine(staging)) {
            engine.drill(ACCOUNT, plan()).orThrow();
            staging.clock().advance(ofDays(7));
            Instant now = staging.clock().instant();

            Drill drill = engine.drill(ACCOUNT, QuickStart.plan(AwsTargets.using(staging::client), now));

            Assertions.assertThat(drill.remembered()).isEmpty();
            assertThat(drill.rollback().refusals())
                    .extracting(refusal -> refusal.finding().code())
                    .containsExactly("UNPROVEN");
            isAsFound();
            assertThat(engine.drills()).hasSize(1);
        }
    }

    @Test
    void production_is_never_drilled_by_mistake() {
        FakeAws production = DrillOnStaging.world("123456789012", START);
        RollbackPlan wrong = QuickStart.plan(AwsTargets.using(production::client), START);

        try (RollbackEngine engine = DrillOnStaging.engine(production)) {
            Drill drill = engine.drill(ACCOUNT, wrong);

            assertThat(drill.rollback().outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(production.calls().writes().list()).isEmpty();
            assertThatExceptionOfType(RollbackException.class)
                    .isThrownBy(drill::orThrow)
                    .withMessageStartingWith("No drill of checkout: it ended REFUSED");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 120, 240, 400, 600})
    void one_that_is_cut_off_is_carried_on_by_the_next_and_remembered_once(int seconds, @TempDir Path folder) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(journal)) {
            AutoCloseable cutOff = engine;
            staging.after(ofSeconds(seconds), world -> close(cutOff));
            assertThatExceptionOfType(RollbackException.class)
                    .isThrownBy(() -> engine.drill(ACCOUNT, plan()))
                    .withMessageContaining("the engine was closed");
            assertThat(journal.drills()).isEmpty();
        }
        staging.clock().advance(ofMinutes(2));

        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(journal)) {
            Drill drill = engine.drill(ACCOUNT, plan());

            assertThat(drill.isPassed()).as(drill.toString()).isTrue();
            isAsFound();
            assertThat(journal.drills()).containsExactly(drill.remembered().orElseThrow());
            assertThat(journal.runs()).hasSize(2);
        }
    }

    private static void close(AutoCloseable engine) {
        try {
            engine.close();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private RollbackEngine engine(FileJournal journal) {
        return RollbackEngine.with(journal, staging::host);
    }

    @Test
    void production_sees_when_it_was_practised_and_how_long_it_took() {
        Screenshot screen = new Screenshot();

        Preview preview = DrillOnStaging.tell(staging, screen.stream());

        assertThat(preview.planFindings()).extracting(Finding::code).isEmpty();
        Practice.Drilled drill = preview.lastDrill().orElseThrow();
        assertThat(preview.expectedSettled()).isGreaterThan(ofMinutes(5));
        assertThat(screen.text())
                .containsSubsequence(
                        drill.toJson(),
                        "PREVIEW of checkout, 2026-03-11",
                        "rehearsed 2026-03-02, ",
                        "all invariants held",
                        "drilled   2026-03-02 in eu-west-1/222222222222, rolled back in ",
                        "measured in the drill of 2026-03-02");
    }

    @Test
    void after_three_months_production_is_warned() {
        Screenshot screen = new Screenshot();
        Practice drill =
                DrillOnStaging.tell(staging, screen.stream()).lastDrill().orElseThrow();
        FakeAws production = DrillOnStaging.world("123456789012", START.plus(ofDays(91)));

        try (RollbackEngine engine = DrillOnStaging.engine(production)) {
            Preview preview = engine.preview(DrillOnStaging.practised(
                    AwsTargets.using(production::client),
                    production.clock().instant().minus(ofMinutes(20)),
                    drill.toJson()));

            assertThat(preview.planFindings()).extracting(Finding::code).contains("DRILL_OLD", "NEVER_REHEARSED");
            assertThat(preview.isBlocked()).isFalse();
        }
    }
}
