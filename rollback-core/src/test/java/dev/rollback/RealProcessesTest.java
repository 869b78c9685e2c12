package dev.rollback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class RealProcessesTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String JAVA = ProcessHandle.current().info().command().orElseThrow();

    private final Processes processes = new RealProcesses();

    @Test
    void gives_the_exit_code_and_what_was_printed_on_both_streams() throws IOException {
        Processes.Result good = processes.run(List.of(JAVA, "--version"), LONG);
        Processes.Result bad = processes.run(List.of(JAVA, "--no-such-option"), LONG);

        assertThat(good.exitCode()).isZero();
        assertThat(good.output()).contains(System.getProperty("java.version"));
        assertThat(bad.exitCode()).isEqualTo(1);
        assertThat(bad.output()).contains("--no-such-option");
    }

    @Test
    void a_program_that_is_not_there_is_named_without_its_arguments() {
        assertThatThrownBy(() -> processes.run(List.of("no-such-program", "s3cr3t"), LONG))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no-such-program")
                .message()
                .doesNotContain("s3cr3t");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void no_shell_is_involved() throws IOException {
        Processes.Result result = processes.run(List.of("echo", "$HOME; `pwd`"), LONG);

        assertThat(result.output()).isEqualTo("$HOME; `pwd`\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void there_is_nothing_to_read_for_it() throws IOException {
        Processes.Result result = processes.run(List.of("cat"), LONG);

        assertThat(result).isEqualTo(new Processes.Result(0, ""));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void only_the_end_of_a_long_output_is_kept() throws IOException {
        Processes.Result result = processes.run(List.of("seq", "100000"), LONG);

        assertThat(result.exitCode()).isZero();
        assertThat(result.output()).hasSize(Processes.MAX_OUTPUT).endsWith("99999\n100000\n");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void what_it_left_running_in_the_background_does_not_hold_it_up() throws IOException {
        Processes.Result result = processes.run(List.of("sh", "-c", "tail -f /dev/null & echo $!"), LONG);

        assertThat(result.exitCode()).isZero();
        ProcessHandle.of(Long.parseLong(result.output().strip())).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void one_that_does_not_end_is_killed_at_the_time_out() {
        assertThatThrownBy(() -> processes.run(List.of("tail", "-f", "/dev/null"), Duration.ofMillis(50)))
                .isInstanceOf(IOException.class)
                .hasMessage("tail did not end within PT0.05S and was killed");
        assertThat(ProcessHandle.current().children().filter(RealProcessesTest::isTail))
                .allSatisfy(RealProcessesTest::ends);
    }

    private static boolean isTail(ProcessHandle child) {
        return child.info().command().orElse("").endsWith("tail");
    }

    private static void ends(ProcessHandle process) throws Exception {
        assertThat(process.onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void an_interrupted_thread_kills_it_with_all_that_it_started(@TempDir Path directory) throws Exception {
        Path pipe = directory.resolve("pid");
        processes.run(List.of("mkfifo", pipe.toString()), LONG);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread running = new Thread(() -> {
            try {
                processes.run(List.of("sh", "-c", "tail -f /dev/null & echo $! >'" + pipe + "'; wait"), LONG);
            } catch (InterruptedIOException e) {
                stillInterrupted.complete(Thread.currentThread().isInterrupted());
            } catch (IOException e) {
                stillInterrupted.completeExceptionally(e);
            }
        });

        running.start();
        long grandchild = Long.parseLong(Files.readString(pipe).strip());
        running.interrupt();

        assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
        assertThat(ProcessHandle.of(grandchild).stream()).allSatisfy(RealProcessesTest::ends);
    }
}
