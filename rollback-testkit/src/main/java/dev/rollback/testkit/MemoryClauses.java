package dev.rollback.testkit;

import static dev.rollback.testkit.JournalContract.begin;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.journal.FailedTry;
import dev.rollback.journal.Freeze;
import dev.rollback.journal.JournalException;
import dev.rollback.journal.Lifted;
import dev.rollback.journal.Pruned;
import dev.rollback.journal.Quarantine;
import dev.rollback.journal.Request;
import dev.rollback.journal.Retention;
import dev.rollback.journal.RunSummary;
import dev.rollback.lease.Severity;
import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** The clauses of {@link JournalContract} on what is known across runs, and on letting old runs go. */
abstract class MemoryClauses extends AttachmentClauses {

    private static final TargetId SITE = new TargetId("s3-bucket", "eu-west-1/123456789012", "site");
    private static final Version OLD = Version.of("v1", "old", Tenure.unknown("test"));
    private static final Version NEW = Version.of("v2", "new", Tenure.unknown("test"));
    private static final Retention A_DAY = new Retention(Duration.ofDays(1), 0);
    private static final Instant LATER = T.plus(Duration.ofDays(2));

    private static RunId run(int number) {
        return new RunId("m-" + number);
    }

    private static RunEvent planned(Instant at, Version from, Version to) {
        return new RunEvent.ChangePlanned(at, 0, new Change(SITE, from, to, "c"));
    }

    private void settled(RunId run, Instant at, Version from, Version to) {
        journal()
                .append(
                        run,
                        0,
                        List.of(
                                begun(run, at),
                                planned(at, from, to),
                                new RunEvent.StepSettled(at, 0, Progress.settled(to, "steady")),
                                new RunEvent.RunEnded(at.plusSeconds(9), Outcome.ROLLED_BACK, Verdict.UNKNOWN)));
    }

    private static RunEvent begun(RunId run, Instant at) {
        RunEvent.RunStarted started = (RunEvent.RunStarted) begin(run);
        return new RunEvent.RunStarted(at, run, started.outline());
    }

    private void failed(RunId run, Instant at, FailureKind kind) {
        journal()
                .append(
                        run,
                        0,
                        List.of(
                                begun(run, at),
                                planned(at, NEW, OLD),
                                new RunEvent.StepFailed(at, 0, kind, "its tasks crash"),
                                new RunEvent.StepStands(at, 0, Position.FROM, "looked"),
                                new RunEvent.RunEnded(at.plusSeconds(9), Outcome.FAILED, Verdict.UNKNOWN)));
    }

    @Test
    void knows_what_could_not_be_brought_back_and_why() {
        failed(run(1), T, FailureKind.VERSION);

        assertThat(journal().failed(SITE, "old"))
                .contains(new FailedTry(run(1), T, FailureKind.VERSION, "its tasks crash"));
        assertThat(journal().failed(SITE, "new")).isEmpty();
    }

    @Test
    void forgets_that_it_could_not_be_brought_back_once_it_was() {
        failed(run(1), T, FailureKind.ENVIRONMENT);

        settled(run(2), T.plusSeconds(60), NEW, OLD);

        assertThat(journal().failed(SITE, "old")).isEmpty();
    }

    @Test
    void knows_which_run_set_out_last_to_change_a_target() {
        settled(run(1), T, NEW, OLD);
        failed(run(2), T.plusSeconds(60), FailureKind.VERSION);
        settled(run(3), T.plusSeconds(120), OLD, OLD);

        assertThat(journal().lastChange(SITE)).map(RunSummary::run).contains(run(2));
        assertThat(journal().lastChange(new TargetId("s3-bucket", SITE.scope(), "other")))
                .isEmpty();
    }

    @Test
    void chooses_again_what_somebody_lifted_until_it_is_rolled_away_from_anew() {
        settled(run(1), T, NEW, OLD);

        journal().lift(new Lifted(SITE, "new", T.plusSeconds(30), "Ann \"A\"\n", "the database was to blame"));
        assertThat(journal().quarantine(SITE, "new")).isEmpty();

        settled(run(2), T.plusSeconds(60), NEW, OLD);
        assertThat(journal().quarantine(SITE, "new")).map(Quarantine::run).contains(run(2));
    }

    @Test
    void says_what_not_to_deploy_until_that_is_over_or_lifted() {
        journal()
                .append(
                        run(1),
                        0,
                        List.of(
                                frozen(run(1)),
                                planned(T, NEW, OLD),
                                new RunEvent.StepSettled(T, 0, Progress.settled(OLD, "steady")),
                                new RunEvent.RunEnded(T, Outcome.ROLLED_BACK, Verdict.UNKNOWN)));

        Freeze freeze = new Freeze(SITE, "v2", "new", run(1), "5xx", T, T.plus(Duration.ofDays(1)));
        assertThat(journal().freezes(T.plusSeconds(60))).containsExactly(freeze);
        assertThat(journal().freezes(freeze.until())).isEmpty();
        journal().lift(new Lifted(SITE, "new", T.plusSeconds(30), "Ann", "mended"));
        assertThat(journal().freezes(T.plusSeconds(60))).isEmpty();
    }

    private static RunEvent frozen(RunId run) {
        Outline bare = ((RunEvent.RunStarted) begin(run)).outline();
        Outline.Policy policy =
                new Outline.Policy(bare.onFailure(), bare.deadline(), Severity.MAJOR, null, Duration.ofDays(1));
        return new RunEvent.RunStarted(
                T, run, new Outline(bare.plan(), "5xx", policy, bare.steps(), bare.notes(), null, bare.incident()));
    }

    @Test
    void lifts_nothing_else() {
        settled(run(1), T, NEW, OLD);

        journal().lift(new Lifted(SITE, "old", T.plusSeconds(30), "Ann", "x"));

        assertThat(journal().quarantine(SITE, "new")).isPresent();
    }

    @Test
    void lets_old_runs_go_and_knows_on_what_they_said() {
        settled(run(1), T, NEW, OLD);
        journal().ask(run(1), Request.cancel(T, "Ann", ""));
        journal().ledger(run(1), 0).append(List.of("a"));
        settled(run(2), LATER.minusSeconds(60), OLD, NEW);

        Pruned pruned = journal().prune(A_DAY, LATER);

        assertThat(pruned.removed()).containsExactly(run(1));
        assertThat(pruned.kept()).isEmpty();
        assertThat(journal().runs()).containsExactly(run(2));
        Assertions.assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal().read(run(1)))
                .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
        assertThat(journal().quarantine(SITE, "old")).map(Quarantine::run).contains(run(2));
        assertThat(journal().lastChange(SITE)).map(RunSummary::run).contains(run(2));
    }

    @Test
    void remembers_a_bad_version_longer_than_the_run_that_told_of_it() {
        settled(run(1), T, NEW, OLD);

        journal().prune(A_DAY, LATER);

        assertThat(journal().runs()).isEmpty();
        assertThat(journal().quarantine(SITE, "new")).map(Quarantine::run).contains(run(1));
        assertThat(journal().lastChange(SITE)).map(RunSummary::run).contains(run(1));
    }

    @Test
    void lets_no_run_go_that_has_not_ended_or_is_among_the_newest() {
        journal().append(run(1), 0, List.of(begun(run(1), T), planned(T, NEW, OLD)));
        settled(run(2), T.plusSeconds(60), NEW, OLD);
        settled(run(3), T.plusSeconds(120), NEW, OLD);

        Pruned pruned = journal().prune(A_DAY.atLeast(1), LATER);

        assertThat(pruned.removed()).containsExactly(run(2));
        assertThat(pruned.kept())
                .containsEntry(run(1), "it has not ended")
                .containsEntry(run(3), "it is among the newest 1");
        assertThat(journal().runs()).containsExactly(run(3), run(1));
    }

    @Test
    void lets_a_run_go_once() {
        settled(run(1), T, NEW, OLD);
        journal().prune(A_DAY, LATER);

        assertThat(journal().prune(A_DAY, LATER).removed()).isEmpty();
    }
}
