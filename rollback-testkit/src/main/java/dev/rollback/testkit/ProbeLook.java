package dev.rollback.testkit;

import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a probe is given by a contract: the world's own HTTP, processes and calls, or a world in which nothing answers. Notes what is asked for. */
final class ProbeLook implements Look {
    private final FakeAws world;
    private final Duration within;
    private final @Nullable Outage outage;
    private final @Nullable String flood;
    private final List<String> asked = new ArrayList<>();
    private final List<String> writing = new ArrayList<>();
    private Duration waited = Duration.ZERO;

    private ProbeLook(FakeAws world, Duration within, @Nullable Outage outage, @Nullable String flood) {
        this.world = world;
        this.within = within;
        this.outage = outage;
        this.flood = flood;
    }

    /** In the world as it is. */
    static ProbeLook in(FakeAws world, Duration within) {
        return new ProbeLook(world, within, null, null);
    }

    /** While nothing answers. */
    static ProbeLook during(Outage outage, FakeAws world, Duration within) {
        return new ProbeLook(world, within, outage, null);
    }

    /** Where every answer over HTTP and every output of a process is this text, and an error. */
    static ProbeLook flooded(String text, FakeAws world, Duration within) {
        return new ProbeLook(world, within, null, text);
    }

    /** All that it was used for. */
    List<String> asked() {
        return asked;
    }

    /** What of it is no mere look. */
    List<String> writing() {
        return writing;
    }

    /** How long the probe would have waited for what did not answer. */
    Duration waited() {
        return waited;
    }

    @Override
    public Instant now() {
        asked.add("now");
        return world.clock().instant();
    }

    @Override
    public Instant deadline() {
        return world.clock().instant().plus(within);
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        asked.add(call.operation());
        if (outage != null) {
            throw outage.remote(call.operation());
        }
        return body.get();
    }

    @Override
    public Http http() {
        return request -> {
            asked.add(request.toString());
            if (!List.of("GET", "HEAD", "OPTIONS").contains(request.method())) {
                writing.add(request.toString());
            }
            failOrWait(request.toString(), request.timeout());
            return flood == null
                    ? world.http().send(request)
                    : new Http.Answer(500, new TreeMap<>(), flood, Duration.ZERO);
        };
    }

    @Override
    public Processes processes() {
        return (command, timeout) -> {
            String program = "process " + command.get(0);
            asked.add(program);
            failOrWait(program, timeout);
            return flood == null ? world.processes().run(command, timeout) : new Processes.Result(1, flood);
        };
    }

    private void failOrWait(String what, Duration timeout) throws IOException {
        if (outage == Outage.HANGS) {
            waited = waited.plus(timeout);
        }
        if (outage != null) {
            throw outage.io(what);
        }
    }
}
