package dev.rollback;

import dev.rollback.target.Processes;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processes as they are: started without a shell, in the directory and with the environment of this one, with nothing to read. At the time-out,
 * and when the waiting thread is interrupted, a process is killed with all that it started. Messages name the program and not its arguments,
 * which may hold secrets. Thread-safe.
 */
final class RealProcesses implements Processes {

    private static final Duration TO_DRAIN = Duration.ofSeconds(1);

    @Override
    public Result run(List<String> command, Duration timeout) throws IOException {
        Process process = start(command);
        Tail output = Tail.of(process.getInputStream());
        try {
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException(command.get(0) + " did not end within " + timeout + " and was killed");
            }
            return new Result(process.exitValue(), output.text(TO_DRAIN));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(command.get(0) + " was killed when waiting for it was interrupted");
        } finally {
            kill(process);
        }
    }

    private static Process start(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        return process;
    }

    /** One that has ended is left in peace, with what it left running. */
    private static void kill(Process process) {
        if (process.isAlive()) {
            List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
