package dev.rollback.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.rollback.lease.Acquisition;
import dev.rollback.lease.Holder;
import dev.rollback.lease.Lease;
import dev.rollback.lease.LeaseException;
import dev.rollback.lease.LeaseOwner;
import dev.rollback.lease.Renewal;
import dev.rollback.lease.Severity;
import dev.rollback.target.TargetId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is peculiar to leases in a folder; what all leases have to do is asked by a contract. */
class FileLeasesTest {

    private static final Instant T = Instant.parse("2026-11-20T12:00:00Z");
    private static final TargetId API = new TargetId("lever", "eu-west-1/123456789012", "api");
    private static final LeaseOwner ANN = new LeaseOwner("Ann", "r-1", "checkout", "5xx", Severity.MAJOR);
    private static final LeaseOwner BOB = new LeaseOwner("Bob", "r-2", "shop", "", Severity.MINOR);

    @TempDir
    Path folder;

    private FileLeases leases;
    private FileLeases elsewhere;

    @BeforeEach
    void open() {
        leases = FileLeases.in(folder);
        elsewhere = FileLeases.in(folder);
    }

    @AfterEach
    void close() {
        leases.close();
        elsewhere.close();
    }

    private Lease granted() {
        return leases.acquire(API, ANN, T).lease().orElseThrow();
    }

    private List<Path> files(String end) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().contains(end)).toList();
        }
    }

    @Test
    void two_users_of_the_folder_exclude_each_other() {
        granted();

        assertThat(elsewhere.acquire(API, BOB, T)).isInstanceOf(Acquisition.Held.class);
        assertThat(elsewhere.holder(API, T)).map(Holder::owner).contains(ANN);
    }

    @Test
    void many_users_of_the_folder_in_one_process_get_a_target_one_at_a_time() throws Exception {
        int many = 8;
        List<FileLeases> users = new ArrayList<>();
        List<Callable<Integer>> wishes = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            FileLeases user = FileLeases.in(folder);
            users.add(user);
            LeaseOwner owner = new LeaseOwner("Ann", "run-" + i, "checkout", "", Severity.MAJOR);
            wishes.add(() -> granted(user, owner));
        }

        ExecutorService threads = Executors.newFixedThreadPool(many);
        int granted = 0;
        try {
            for (Future<Integer> answer : threads.invokeAll(wishes)) {
                granted += answer.get();
            }
        } finally {
            threads.shutdownNow();
            users.forEach(FileLeases::close);
        }

        assertThat(granted).isEqualTo(50);
    }

    /** How many of fifty targets one user gets. */
    private static int granted(FileLeases user, LeaseOwner owner) {
        int granted = 0;
        for (int i = 0; i < 50; i++) {
            TargetId target = new TargetId("lever", "eu-west-1/123456789012", "t" + i);
            granted += user.acquire(target, owner, T).lease().isPresent() ? 1 : 0;
        }
        return granted;
    }

    @Test
    void what_was_held_is_free_once_its_user_is_gone() throws IOException {
        granted();

        leases.close();

        assertThat(elsewhere.acquire(API, BOB, T).lease()).isPresent();
        assertThat(files(".alive")).hasSize(1);
    }

    @Test
    void what_was_held_is_free_as_soon_as_its_process_was_killed() throws Exception {
        Process holder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        FileLeasesHolder.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(holder.inputReader().readLine()).isEqualTo("held");
            assertThat(leases.acquire(API, ANN, T)).isInstanceOf(Acquisition.Held.class);
        } finally {
            holder.destroyForcibly();
            assertThat(holder.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(leases.acquire(API, ANN, T).lease()).isPresent();
    }

    @Test
    void a_process_that_lives_keeps_what_it_holds_however_late_it_renews() {
        Lease lease = granted();

        assertThat(leases.renew(lease, T.plusSeconds(300))).isInstanceOf(Renewal.Renewed.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "00000000 {}\n"})
    void what_cannot_be_read_is_set_aside_and_held_for_as_long_as_a_lease_lasts(String text) throws IOException {
        Lease lease = granted();
        leases.release(lease);
        Files.writeString(files(".lease").get(0), text);

        Acquisition now = leases.acquire(API, BOB, T);
        Acquisition later = leases.acquire(API, BOB, T.plus(leases.lasts()));

        assertThat(now).isInstanceOf(Acquisition.Held.class);
        assertThat(leases.holder(API, T.plus(leases.lasts())))
                .map(Holder::owner)
                .contains(BOB);
        assertThat(later.lease()).isPresent();
        assertThat(files("unreadable-1"))
                .singleElement()
                .satisfies(file -> assertThat(file).hasContent(text));
    }

    @Test
    void its_holder_puts_right_what_cannot_be_read() throws IOException {
        Lease lease = granted();
        Files.writeString(files(".lease").get(0), "nonsense");

        assertThat(leases.renew(lease, T.plusSeconds(5))).isInstanceOf(Renewal.Renewed.class);
        assertThat(elsewhere.holder(API, T.plusSeconds(5))).map(Holder::owner).contains(ANN);
    }

    @Test
    void a_newer_format_is_refused_and_not_touched() throws IOException {
        leases.release(granted());
        Path file = files(".lease").get(0);
        String newer =
                line(Files.readString(file).substring(Checksum.HEAD).strip().replace("\"format\":1", "\"format\":2"));
        Files.writeString(file, newer);

        assertThatExceptionOfType(LeaseException.class)
                .isThrownBy(() -> leases.acquire(API, ANN, T))
                .withMessageContaining("has format 2, expected 1 to 1")
                .matches(e -> e.kind() == LeaseException.Kind.NEWER);
        assertThat(file).hasContent(newer.strip());
    }

    private static String line(String json) {
        LineBuffer buffer = new LineBuffer();
        buffer.beginLine();
        byte[] bytes = json.getBytes(UTF_8);
        buffer.write(bytes, 0, bytes.length);
        buffer.endLine();
        return new String(buffer.bytes(), UTF_8);
    }

    @Test
    void a_folder_that_is_gone_is_away() throws IOException {
        Lease lease = granted();
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);

        assertThatExceptionOfType(LeaseException.class)
                .isThrownBy(() -> leases.renew(lease, T.plusSeconds(5)))
                .withMessageStartingWith("The leases in ")
                .withMessageContaining("cannot be read and written, expected both")
                .matches(e -> e.kind() == LeaseException.Kind.UNAVAILABLE);
        Files.createDirectory(folder);
    }

    @Test
    void a_folder_that_cannot_be_written_is_refused_when_it_is_named() throws IOException {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may write everywhere");
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assertThat(closed.toFile().setWritable(false)).isTrue();

        assertThatExceptionOfType(LeaseException.class)
                .isThrownBy(() -> FileLeases.in(closed))
                .withMessageContaining("the folder is read-only for this user");
    }

    @Test
    void a_file_is_no_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(LeaseException.class)
                .isThrownBy(() -> FileLeases.in(file))
                .withMessageStartingWith("The leases in " + file + " cannot be read and written");
    }

    @Test
    void leases_that_are_over_before_they_can_be_renewed_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FileLeases.in(folder, Duration.ofMillis(500)))
                .withMessageStartingWith("Leases were to last PT0.5S: expected at least PT1S");
    }
}
