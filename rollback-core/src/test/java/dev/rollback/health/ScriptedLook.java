package dev.rollback.health;

import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

/** A look whose HTTP and processes answer as the test says. */
record ScriptedLook(Http http, Processes processes) implements Look {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    static Look http(Http http) {
        return new ScriptedLook(http, (command, timeout) -> {
            throw new IOException("no process is scripted");
        });
    }

    static Look process(Processes processes) {
        return new ScriptedLook(
                request -> {
                    throw new IOException("no HTTP is scripted");
                },
                processes);
    }

    static Look answering(int status, String body) {
        return http(request -> Http.Answer.of(status, body));
    }

    static Look failing(IOException failure) {
        return http(request -> {
            throw failure;
        });
    }

    @Override
    public Instant now() {
        return NOON;
    }

    @Override
    public Instant deadline() {
        return NOON.plusSeconds(60);
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return body.get();
    }
}
