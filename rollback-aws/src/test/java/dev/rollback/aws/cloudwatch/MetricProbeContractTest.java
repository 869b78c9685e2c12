package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.ProbeCapability;
import dev.rollback.testkit.ProbeContract;
import dev.rollback.testkit.ProbeScene;
import dev.rollback.testkit.cloudwatch.FakeMetric;

/** A metric keeps what every probe has to. */
class MetricProbeContractTest extends ProbeContract {

    @Override
    protected ProbeScene scene(FakeAws world) {
        FakeMetric latency = world.cloudWatch().metric("shop", "Latency", "Service", "checkout");
        MetricProbe probe = AwsTargets.using(world::client)
                .metric("shop", "Latency")
                .dimension("Service", "checkout")
                .statistic("p99")
                .below(800);
        return ProbeScene.of(probe)
                .healthy(() -> latency.measures(minute -> new double[] {200, 300}))
                .unhealthy(() -> latency.measures(minute -> new double[] {200, 1_300}))
                .noData(() -> latency.measures(minute -> new double[0]))
                .without(ProbeCapability.SECRETS, "numbers are all that it sees");
    }
}
