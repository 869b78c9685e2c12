package dev.rollback.testkit;

import static java.util.Objects.requireNonNull;

import dev.rollback.health.Probe;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@link ProbeContract} has to know of a probe in a world of its own:
 *
 * <pre>{@code
 * ProbeScene.of(http("https://shop.example.com/health?key=" + world.canary("key")))
 *         .healthy(() -> world.http("https://shop.example.com/health").returns(200))
 *         .unhealthy(() -> world.http("https://shop.example.com/health").returns(503))
 *         .without(NO_DATA, "a status is always an answer");
 * }</pre>
 *
 * <p>Each method changes the scene and answers it. Not thread-safe.
 */
public final class ProbeScene {
    private final Probe probe;
    private final Map<ProbeCapability, String> lacks = new TreeMap<>();
    private @Nullable Runnable healthy;
    private @Nullable Runnable unhealthy;
    private @Nullable Runnable noData;
    private Duration within = Duration.ofSeconds(60);

    private ProbeScene(Probe probe) {
        this.probe = probe;
    }

    /** A scene of this probe. */
    public static ProbeScene of(Probe probe) {
        return new ProbeScene(requireNonNull(probe, "probe"));
    }

    /** Makes well what the probe looks at. Required. */
    public ProbeScene healthy(Runnable makes) {
        healthy = requireNonNull(makes, "makes");
        return this;
    }

    /** Makes unwell what the probe looks at. Required. */
    public ProbeScene unhealthy(Runnable makes) {
        unhealthy = requireNonNull(makes, "makes");
        return this;
    }

    /** Lets what the probe looks at answer without saying how it is. Required unless the scene is {@link #without} {@link ProbeCapability#NO_DATA}. */
    public ProbeScene noData(Runnable makes) {
        noData = requireNonNull(makes, "makes");
        return this;
    }

    /** How long one look may take when nothing answers. By default 60 seconds, after which the engine gives a call up. */
    public ProbeScene within(Duration time) {
        within = requireNonNull(time, "time");
        return this;
    }

    /**
     * That the probe cannot do something by its nature.
     *
     * @param capability what it cannot
     * @param reason why, for the report of the tests
     */
    public ProbeScene without(ProbeCapability capability, String reason) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("A scene is without " + capability
                    + " for no reason. Expected one, because it is reported. Say why it cannot be.");
        }
        lacks.put(capability, reason);
        return this;
    }

    Probe probe() {
        return probe;
    }

    void makeHealthy() {
        said(healthy, "healthy(...)").run();
    }

    void makeUnhealthy() {
        said(unhealthy, "unhealthy(...)").run();
    }

    void takeData() {
        said(noData, "noData(...), or without(NO_DATA, why)").run();
    }

    private static Runnable said(@Nullable Runnable makes, String how) {
        if (makes == null) {
            throw new AssertionError("The scene of a probe lacks a situation. Expected " + how + ".");
        }
        return makes;
    }

    Duration within() {
        return within;
    }

    /** Why it cannot; empty if it can. */
    Optional<String> lacks(ProbeCapability capability) {
        return Optional.ofNullable(lacks.get(capability));
    }
}
