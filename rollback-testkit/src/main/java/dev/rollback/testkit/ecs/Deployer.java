package dev.rollback.testkit.ecs;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/**
 * Moves a service from one revision to another, and back where that fails.
 *
 * <p>A rolling deployment launches all new tasks, waits until they run and are healthy, drains the old ones, bakes
 * where alarms watch it, and is complete. Where a load balancer shifts the traffic, {@link TrafficShift} stands between
 * the healthy tasks and the drain. A rollback is a deployment of the last completed revision that keeps what still runs
 * of it, without shifts and baking.
 */
final class Deployer {
    private static final Duration UNTIL_IN_PROGRESS = Duration.ofSeconds(2);
    private static final Duration UNTIL_ROLLBACK = Duration.ofSeconds(2);
    private static final Duration NOTHING_TO_START = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(10);
    private static final Duration RETRY_OF_MANY = Duration.ofMinutes(10);
    private static final int MANY = 10;

    private final ServiceModel service;
    private final Fleet fleet;
    private final AlarmWatch alarms;
    private final TrafficShift shift;
    private final Revisions revisions;

    Deployer(ServiceModel service, Fleet fleet) {
        this.service = service;
        this.fleet = fleet;
        this.alarms = new AlarmWatch(service, this);
        this.shift = new TrafficShift(service, this);
        this.revisions = new Revisions(service);
    }

    AlarmWatch alarms() {
        return alarms;
    }

    /** Starts a deployment of a revision; one that is still in flight is superseded. */
    void deploy(ServiceRevision spec) {
        service.primary().ifPresent(this::supersede);
        ServiceRevision revision = revisions.next(spec);
        DeploymentRecord record = revisions.record(revision);
        Rollout rollout = bringOut(revision, record);
        service.after(UNTIL_IN_PROGRESS, () -> begin(rollout));
        alarms.watch(rollout);
        fleet.fill(rollout);
    }

    private void supersede(Rollout previous) {
        if (previous.record().isOpen()) {
            previous.record().stop(service.now(), "Service deployment was replaced by a newer service deployment.");
            fleet.stopPending(previous);
        }
    }

    private Rollout bringOut(ServiceRevision revision, DeploymentRecord record) {
        String id = service.account().nextNumber("ecs-svc/");
        Rollout rollout = new Rollout(id, revision, record, service.now());
        if (isShifting()) {
            service.primary().ifPresent(previous -> shift.weigh(rollout, previous));
        }
        service.makePrimary(rollout);
        return rollout;
    }

    private boolean isShifting() {
        DeploymentStrategy strategy = service.configuration().strategy();
        return strategy != null && strategy != DeploymentStrategy.ROLLING;
    }

    private void begin(Rollout rollout) {
        rollout.record().begin(service.now());
        if (isShifting() && rollout.isMoving()) {
            shift.scaleUp(rollout);
        }
    }

    /** Hears of every task that starts to run, and of fleets that have nothing to start. */
    void taskStarted(Rollout rollout) {
        if (!rollout.isMoving()
                || rollout.isStuck()
                || rollout.isSettling()
                || fleet.running(rollout) < service.desired()) {
            return;
        }
        rollout.settling(true);
        boolean proves = rollout.launches() > 0 || rollout.goesBack();
        service.after(proves ? pace(rollout).healthCheck() : NOTHING_TO_START, () -> healthy(rollout));
    }

    private void healthy(Rollout rollout) {
        rollout.settling(false);
        if (!rollout.isMoving() || fleet.running(rollout) < service.desired()) {
            return;
        }
        rollout.steady();
        if (isShifting() && !rollout.goesBack()) {
            shift.start(rollout);
        } else {
            drainOthers(rollout);
        }
    }

    /** Lets the old tasks go, and completes the deployment when they have. */
    void drainOthers(Rollout rollout) {
        shift.takeAll(rollout);
        boolean draining = fleet.drainOthers(rollout);
        service.after(draining ? pace(rollout).drain() : Duration.ZERO, () -> drained(rollout));
    }

    private DeploymentPace pace(Rollout rollout) {
        return service.pace().times(rollout.times());
    }

    private void drained(Rollout rollout) {
        if (!rollout.isMoving()) {
            return;
        }
        service.say("has reached a steady state.");
        boolean bakes = alarms.areOn() && !rollout.goesBack();
        service.after(bakes ? pace(rollout).alarmBake() : Duration.ZERO, () -> complete(rollout));
    }

    private void complete(Rollout rollout) {
        if (!rollout.isMoving()) {
            return;
        }
        rollout.complete(service.now());
        rollout.weigh(null);
        rollout.record().succeed(service.now(), rollout.goesBack());
        service.completed(rollout.revision());
        service.forgetStopped();
        service.say("(deployment " + rollout.id() + ") deployment completed.");
    }

    /** Hears of every task that could not start or did not stay. */
    void taskFailed(Rollout rollout) {
        rollout.taskFailed(service.now());
        if (rollout.record().isOpen()) {
            rollout.record().taskFailed(service.now(), rollout.failedTasks());
        }
        if (rollout.isMoving() && breaks(rollout)) {
            trip(rollout);
        } else {
            retry(rollout);
        }
    }

    /** The breaker that a deployment has is the one that was configured when it began. */
    private boolean breaks(Rollout rollout) {
        Integer threshold =
                rollout.record().content().deploymentCircuitBreaker().threshold();
        return isOn(breaker(rollout)) && threshold != null && rollout.failedTasks() >= threshold;
    }

    private static @Nullable DeploymentCircuitBreaker breaker(Rollout rollout) {
        DeploymentConfiguration configuration = rollout.record().configuration();
        boolean rolling = configuration.strategy() == null || configuration.strategy() == DeploymentStrategy.ROLLING;
        return rolling ? configuration.deploymentCircuitBreaker() : null;
    }

    private static boolean isOn(@Nullable DeploymentCircuitBreaker breaker) {
        return breaker != null && Boolean.TRUE.equals(breaker.enable());
    }

    private void trip(Rollout rollout) {
        rollout.record().breakerTripped(service.now());
        DeploymentCircuitBreaker breaker = breaker(rollout);
        boolean back = breaker != null && Boolean.TRUE.equals(breaker.rollback());
        fail(rollout, "ECS deployment circuit breaker: tasks failed to start.", back);
    }

    /**
     * Ends a deployment that failed by a monitor's verdict.
     *
     * @param back whether the monitor was told to roll back
     */
    void fail(Rollout rollout, String why, boolean back) {
        rollout.fail(service.now(), why);
        fleet.stopPending(rollout);
        String verdict = why.substring(why.indexOf(':') + 1);
        service.say("(deployment " + rollout.id() + ") deployment failed:" + verdict);
        DeploymentRecord record = rollout.record();
        if (rollout.goesBack()) {
            record.failToRollBack(service.now(), why);
        } else if (back) {
            rollBack(record, why);
        } else {
            record.stop(service.now(), why);
        }
    }

    /** Turns a service deployment back to the last completed revision. */
    void rollBack(DeploymentRecord record, String why) {
        record.requestRollback(service.now(), why);
        service.after(UNTIL_ROLLBACK, () -> startBack(record));
    }

    private void startBack(DeploymentRecord record) {
        ServiceRevision to = record.previous();
        Rollout failed = service.primary().orElseThrow();
        if (failed.record() != record || !record.isOpen()) {
            return;
        }
        if (failed.isMoving()) {
            failed.fail(service.now(), "ECS deployment " + failed.id() + " was stopped to roll back.");
        }
        fleet.stopPending(failed);
        if (to == null) {
            record.failToRollBack(service.now(), "There is no earlier service revision to roll back to.");
        } else {
            goBack(failed, to, record);
        }
    }

    private void goBack(Rollout failed, ServiceRevision to, DeploymentRecord record) {
        record.rollBack(service.now(), to);
        Rollout back = bringOut(to, record);
        if (record.breakerHasTripped()) {
            back.say("ECS deployment circuit breaker: rolling back to deploymentId " + back.id() + ".");
        }
        service.say("rolling back to deployment " + back.id() + ".");
        service.spec(revisions.specOf(to));
        record.turnsBack(back);
        fleet.adopt(back);
        shift.flip(back, failed);
        fleet.fill(back);
    }

    /** Launches again what is missing, soon at first and rarely after many failures. */
    private void retry(Rollout rollout) {
        if (!stands(rollout) || rollout.isRetrying()) {
            return;
        }
        rollout.retrying(true);
        boolean many = rollout.launches() >= MANY;
        if (many) {
            service.say("is unable to consistently start tasks successfully. For more information, see the"
                    + " Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        service.after(many ? RETRY_OF_MANY : RETRY, () -> refill(rollout));
    }

    private void refill(Rollout rollout) {
        rollout.retrying(false);
        if (stands(rollout) && service.isActive() && fleet.wanted(rollout) < service.desired()) {
            fleet.fill(rollout);
        }
    }

    private static boolean stands(Rollout rollout) {
        return rollout.isPrimary() && rollout.state() != DeploymentRolloutState.FAILED;
    }

    /** Brings the number of tasks to what is wanted now. */
    void scale(int count) {
        service.desired(count);
        service.primary().filter(Deployer::stands).ifPresent(fleet::fill);
    }
}
