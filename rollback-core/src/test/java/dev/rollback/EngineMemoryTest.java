package dev.rollback;

import static dev.rollback.VersionSelector.exactly;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.journal.Freeze;
import dev.rollback.journal.Quarantine;
import dev.rollback.run.Outcome;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import org.junit.jupiter.api.Test;

/** What earlier runs say of versions, and what people say against it. */
class EngineMemoryTest {

    private final Bench bench = new Bench();
    private final Lever api = new Lever("api");

    private void failsFor(FailureKind kind) {
        api.reconcile = (change, attempt) -> Progress.failed(kind, "its tasks exit with 137");
        assertThat(bench.execute(api).outcome()).isEqualTo(Outcome.FAILED);
        api.reconcile = api::go;
        bench.time.runFor(ofMinutes(5));
    }

    @Test
    void a_destination_that_failed_by_its_own_fault_is_refused_and_never_replaced_in_silence() {
        failsFor(FailureKind.VERSION);

        RollbackReport report = bench.execute(api);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals())
                .extracting(refusal -> refusal.finding().code())
                .containsExactly("FAILED_BEFORE");
        assertThat(report.refusals().get(0).finding().text())
                .endsWith("could not bring good back: its tasks exit with 137. That was its own fault.");
    }

    @Test
    void it_is_tried_again_when_somebody_says_why() {
        failsFor(FailureKind.VERSION);

        RollbackPlan plan = RollbackPlan.named("checkout")
                .rollBack(api)
                .override("FAILED_BEFORE", "the memory limit is mended")
                .build();

        assertThat(bench.engine.execute(plan).outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(bench.engine.preview(Bench.plan(api)).findings())
                .extracting(Finding::code)
                .doesNotContain("FAILED_BEFORE");
    }

    @Test
    void a_destination_that_failed_for_its_environment_stays_first_choice_and_says_so() {
        failsFor(FailureKind.ENVIRONMENT);

        Preview preview = bench.engine.preview(Bench.plan(api));

        assertThat(preview.isBlocked()).isFalse();
        assertThat(preview.findings()).extracting(Finding::code).contains("TRIED_BEFORE");
        assertThat(preview.steps().get(0).to()).get().extracting("id").isEqualTo("good");
    }

    @Test
    void a_quarantine_is_lifted_by_whom_and_why() {
        bench.execute(api);
        assertThat(bench.journal.quarantine(api.id(), "bad")).isPresent();

        bench.engine.lift(api, "bad", "Ann", "the database was to blame");

        assertThat(bench.journal.quarantine(api.id(), "bad")).isEmpty();
    }

    @Test
    void what_was_lifted_is_quarantined_again_when_it_is_rolled_away_from_again() {
        bench.execute(api);
        bench.engine.lift(api, "bad", "Ann", "the database was to blame");
        api.serving = Lever.BAD;
        bench.time.runFor(ofMinutes(5));

        RollbackReport again = bench.engine.execute(RollbackPlan.named("checkout")
                .rollBack("api", api, step -> step.to(exactly("good")))
                .build());

        assertThat(bench.journal.quarantine(api.id(), "bad"))
                .map(Quarantine::run)
                .contains(again.run());
    }

    @Test
    void a_run_says_how_long_not_to_deploy_what_it_rolled_away_from() {
        RollbackPlan plan = RollbackPlan.named("checkout")
                .reason("5xx")
                .freeze(ofHours(24))
                .rollBack(api)
                .build();

        RollbackReport report = bench.engine.execute(plan);

        assertThat(bench.engine.freezes())
                .extracting(Freeze::describe)
                .containsExactly(
                        "Do not deploy bad to lever:eu-west-1/123456789012/api until 2026-11-21T12:00:00Z, because 5xx (run "
                                + report.run() + ")");
        assertThat(report.nextAction())
                .startsWith("Keep your pipeline from deploying this again until 2026-11-21 12:00:00 UTC: bad of api.");
    }

    @Test
    void a_freeze_keeps_nobody_from_rolling_back_and_is_lifted_when_the_run_is_taken_back() {
        RollbackPlan plan =
                RollbackPlan.named("checkout").freeze(ofHours(24)).rollBack(api).build();
        RollbackReport report = bench.engine.execute(plan);
        bench.time.runFor(ofMinutes(5));

        Run undo = bench.engine.undo(report.run(), plan);

        assertThat(undo.await().outcome()).isEqualTo(Outcome.RESTORED);
        assertThat(bench.engine.freezes()).isEmpty();
    }

    @Test
    void what_is_not_quarantined_or_not_there_is_named() {
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.lift(api, "bad", "Ann", "x"))
                .withMessage("The quarantine of bad of api is not lifted: no run of this journal rolled away from it."
                        + " Nothing is to be done.");
        assertThatExceptionOfType(RollbackException.class)
                .isThrownBy(() -> bench.engine.lift(api, "bda", "Ann", "x"))
                .withMessageContaining("it has no such version. Name one as a preview shows it.");
    }

    @Test
    void somebody_and_a_reason_are_asked_for() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> bench.engine.lift(api, "bad", "Ann", " "))
                .withMessage("To lift a quarantine needs a why, got \" \": say it, it is journaled.");
    }
}
