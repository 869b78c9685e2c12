package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What processes ask of a run of another one, by a file. */
class InboxTest {

    @TempDir
    Path folder;

    private Path file;
    private Inbox inbox;

    @BeforeEach
    void open() {
        file = folder.resolve("r-1.inbox");
        inbox = new Inbox(file);
    }

    private static Request request(int number) {
        return Request.cancel(Instant.ofEpochSecond(number), "Ann " + number, "");
    }

    @Test
    void one_that_was_never_written_to_is_empty() throws IOException {
        assertThat(inbox.all()).isEmpty();
        assertThat(file).doesNotExist();
    }

    /** Cut off at every byte of the second of two, but for its line feed, without which it is whole. */
    @Test
    void a_request_that_was_cut_off_is_passed_over_and_the_next_one_taken() throws IOException {
        inbox.add(request(1));
        int first = (int) Files.size(file);
        inbox.add(request(2));
        byte[] whole = Files.readAllBytes(file);
        for (int cut = first + 1; cut < whole.length - 1; cut++) {
            Files.write(file, Arrays.copyOf(whole, cut));

            assertThat(inbox.all()).as("cut at %d", cut).containsExactly(request(1));
            inbox.add(request(3));
            assertThat(inbox.all()).as("cut at %d", cut).containsExactly(request(1), request(3));
        }
    }

    @Test
    void a_damaged_request_is_passed_over() throws IOException {
        inbox.add(request(1));
        byte[] bytes = Files.readAllBytes(file);
        bytes[20] ^= 1;
        Files.write(file, bytes);
        inbox.add(request(2));

        assertThat(inbox.all()).containsExactly(request(2));
    }

    @Test
    void a_request_of_a_newer_version_is_refused() throws IOException {
        inbox.add(request(1));
        String line = Files.readString(file).substring(Checksum.HEAD).replace("\"format\":1", "\"format\":2");
        byte[] body = line.strip().getBytes(StandardCharsets.UTF_8);
        Files.writeString(file, Checksum.text(Checksum.of(body, 0, body.length)) + " " + line);

        assertThatExceptionOfType(JournalException.class).isThrownBy(inbox::all).withMessageContaining("format 2");
    }

    @Test
    void many_writers_lose_nothing() throws IOException {
        IntStream.range(0, 100).parallel().forEach(number -> {
            try {
                inbox.add(request(number));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(inbox.all()).hasSize(100).doesNotHaveDuplicates();
    }
}
