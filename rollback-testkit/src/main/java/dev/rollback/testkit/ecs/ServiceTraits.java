package dev.rollback.testkit.ecs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a scene says of a service that no request can say. */
final class ServiceTraits {
    @Nullable
    DeploymentPace pace;

    boolean classicLoadBalancer;
    boolean outOfCapacity;
    Duration historyLag = Duration.ZERO;
    /** The lifecycle stage whose hook fails, as the wire names it. */
    @Nullable
    String failingHook;
}
