package dev.rollback.journal;

import static dev.rollback.journal.OneStep.API;
import static dev.rollback.journal.OneStep.T;
import static dev.rollback.journal.OneStep.begin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.run.Verdict;
import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a journal in a folder does beyond what every journal does. */
class FileJournalTest extends JournalFolder {

    private static final RunId RUN = new RunId("r-1");
    private static final Version GOOD = Version.of("api:41", "good", Tenure.unknown("test"));
    private static final Version BAD = Version.of("api:42", "bad", Tenure.unknown("test"));
    private static final RunEvent BEGIN = begin(RUN);
    private static final RunEvent PLANNED = new RunEvent.ChangePlanned(T, 0, new Change(API, BAD, GOOD, "c-1"));
    private static final RunEvent STARTED = new RunEvent.StepStarted(T, 0, T);
    private static final RunEvent LOOKED = new RunEvent.StepLooked(T, 0, T);
    private static final RunEvent ENDED = new RunEvent.RunEnded(T.plusSeconds(9), Outcome.ROLLED_BACK, Verdict.UNKNOWN);

    private Path file() {
        return folder.resolve("r-1.run");
    }

    @Test
    void what_was_appended_is_there_for_the_next_process() {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        journal.append(RUN, 2, List.of(STARTED));

        FileJournal next = reopened();
        next.append(RUN, 3, List.of(LOOKED));

        assertThat(next.read(RUN)).containsExactly(BEGIN, PLANNED, STARTED, LOOKED);
        assertThat(next.isDurable()).isTrue();
        assertThat(next.describe()).isEqualTo(folder.toString());
    }

    @Test
    void a_file_that_is_cut_anywhere_holds_all_appends_before_and_can_be_carried_on() {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        int first = bytes(file()).length;
        journal.append(RUN, 2, List.of(STARTED));
        int second = bytes(file()).length;
        journal.append(RUN, 3, List.of(LOOKED, LOOKED, LOOKED));
        byte[] all = bytes(file());

        for (int cut = first; cut < all.length; cut++) {
            journal.close();
            write(file(), Arrays.copyOf(all, cut));
            List<RunEvent> read = reopened().read(RUN);

            assertThat(read).as("cut at %d", cut).hasSize(cut < second ? 2 : 3);
            journal.append(RUN, read.size(), List.of(ENDED));
            assertThat(journal.read(RUN))
                    .as("cut at %d", cut)
                    .hasSize(read.size() + 1)
                    .last()
                    .isEqualTo(ENDED);
        }
    }

    @Test
    void a_run_whose_first_append_was_cut_off_did_not_begin() {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        byte[] all = bytes(file());

        for (int cut = 0; cut < all.length; cut++) {
            journal.close();
            write(file(), Arrays.copyOf(all, cut));
            reopened();

            assertThat(journal.runs()).as("cut at %d", cut).isEmpty();
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> journal.read(RUN))
                    .matches(e -> e.kind() == JournalException.Kind.UNKNOWN_RUN);
        }
        journal.append(RUN, 0, List.of(BEGIN));
        assertThat(journal.read(RUN)).containsExactly(BEGIN);
    }

    @Test
    void whatever_byte_is_damaged_no_event_is_read_that_was_not_written() {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        journal.append(RUN, 2, List.of(STARTED));
        int durable = bytes(file()).length;
        journal.append(RUN, 3, List.of(LOOKED, LOOKED));
        byte[] all = bytes(file());
        List<RunEvent> written = journal.read(RUN);

        for (int at = 0; at < all.length; at++) {
            byte[] damaged = all.clone();
            damaged[at] ^= 4;
            write(file(), damaged);

            if (at < durable) {
                assertThatExceptionOfType(JournalException.class)
                        .as("byte %d", at)
                        .isThrownBy(() -> journal.read(RUN))
                        .matches(e -> e.kind() == JournalException.Kind.CORRUPT);
            } else {
                assertThat(journal.read(RUN)).as("byte %d", at).isEqualTo(written.subList(0, 3));
            }
        }
    }

    @Test
    void damage_in_the_middle_names_file_line_and_byte_and_is_not_touched() {
        journal.append(RUN, 0, List.of(BEGIN));
        int second = bytes(file()).length;
        journal.append(RUN, 1, List.of(STARTED));
        journal.append(RUN, 2, List.of(LOOKED));
        byte[] damaged = bytes(file());
        damaged[second + 20] ^= 1;
        reopened();
        write(file(), damaged);

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 3, List.of(ENDED)))
                .withMessageStartingWith("The journal record at " + file() + ", line 2 (byte " + second
                        + ") cannot be read: its checksum is ")
                .matches(e -> e.kind() == JournalException.Kind.CORRUPT);
        assertThat(bytes(file())).isEqualTo(damaged);
    }

    @Test
    void pages_that_reached_the_disk_out_of_order_are_a_cut_append_too() {
        journal.append(RUN, 0, List.of(BEGIN));
        int first = bytes(file()).length;
        journal.append(RUN, 1, List.of(STARTED, LOOKED, LOOKED));
        byte[] torn = bytes(file());
        Arrays.fill(torn, first, first + 60, (byte) 0);
        write(file(), torn);

        assertThat(reopened().read(RUN)).containsExactly(BEGIN);
    }

    @Test
    void a_newer_format_is_refused_and_not_touched() {
        journal.append(RUN, 0, List.of(BEGIN));
        String text = new String(bytes(file()), StandardCharsets.UTF_8);
        byte[] body = text.substring(Checksum.HEAD)
                .replace("\"format\":1", "\"format\":2")
                .strip()
                .getBytes(StandardCharsets.UTF_8);
        byte[] newer = (Checksum.text(Checksum.of(body, 0, body.length)) + " "
                        + new String(body, StandardCharsets.UTF_8) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        reopened();
        write(file(), newer);

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 1, List.of(STARTED)))
                .withMessageContaining(file() + ", line 1 (byte 0) has format 2, expected 1 to 1")
                .matches(e -> e.kind() == JournalException.Kind.NEWER);
        assertThat(bytes(file())).isEqualTo(newer);
    }

    @Test
    void two_journals_of_one_process_exclude_each_other_per_run() {
        journal.append(RUN, 0, List.of(BEGIN));

        try (FileJournal other = FileJournal.in(folder)) {
            assertThat(other.read(RUN)).containsExactly(BEGIN);
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> other.append(RUN, 1, List.of(STARTED)))
                    .withMessageStartingWith("Run r-1 in " + folder
                            + " is written by another journal of this process, "
                            + ProcessHandle.current().pid() + ": expected nobody to drive it.")
                    .matches(e -> e.kind() == JournalException.Kind.OVERTAKEN);
            journal.append(RUN, 1, List.of(STARTED));
            journal.close();
            other.append(RUN, 2, List.of(LOOKED));
            assertThat(other.read(RUN)).containsExactly(BEGIN, STARTED, LOOKED);
        }
    }

    @Test
    void two_processes_exclude_each_other_per_run_until_one_dies() throws IOException, InterruptedException {
        journal.append(RUN, 0, List.of(BEGIN));
        journal.close();
        Process holder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileJournalHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");

            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> journal.append(RUN, 2, List.of(LOOKED)))
                    .withMessageStartingWith("Run r-1 in " + folder + " is written by process " + holder.pid()
                            + " on this machine, since 20")
                    .matches(e -> e.kind() == JournalException.Kind.OVERTAKEN);
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        journal.append(RUN, 2, List.of(LOOKED));
        assertThat(journal.read(RUN)).containsExactly(BEGIN, STARTED, LOOKED);
    }

    @Test
    void a_second_writer_that_counts_wrong_does_not_keep_the_run() {
        journal.append(RUN, 0, List.of(BEGIN));
        journal.close();
        try (FileJournal other = FileJournal.in(folder)) {
            assertThatExceptionOfType(JournalException.class)
                    .isThrownBy(() -> other.append(RUN, 7, List.of(STARTED)))
                    .withMessageStartingWith("Run r-1 holds 1 events, expected 7");

            journal.append(RUN, 1, List.of(STARTED));

            assertThat(other.read(RUN)).hasSize(2);
        }
    }

    @Test
    void the_end_of_a_run_leaves_no_lock_and_notes_it_in_the_index() {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        journal.append(RUN, 2, List.of(ENDED));

        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("r-1.run", "index");
        assertThat(journal.summary(RUN).end()).isEqualTo(new RunSummary.End(T.plusSeconds(9), Outcome.ROLLED_BACK));
    }

    @Test
    void an_index_that_is_lost_or_damaged_is_made_again() throws IOException {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED, new RunEvent.StepStands(T, 0, Position.TO, "seen"), ENDED));
        RunSummary before = reopened().summary(RUN);
        String whole = Files.readString(folder.resolve("index"));

        Files.writeString(folder.resolve("index"), "not an index\n" + whole.substring(0, 40));
        RunSummary damaged = reopened().summary(RUN);
        Files.delete(folder.resolve("index"));
        RunSummary lost = reopened().summary(RUN);

        assertThat(damaged).isEqualTo(before);
        assertThat(lost).isEqualTo(before);
        assertThat(journal.quarantine(API, "bad")).isPresent();
        assertThat(folder.resolve("index")).hasContent(whole.strip());
    }

    @Test
    void a_question_across_runs_is_answered_from_the_index_alone() throws IOException {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED, new RunEvent.StepStands(T, 0, Position.TO, "seen"), ENDED));
        Files.writeString(file(), "nobody reads this");

        assertThat(reopened().quarantine(API, "bad")).isPresent();
        assertThat(journal.runs()).containsExactly(RUN);
    }

    @Test
    void one_run_that_cannot_be_read_keeps_no_other_from_being_asked() throws IOException {
        journal.append(RUN, 0, List.of(BEGIN, PLANNED));
        Files.writeString(folder.resolve("r-0.run"), "00000000 {}\n00000000 {}\n");

        assertThat(journal.runs()).containsExactly(RUN);
        assertThat(journal.quarantine(API, "bad")).isPresent();
    }

    @Test
    void a_folder_that_is_none_is_refused() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> FileJournal.in(file))
                .withMessageStartingWith(
                        "The journal in " + file + " cannot be written: FileAlreadyExistsException, " + file + ". See")
                .matches(e -> e.kind() == JournalException.Kind.UNAVAILABLE);
    }

    @Test
    void a_disk_that_takes_nothing_lets_no_run_begin_and_loses_nothing() throws IOException {
        journal.append(RUN, 0, List.of(BEGIN));
        RunId next = new RunId("r-2");
        Path inTheWay = Files.createDirectory(folder.resolve("r-2.lock"));

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(next, 0, List.of(begin(next))))
                .matches(e -> e.kind() == JournalException.Kind.UNAVAILABLE);
        assertThat(journal.runs()).containsExactly(RUN);
        Files.delete(inTheWay);
        journal.append(next, 0, List.of(begin(next)));
        assertThat(journal.runs()).containsExactlyInAnyOrder(RUN, next);
    }

    @Test
    void a_thread_that_is_interrupted_loses_nothing_and_the_next_append_works() {
        journal.append(RUN, 0, List.of(BEGIN));
        Thread.currentThread().interrupt();

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> journal.append(RUN, 1, List.of(STARTED)))
                .matches(e -> e.kind() == JournalException.Kind.UNAVAILABLE);
        assertThat(Thread.interrupted()).isTrue();
        journal.append(RUN, 1, List.of(STARTED));

        assertThat(journal.read(RUN)).containsExactly(BEGIN, STARTED);
    }
}
