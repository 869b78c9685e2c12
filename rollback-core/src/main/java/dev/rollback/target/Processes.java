package dev.rollback.target;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Processes as the engine runs them: real in production, scripted in a rehearsal. Thread-safe. */
public interface Processes {

    /** The most of the output that is kept, in bytes: the end of it. */
    int MAX_OUTPUT = 64 << 10;

    /**
     * Runs a command and waits for its end. At the time-out it is killed with what it started.
     *
     * @throws IOException when it cannot be started, or did not end in time
     */
    Result run(List<String> command, Duration timeout) throws IOException;

    /**
     * How a process ended.
     *
     * @param exitCode its exit code
     * @param output the end of what it printed on both streams
     */
    record Result(int exitCode, String output) {}
}
