package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.run.RunId;
import dev.rollback.target.Ledger;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
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

    private static List<String> lines(Ledger ledger) {
        try (Stream<String> lines = ledger.lines()) {
            return lines.toList();
        }
    }
}
