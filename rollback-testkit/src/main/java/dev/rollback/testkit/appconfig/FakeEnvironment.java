package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.appconfig.model.EnvironmentState;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.Monitor;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** The scene of an environment: what it watches, and the profiles that are deployed to it. Not thread-safe. */
public final class FakeEnvironment {
    private static final Duration UNTIL_ALARM = Duration.ofSeconds(20);
    private static final Duration ALARM_LASTS = Duration.ofMinutes(2);

    private final SceneTools tools;
    private final FakeApplication application;
    private final StoredEnvironment stored;
    private final Map<String, FakeConfiguration> profiles = new TreeMap<>();

    FakeEnvironment(SceneTools tools, FakeApplication application, StoredEnvironment stored) {
        this.tools = tools;
        this.application = application;
        this.stored = stored;
    }

    /** Its id, which requests name it by. */
    public String id() {
        return stored.id();
    }

    /** The scene of its application. */
    public FakeApplication application() {
        return application;
    }

    /** Watches alarms of CloudWatch, and no others from now on; missing alarms are made, in state OK. Returns the environment. */
    public FakeEnvironment monitors(String... alarms) {
        List<Monitor> monitors = Arrays.stream(alarms).map(this::monitor).toList();
        stored.monitor(monitors);
        return this;
    }

    private Monitor monitor(String alarm) {
        tools.world().alarms().alarm(alarm);
        return Monitor.builder()
                .alarmArn(tools.world().account().arn("cloudwatch", "alarm:" + alarm))
                .alarmRoleArn("arn:aws:iam::" + tools.world().account().id() + ":role/appconfig-monitor")
                .build();
    }

    /** Opens the scene of a profile in this environment, always the same for a name; a hosted freeform one is created if there is none. */
    public FakeConfiguration profile(String name) {
        return profiles.computeIfAbsent(
                name, missing -> new FakeConfiguration(tools, this, stored, application.profile(missing)));
    }

    /**
     * The deployment that keeps others from beginning.
     *
     * @return empty if there is none
     */
    public Optional<UnderWay> underWay() {
        return stored.advance().moving().map(UnderWay.class::cast);
    }

    /**
     * An alarm of the environment goes off 20 s from now for two minutes, and AppConfig rolls back what deploys or bakes; the environment watches it
     * beside those that it watches already.
     *
     * @return what does it; empty if nothing deploys
     */
    public Optional<Runnable> alarmGoesOff() {
        return stored.advance()
                .moving()
                .filter(StoredDeployment::isGoingForward)
                .map(moving -> this::soundAlarm);
    }

    private void soundAlarm() {
        String alarm = "errors-of-" + id() + "-" + stored.nextNumber();
        Instant from = tools.world().now().plus(UNTIL_ALARM);
        List<Monitor> all = new ArrayList<>(stored.view().monitors());
        all.add(monitor(alarm));
        stored.monitor(all);
        tools.world()
                .alarms()
                .alarm(alarm)
                .becomes(StateValue.ALARM, from)
                .becomes(StateValue.OK, from.plus(ALARM_LASTS));
    }

    /** Its state now. */
    public EnvironmentState state() {
        return stored.advance().view().state();
    }

    /** All its deployments of whatever profile, newest first, as they stand now. */
    public List<GetDeploymentResponse> deployments() {
        return stored.advance().deployments().stream()
                .map(StoredDeployment::view)
                .toList();
    }
}
