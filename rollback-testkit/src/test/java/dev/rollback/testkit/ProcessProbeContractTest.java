package dev.rollback.testkit;

import dev.rollback.health.ProcessProbe;

/** A probe that runs a process keeps what every probe has to. */
class ProcessProbeContractTest extends ProbeContract {

    @Override
    protected ProbeScene scene(FakeAws world) {
        ProcessScript program = world.process("pg_isready");
        return ProbeScene.of(ProcessProbe.process("pg_isready", "--password", world.canary("password")))
                .healthy(() -> program.exits(0, "accepting connections\n"))
                .unhealthy(() -> program.exits(2, "no attempt\nno\tresponse\n"))
                .without(ProbeCapability.NO_DATA, "an exit code is always an answer");
    }
}
