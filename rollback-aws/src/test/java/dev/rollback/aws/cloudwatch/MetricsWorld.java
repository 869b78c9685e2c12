package dev.rollback.aws.cloudwatch;

import dev.rollback.aws.AwsTargets;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.target.Http;
import dev.rollback.target.Look;
import dev.rollback.target.Processes;
import dev.rollback.target.RemoteCall;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.cloudwatch.FakeMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** A load balancer with its metrics, and looks at it. */
final class MetricsWorld {

    static final String ELB = "AWS/ApplicationELB";

    final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    final AwsTargets aws = AwsTargets.using(world::client);
    final FakeMetric latency = world.cloudWatch().metric(ELB, "TargetResponseTime", "LoadBalancer", "app/shop/1");
    final FakeMetric errors = world.cloudWatch().metric(ELB, "HTTPCode_Target_5XX_Count", "LoadBalancer", "app/shop/1");
    final FakeMetric requests = world.cloudWatch().metric(ELB, "RequestCount", "LoadBalancer", "app/shop/1");

    Metric latency() {
        return aws.metric(ELB, "TargetResponseTime").dimension("LoadBalancer", "app/shop/1");
    }

    ErrorRate errorRate() {
        return aws.errorRate(
                aws.metric(ELB, "HTTPCode_Target_5XX_Count").dimension("LoadBalancer", "app/shop/1"),
                aws.metric(ELB, "RequestCount").dimension("LoadBalancer", "app/shop/1"));
    }

    Instant now() {
        return world.clock().instant();
    }

    Health look(Probe probe) {
        return probe.look(new Eye(Optional.empty()));
    }

    Health lookSince(Instant incident, Probe probe) {
        return probe.look(new Eye(Optional.of(incident)));
    }

    Look eye() {
        return new Eye(Optional.empty());
    }

    /** Looks at the world as it is now. */
    private final class Eye implements Look {
        private final Optional<Instant> incident;

        Eye(Optional<Instant> incident) {
            this.incident = incident;
        }

        @Override
        public Instant now() {
            return world.clock().instant();
        }

        @Override
        public Optional<Instant> incidentStartedAt() {
            return incident;
        }

        @Override
        public Instant deadline() {
            return now().plus(Duration.ofMinutes(1));
        }

        @Override
        public Http http() {
            return world.http();
        }

        @Override
        public Processes processes() {
            return world.processes();
        }

        @Override
        public <T> T read(RemoteCall call, Supplier<T> body) {
            return body.get();
        }
    }
}
