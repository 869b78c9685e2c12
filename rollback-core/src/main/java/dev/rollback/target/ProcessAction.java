package dev.rollback.target;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An action that runs a process: {@code .run("migrate down", ProcessAction.command("flyway", "undo"))}. Exit code 0 is success; anything else fails
 * the step with the last line of the output. Immutable.
 */
public final class ProcessAction implements Action {

    private static final int LONGEST = 300;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

    private final List<String> words;
    private final Duration timeout;

    private ProcessAction(List<String> words, Duration timeout) {
        this.words = words;
        this.timeout = timeout;
    }

    /** A process of these words: the program, then its arguments. No shell is involved. It may take a minute. */
    public static ProcessAction command(String program, String... arguments) {
        if (program.isBlank()) {
            throw new IllegalArgumentException(
                    "A command needs a program, got \"" + program + "\": name the file to run.");
        }
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(Arrays.asList(arguments));
        return new ProcessAction(List.copyOf(words), DEFAULT_TIMEOUT);
    }

    /** The same process with another time-out. It also has to fit the engine's time-out for a call, 60 seconds unless set. */
    public ProcessAction within(Duration other) {
        if (other.isNegative() || other.isZero()) {
            throw new IllegalArgumentException("A command within " + other + ": expected a time above zero.");
        }
        return new ProcessAction(words, other);
    }

    @Override
    public String describe() {
        return "command " + words.get(0);
    }

    @Override
    public Progress reconcile(Attempt attempt) {
        try {
            Processes.Result result = attempt.processes().run(words, timeout);
            return result.exitCode() == 0
                    ? Progress.done(describe() + " exited with 0")
                    : Progress.failed(FailureKind.ENVIRONMENT, failure(result));
        } catch (IOException e) {
            return Progress.failed(FailureKind.ENVIRONMENT, describe() + " did not run: " + e.getMessage());
        }
    }

    private String failure(Processes.Result result) {
        String last = result.output().lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line);
        String shown = last.length() > LONGEST ? last.substring(0, LONGEST) + " …" : last;
        return describe() + " exited with " + result.exitCode() + ", expected 0"
                + (shown.isEmpty() ? "." : ": " + shown);
    }
}
