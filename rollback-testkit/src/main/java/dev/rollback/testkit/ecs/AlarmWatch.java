package dev.rollback.testkit.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;

/**
 * Asks for the deployment alarms of a service while a deployment runs, as ECS does.
 *
 * <p>An alarm that is already on when the deployment begins is ignored for all of it. The alarms are read from the
 * service's configuration at every look, because they can be changed while a deployment runs.
 */
final class AlarmWatch {
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final ServiceModel service;
    private final Deployer deployer;

    AlarmWatch(ServiceModel service, Deployer deployer) {
        this.service = service;
        this.deployer = deployer;
    }

    boolean areOn() {
        return isOn(alarms());
    }

    private @Nullable DeploymentAlarms alarms() {
        return service.configuration().alarms();
    }

    private static boolean isOn(@Nullable DeploymentAlarms alarms) {
        return alarms != null && Boolean.TRUE.equals(alarms.enable());
    }

    void watch(Rollout rollout) {
        if (areOn()) {
            Instant start = service.now();
            service.after(EVERY, () -> look(rollout, start));
        }
    }

    private void look(Rollout rollout, Instant start) {
        if (!rollout.isMoving() || !rollout.record().goesForward()) {
            return;
        }
        DeploymentAlarms alarms = alarms();
        List<String> triggered = triggered(alarms, start);
        if (alarms == null || triggered.isEmpty()) {
            service.after(EVERY, () -> look(rollout, start));
            return;
        }
        rollout.record().alarmsTriggered(service.now(), triggered);
        deployer.fail(rollout, "ECS deployment alarm: alarm detected.", Boolean.TRUE.equals(alarms.rollback()));
    }

    private List<String> triggered(@Nullable DeploymentAlarms alarms, Instant start) {
        return alarms == null || !isOn(alarms)
                ? List.of()
                : alarms.alarmNames().stream()
                        .filter(name -> !service.world().inAlarm(name, start))
                        .filter(name -> service.world().inAlarm(name, service.now()))
                        .toList();
    }
}
