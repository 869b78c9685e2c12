package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;

/** The deployment in flight of a service, or its way back that is about to begin, and what can become of it. */
final class DeploymentUnderWay implements UnderWay {
    private static final Duration UNTIL_ALARM = Duration.ofSeconds(20);
    private static final Duration ALARM_LASTS = Duration.ofMinutes(10);

    private final ServiceModel service;
    private final Rollout rollout;

    private DeploymentUnderWay(ServiceModel service, Rollout rollout) {
        this.service = service;
        this.rollout = rollout;
    }

    static Optional<DeploymentUnderWay> of(ServiceModel service) {
        return service.primary()
                .filter(rollout -> rollout.isMoving() || rollout.record().isOpen())
                .map(rollout -> new DeploymentUnderWay(service, rollout));
    }

    private boolean isAboutToGoBack() {
        return rollout.record().isOpen() && !rollout.record().goesForward() && !rollout.goesBack();
    }

    @Override
    public void takes(int times) {
        if (isAboutToGoBack()) {
            rollout.record().onTheWayBack(back -> slow(back, times));
        } else {
            slow(rollout, times);
        }
    }

    private void slow(Rollout slowed, int times) {
        slowed.slow(times, service.now().plus(service.pace().taskStart().multipliedBy(times)));
    }

    @Override
    public void neverEnds() {
        if (isAboutToGoBack()) {
            rollout.record().onTheWayBack(Rollout::stick);
        } else {
            rollout.stick();
        }
    }

    boolean isRollingForward() {
        DeploymentStrategy strategy = service.configuration().strategy();
        boolean rolling = strategy == null || strategy == DeploymentStrategy.ROLLING;
        return rollout.isMoving() && rollout.record().goesForward() && rolling;
    }

    /** Lets its tasks exit; the circuit breaker is switched on where it was off, for this deployment and the ones to come. */
    void tasksExit() {
        rollout.exit();
        DeploymentConfiguration with = service.configuration().toBuilder()
                .deploymentCircuitBreaker(breaker -> breaker.enable(true).rollback(true))
                .build();
        service.configure(settings -> settings.deploymentConfiguration(with));
        rollout.record().watchedBy(with);
    }

    /** Lets an alarm go off that the service watches from now on, if it did not before. */
    void alarmGoesOff() {
        boolean watched = service.deployer().alarms().areOn();
        String alarm = service.name() + "-errors-" + service.deployments();
        service.world().alarm(alarm, service.now().plus(UNTIL_ALARM), ALARM_LASTS);
        service.configure(settings -> withAlarm(settings, alarm));
        rollout.record().watchedBy(service.configuration());
        if (!watched) {
            service.deployer().alarms().watch(rollout);
        }
    }

    private Service.Builder withAlarm(Service.Builder settings, String alarm) {
        DeploymentAlarms before = service.configuration().alarms();
        List<String> names = new ArrayList<>(before == null ? List.of() : before.alarmNames());
        names.add(alarm);
        return settings.deploymentConfiguration(service.configuration().toBuilder()
                .alarms(alarms -> alarms.alarmNames(names).enable(true).rollback(true))
                .build());
    }

    /** Lets the images be gone from the registry that its tasks are still to pull. */
    void imagesGo() {
        rollout.revision().containerImages().forEach(service.world().images()::remove);
    }

    boolean hasImagesOfTheAccount() {
        return rollout.revision().containerImages().stream()
                .anyMatch(service.world().images()::isOfTheAccount);
    }
}
