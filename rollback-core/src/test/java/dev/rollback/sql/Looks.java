package dev.rollback.sql;

import dev.rollback.target.Change;
import dev.rollback.target.Check;
import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/** What a check is given. */
final class Looks implements Look {

    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    /** One change, to a version that went live then. */
    static Check.Planned to(Tenure tenure) {
        Version good = Version.of("41", "good", tenure);
        Version bad = Version.of("42", "bad", Tenure.since(NOON, "test"));
        Change change = new Change(new TargetId("test", "here/1", "api"), bad, good, "preview");
        return new Check.Planned(null, List.of(new Check.Move("api", change)), List.of());
    }

    static Check.Planned liveSince(Instant from) {
        return to(Tenure.since(from, "test"));
    }

    @Override
    public Instant now() {
        return NOON;
    }

    @Override
    public Instant deadline() {
        return NOON.plusSeconds(5);
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return body.get();
    }

    @Override
    public Http http() {
        throw new UnsupportedOperationException("no HTTP here");
    }

    @Override
    public Processes processes() {
        throw new UnsupportedOperationException("no processes here");
    }
}
