package dev.rollback.testkit;

import dev.rollback.health.HttpProbe;

/** A probe over HTTP keeps what every probe has to. */
class HttpProbeContractTest extends ProbeContract {

    private static final String PAGE = "https://shop.example.com/health";

    @Override
    protected ProbeScene scene(FakeAws world) {
        HttpScript page = world.http(PAGE);
        HttpProbe probe = HttpProbe.http(PAGE + "?key=" + world.canary("key"))
                .requestHeader("Authorization", "Bearer " + world.canary("token"))
                .bodyContains("\"errors\"")
                .jsonBelow("/errors", 5);
        String body = world.canary("body");
        return ProbeScene.of(probe)
                .healthy(() -> page.returns(200, "{\"errors\":1,\"session\":\"" + body + "\"}"))
                .unhealthy(() -> page.returns(200, "{\"errors\":70,\"session\":\"" + body + "\"}"))
                .noData(() -> page.returns(200, "{\"errors\":null}"));
    }
}
