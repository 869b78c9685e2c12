package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.run.Outcome;
import dev.rollback.run.Outline;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is peculiar to pruning a folder; what all journals have to do is asked by a contract. */
class PruneTest {

    private static final Instant LATER = Instant.parse("2027-11-20T12:00:00Z");
    private static final Retention A_DAY = new Retention(Duration.ofDays(1), 0);
    private static final RunId RUN = EveryEvent.RUN;

    @TempDir
    Path folder;

    private FileJournal journal;

    @BeforeEach
    void open() {
        journal = FileJournal.in(folder);
        journal.append(RUN, 0, List.of(begin(), planned(), settled(), ended()));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static RunEvent begin() {
        return EveryEvent.events().get(0);
    }

    private static RunEvent planned() {
        return EveryEvent.events().get(1);
    }

    private static RunEvent settled() {
        RunEvent.ChangePlanned planned = (RunEvent.ChangePlanned) planned();
        return new RunEvent.StepSettled(
                begin().at(), 1, Progress.settled(planned.change().to(), "steady"));
    }

    private static RunEvent ended() {
        return new RunEvent.RunEnded(begin().at(), Outcome.ROLLED_BACK, Verdict.UNKNOWN);
    }

    private static TargetId target() {
        return ((RunEvent.ChangePlanned) planned()).change().target();
    }

    private static String left() {
        return ((RunEvent.ChangePlanned) planned()).change().from().content();
    }

    @Test
    void what_a_pruned_run_said_outlives_the_index() throws IOException {
        journal.prune(A_DAY, LATER);
        Files.deleteIfExists(folder.resolve("index"));

        try (FileJournal again = FileJournal.in(folder)) {
            assertThat(again.quarantine(target(), left())).map(Quarantine::run).contains(RUN);
            assertThat(again.runs()).isEmpty();
        }
    }

    @Test
    void all_files_of_the_run_are_gone() {
        journal.ledger(RUN, 1).append(List.of("a"));
        journal.ask(RUN, Request.cancel(LATER, "Ann", ""));

        journal.prune(A_DAY, LATER);

        assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith(RUN.value()));
    }

    @Test
    void a_crash_in_the_middle_loses_nothing_and_is_made_good() throws IOException {
        journal.ledger(RUN, 1).append(List.of("a"));
        byte[] events = Files.readAllBytes(folder.resolve(RUN + ".run"));
        journal.prune(A_DAY, LATER);
        Files.write(folder.resolve(RUN + ".run"), events);

        try (FileJournal again = FileJournal.in(folder)) {
            assertThat(again.runs()).containsExactly(RUN);
            assertThat(again.quarantine(target(), left())).isPresent();
            assertThat(again.prune(A_DAY, LATER).removed()).containsExactly(RUN);
        }
    }

    @Test
    void what_belongs_to_no_pruned_run_is_left_alone() throws IOException {
        Path early = Files.writeString(folder.resolve("r-9.0.ledger"), "x");

        journal.prune(A_DAY, LATER);

        assertThat(early).exists();
    }

    @Test
    void a_damaged_line_is_refused_with_its_place() throws IOException {
        journal.prune(A_DAY, LATER);
        Files.writeString(folder.resolve("memory"), "nonsense\n", StandardOpenOption.APPEND);

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.quarantine(target(), left()))
                .withMessageContaining("memory, byte ")
                .matches(e -> e.kind() == JournalException.Kind.CORRUPT);
    }

    @Test
    void a_run_stays_that_one_under_way_takes_back() {
        Outline outline = ((RunEvent.RunStarted) begin()).outline();
        RunId undo = new RunId("undo-1");
        journal.append(
                undo,
                0,
                List.of(new RunEvent.RunStarted(
                        begin().at(),
                        undo,
                        new Outline(
                                outline.plan(),
                                "",
                                outline.policy(),
                                outline.steps(),
                                outline.notes(),
                                RUN,
                                outline.incident()))));

        Pruned pruned = journal.prune(A_DAY, LATER);

        assertThat(pruned.removed()).isEmpty();
        assertThat(pruned.kept()).containsEntry(RUN, "run undo-1 needs it, which has not ended");
    }

    @Test
    void a_line_that_was_cut_off_is_written_over() throws IOException {
        journal.prune(A_DAY, LATER);
        Files.writeString(folder.resolve("memory"), "12345678 {\"form", StandardOpenOption.APPEND);

        journal.lift(new Lifted(target(), left(), LATER, "Ann", "x"));

        assertThat(Files.readString(folder.resolve("memory")).lines()).hasSize(2);
        assertThat(journal.quarantine(target(), left())).isEmpty();
    }

    @Test
    void a_lift_that_cannot_be_kept_says_so() throws IOException {
        Files.createDirectory(folder.resolve("memory"));

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.lift(new Lifted(target(), left(), LATER, "Ann", "x")))
                .matches(e -> e.kind() == JournalException.Kind.UNAVAILABLE);
    }

    @Test
    void a_retention_out_of_its_range_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Retention.of(Duration.ZERO))
                .withMessage("Runs were to be kept for PT0S: expected a time above zero, such as 90 days.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> A_DAY.atLeast(-1))
                .withMessage("At least -1 runs were to be kept: expected zero or more.");
    }
}
