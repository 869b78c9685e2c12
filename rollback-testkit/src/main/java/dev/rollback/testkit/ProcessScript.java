package dev.rollback.testkit;

import dev.rollback.target.Processes;
import java.time.Duration;
import java.util.function.Function;

/**
 * What a process does in a fake world: {@code world.process("flyway", "undo").exits(0, "ok")}. The last that is said holds. Until something is
 * said it exits with 0. To be used by one thread.
 */
public final class ProcessScript {
    private static final Duration USUAL = Duration.ofSeconds(1);

    private Function<FakeAws, Processes.Result> source = world -> new Processes.Result(0, "");
    private Duration takes = USUAL;

    ProcessScript() {}

    /** Ends with this exit code and output. */
    public ProcessScript exits(int code, String output) {
        return ends(world -> new Processes.Result(code, output));
    }

    /** Ends as the state of the world has it, and may change the world. */
    public ProcessScript ends(Function<FakeAws, Processes.Result> result) {
        source = result;
        return this;
    }

    /** Takes that long; 1 s unless said. What takes longer than the caller waits is killed and has done nothing. */
    public ProcessScript takes(Duration time) {
        takes = time;
        return this;
    }

    Duration takes() {
        return takes;
    }

    Processes.Result end(FakeAws world) {
        return source.apply(world);
    }
}
