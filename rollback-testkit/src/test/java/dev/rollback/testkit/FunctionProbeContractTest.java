package dev.rollback.testkit;

import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.RemoteCall;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;

/** A probe made of a function keeps what every probe has to, if its function does. */
class FunctionProbeContractTest extends ProbeContract {

    private static final RemoteCall COUNT = new RemoteCall("orders:Count", new RemoteCall.Limit("orders", 5, 5));

    @Override
    protected ProbeScene scene(FakeAws world) {
        AtomicReference<OptionalInt> orders = new AtomicReference<>(OptionalInt.empty());
        Probe probe = Probe.of("orders of the last minute", look -> judge(look.read(COUNT, orders::get)));
        return ProbeScene.of(probe)
                .healthy(() -> orders.set(OptionalInt.of(12)))
                .unhealthy(() -> orders.set(OptionalInt.of(0)))
                .noData(() -> orders.set(OptionalInt.empty()))
                .without(ProbeCapability.SECRETS, "a number is all that it sees");
    }

    private static Health judge(OptionalInt orders) {
        if (orders.isEmpty()) {
            return Health.unknown("nobody counted");
        }
        String evidence = orders.getAsInt() + " orders";
        return orders.getAsInt() > 0 ? Health.healthy(evidence) : Health.unhealthy(evidence);
    }
}
