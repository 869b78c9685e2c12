package dev.rollback.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What processes ask of a run of another one, by a file. */
class InboxTest {

    @TempDir
    Path folder;

    private Path file;
    private final Set<String> warned = new TreeSet<>();
    private Inbox inbox;

    @BeforeEach
    void open() {
        file = folder.resolve("r-1.inbox");
        inbox = new Inbox(file, warned);
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

    private void rewritten(String expected, String by) throws IOException {
        String line = Files.readString(file).substring(Checksum.HEAD);
        assertThat(line).contains(expected);
        byte[] body = line.replace(expected, by).strip().getBytes(StandardCharsets.UTF_8);
        Files.writeString(
                file,
                Checksum.text(Checksum.of(body, 0, body.length)) + " " + new String(body, StandardCharsets.UTF_8)
                        + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "\"format\":1|\"format\":2",
                "\"kind\":\"CANCEL\"|\"kind\":\"POSTPONE\"",
                "\"who\":\"Ann 1\"|\"whose\":\"Ann 1\"",
                "\"at\":\"1970|\"at\":\"long ago, 1970"
            })
    void a_request_that_is_not_known_hides_no_other_one(String expected, String by) throws IOException {
        inbox.add(request(1));
        rewritten(expected, by);
        inbox.add(request(2));

        assertThat(inbox.all()).containsExactly(request(2));
    }

    @Test
    void of_what_is_passed_over_people_are_warned_once() throws IOException {
        inbox.add(request(1));
        rewritten("\"format\":1", "\"format\":2");
        inbox.add(request(2));

        inbox.all();
        new Inbox(file, warned).all();

        assertThat(warned).containsExactly(file + ", byte 0");
    }

    @Test
    void whoever_asks_from_several_threads_of_one_process_is_heard() throws IOException {
        IntStream.range(0, 100).parallel().forEach(number -> {
            try {
                new Inbox(file, new TreeSet<>()).add(request(number));
                assertThat(new Inbox(file, new TreeSet<>()).all()).contains(request(number));
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(inbox.all()).hasSize(100).doesNotHaveDuplicates();
    }
}
