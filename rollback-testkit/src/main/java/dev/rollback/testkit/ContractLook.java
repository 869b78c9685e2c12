package dev.rollback.testkit;

import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What a target is given by a contract to look with: nothing that it could write with. */
class ContractLook implements Look {
    private static final Duration TIME = Duration.ofSeconds(30);

    private final FakeAws world;
    private final TargetCalls calls;

    ContractLook(FakeAws world, TargetCalls calls) {
        this.world = world;
        this.calls = calls;
    }

    TargetCalls calls() {
        return calls;
    }

    @Override
    public Instant now() {
        return world.clock().instant();
    }

    @Override
    public Instant deadline() {
        return now().plus(TIME);
    }

    @Override
    public <T> T read(RemoteCall call, Supplier<T> body) {
        return calls.make(call, false, body);
    }

    @Override
    public Http http() {
        return world.http();
    }

    @Override
    public Processes processes() {
        return world.processes();
    }
}
