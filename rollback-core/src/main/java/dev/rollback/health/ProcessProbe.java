package dev.rollback.health;

import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks at health by running a process: {@code process("pg_isready", "-h", "db.example.com")}. Exit code 0 is healthy, any other unhealthy;
 * a process that cannot be started or does not end in time is unknown. The evidence shows the program, its exit code and the last line that
 * it printed, but not its arguments: it must not print secrets.
 *
 * <p>Immutable and thread-safe.
 */
public final class ProcessProbe implements Probe {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    private final List<String> words;
    private final Duration timeout;

    private ProcessProbe(List<String> words, Duration timeout) {
        this.words = words;
        this.timeout = timeout;
    }

    /**
     * A probe that runs this program with these arguments, without a shell, for at most 30 seconds.
     *
     * @throws IllegalArgumentException when no program is named
     */
    public static ProcessProbe process(String program, String... arguments) {
        if (program.isBlank()) {
            throw new IllegalArgumentException("A process probe cannot run the program \"" + program
                    + "\", expected the name of a file: write for example process(\"curl\", \"-fsS\", url).");
        }
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(Arrays.asList(arguments));
        return new ProcessProbe(List.copyOf(words), DEFAULT_TIMEOUT);
    }

    /**
     * Waits so long for its end; by default 30 seconds. It also has to fit the engine's time-out for a call.
     *
     * @throws IllegalArgumentException when it is not above zero
     */
    public ProcessProbe timeout(Duration other) {
        if (other.isNegative() || other.isZero()) {
            throw new IllegalArgumentException(
                    "A process probe cannot wait for " + other + ", expected a time above zero: correct timeout(...).");
        }
        return new ProcessProbe(words, other);
    }

    @Override
    public String describe() {
        return "process " + words.get(0);
    }

    @Override
    public Health look(Look look) {
        try {
            return judge(look.processes().run(words, timeout));
        } catch (IOException e) {
            String reason =
                    Optional.ofNullable(e.getMessage()).map(Shown::shortened).orElse("no reason given");
            return Health.unknown(describe() + " did not run to its end: " + reason);
        }
    }

    private Health judge(Processes.Result result) {
        return result.exitCode() == 0
                ? Health.healthy(describe() + ": exit code 0")
                : Health.unhealthy(
                        describe() + ": expected exit code 0, got " + result.exitCode() + lastLine(result.output()));
    }

    private static String lastLine(String output) {
        List<String> lines = output.strip().lines().toList();
        return lines.isEmpty() ? "" : "; it printed " + Shown.quoted(lines.get(lines.size() - 1));
    }

    @Override
    public String toString() {
        return describe();
    }
}
