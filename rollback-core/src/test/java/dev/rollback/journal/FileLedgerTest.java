package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the ledger of a step does as a file. */
class FileLedgerTest extends JournalFolder {

    private static final RunId RUN = new RunId("r-1");

    @Test
    void a_ledger_that_is_cut_anywhere_holds_all_appends_before_and_can_be_carried_on() throws IOException {
        Ledger ledger = journal.ledger(RUN, 3);
        ledger.append(List.of("a", "b"));
        Path path = folder.resolve("r-1.3.ledger");
        int first = bytes(path).length;
        ledger.append(List.of("c", "ä"));
        byte[] all = bytes(path);

        for (int cut = first; cut < all.length; cut++) {
            journal.close();
            write(path, Arrays.copyOf(all, cut));
            Ledger again = reopened().ledger(RUN, 3);

            assertThat(lines(again)).as("cut at %d", cut).containsExactly("a", "b");
            again.append(List.of("d"));
            assertThat(lines(again)).as("cut at %d", cut).containsExactly("a", "b", "d");
        }
    }

    @Test
    void a_ledger_that_is_damaged_in_the_middle_is_refused_naming_file_and_byte() {
        Ledger ledger = journal.ledger(RUN, 3);
        ledger.append(List.of("a", "b"));
        ledger.append(List.of("c"));
        Path path = folder.resolve("r-1.3.ledger");
        byte[] damaged = bytes(path);
        damaged[12] ^= 1;
        write(path, damaged);

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> lines(ledger))
                .withMessageContaining(path + " (byte 0) cannot be read: its checksum is not that of its content")
                .matches(e -> e.kind() == JournalException.Kind.CORRUPT);
    }

    @Test
    void the_end_of_a_ledger_that_never_reached_the_disk_is_passed_over() throws IOException {
        Ledger ledger = journal.ledger(RUN, 3);
        ledger.append(List.of("a"));

        Files.write(folder.resolve("r-1.3.ledger"), new byte[500], StandardOpenOption.APPEND);

        assertThat(lines(ledger)).containsExactly("a");
    }

    /** What became of messages is kept after a run has ended, of very many runs in the life of a journal. */
    @Test
    void ledgers_of_runs_that_are_not_open_hold_few_files_open() throws IOException {
        Path open = Path.of("/proc/self/fd");
        assumeThat(open).exists();

        for (int number = 0; number < 30; number++) {
            journal.ledger(new RunId("r-" + number), 3).append(List.of("a"));
        }

        try (Stream<Path> handles = Files.list(open)) {
            assertThat(handles.filter(handle -> target(handle).toString().endsWith(".3.ledger")))
                    .hasSizeLessThanOrEqualTo(8);
        }
        journal.ledger(RUN, 3).append(List.of("b"));
        assertThat(lines(journal.ledger(RUN, 3))).containsExactly("a", "b");
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException gone) {
            return link;
        }
    }

    @Test
    void a_ledger_that_was_let_go_of_takes_nothing_and_a_new_one_does() {
        Ledger first = journal.ledger(RUN, 3);
        first.append(List.of("a"));
        for (int number = 2; number < 30; number++) {
            journal.ledger(new RunId("r-" + number), 3).append(List.of("x"));
        }

        assertThatExceptionOfType(JournalException.class)
                .isThrownBy(() -> first.append(List.of("b")))
                .matches(e -> e.kind() == JournalException.Kind.UNAVAILABLE);
        journal.ledger(RUN, 3).append(List.of("c"));
        assertThat(lines(first)).containsExactly("a", "c");
    }

    @Test
    void many_may_append_to_a_ledger_of_a_run_that_is_not_open() {
        IntStream.range(0, 200)
                .parallel()
                .forEach(number -> journal.ledger(RUN, 3).append(List.of("line " + number)));

        assertThat(lines(journal.ledger(RUN, 3))).hasSize(200).doesNotHaveDuplicates();
    }

    private static List<String> lines(Ledger ledger) {
        try (Stream<String> lines = ledger.lines()) {
            return lines.toList();
        }
    }
}
