package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.Fields;
import dev.rollback.testkit.account.UnderWay;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.DeploymentEvent;
import software.amazon.awssdk.services.appconfig.model.DeploymentEventType;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.DeploymentSummary;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.TriggeredBy;

/** One deployment and how far it is. It moves when it is asked to, up to the time given, each step at its own time. */
final class StoredDeployment implements UnderWay {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

    private final GetDeploymentResponse asked;
    private final Content content;
    private Deque<Growth.Step> steps;
    private final Deque<DeploymentEvent> newestFirst = new ArrayDeque<>();
    private final Duration rollingBack;
    private final InstantSource clock;
    private Duration bake;
    private DeploymentState state = DeploymentState.DEPLOYING;
    private float percent;
    private Instant nextLook;
    private Instant next;
    private @Nullable Instant completedAt;

    /**
     * Begins it.
     *
     * @param asked what was asked for: all that does not change any more
     * @param pace how long the service itself takes
     */
    StoredDeployment(GetDeploymentResponse asked, Content content, DeploymentStrategy strategy, Pace pace) {
        this.asked = asked;
        this.content = content;
        this.rollingBack = pace.rollingBack();
        this.clock = pace.clock();
        this.bake = Duration.ofMinutes(strategy.finalBakeTimeInMinutes());
        this.steps = Growth.steps(strategy, asked.startedAt(), pace.deploying(strategy));
        this.next = steps.element().at();
        this.nextLook = asked.startedAt();
        log(asked.startedAt(), DeploymentEventType.DEPLOYMENT_STARTED, TriggeredBy.USER, "Deployment started");
    }

    /** How long the service itself takes. */
    record Pace(Duration processing, Duration rollingBack, InstantSource clock) {

        Duration deploying(DeploymentStrategy strategy) {
            Duration asked = Duration.ofMinutes(strategy.deploymentDurationInMinutes());
            return asked.compareTo(processing) < 0 ? processing : asked;
        }
    }

    int number() {
        return asked.deploymentNumber();
    }

    String profileId() {
        return asked.configurationProfileId();
    }

    Content content() {
        return content;
    }

    Instant startedAt() {
        return asked.startedAt();
    }

    DeploymentState state() {
        return state;
    }

    /** How many percent of the clients it has reached. */
    float percent() {
        return percent;
    }

    boolean isGoingForward() {
        return state == DeploymentState.DEPLOYING || state == DeploymentState.BAKING;
    }

    /** Whether it keeps others from beginning. */
    boolean isMoving() {
        return isGoingForward() || state == DeploymentState.ROLLING_BACK;
    }

    boolean isComplete() {
        return state == DeploymentState.COMPLETE;
    }

    boolean completedWithin(Duration time, Instant now) {
        return isComplete() && completedAt != null && !completedAt.plus(time).isBefore(now);
    }

    // what happens by itself

    void advance(Instant to, Monitors monitors) {
        while (isMoving() && !earliest(monitors).isAfter(to)) {
            if (looksNext(monitors)) {
                look(monitors);
            } else {
                happen(next);
            }
        }
    }

    private boolean looksNext(Monitors monitors) {
        return isGoingForward() && !monitors.areNone() && !nextLook.isAfter(next);
    }

    private Instant earliest(Monitors monitors) {
        return looksNext(monitors) ? nextLook : next;
    }

    private void look(Monitors monitors) {
        Instant at = nextLook;
        nextLook = at.plus(LOOK_EVERY);
        monitors.objection(at).ifPresent(alarm -> rollBack(at, TriggeredBy.CLOUDWATCH_ALARM, "Alarm " + alarm));
    }

    private void happen(Instant at) {
        switch (state) {
            case DEPLOYING -> grow(at);
            case BAKING -> complete(at);
            default -> rolledBack(at);
        }
    }

    private void grow(Instant at) {
        percent = steps.remove().percent();
        log(
                at,
                DeploymentEventType.PERCENTAGE_UPDATED,
                TriggeredBy.APPCONFIG,
                String.format("Configuration available to %.2f%% of clients", percent));
        if (!steps.isEmpty()) {
            next = steps.element().at();
        } else if (bake.isZero()) {
            complete(at);
        } else {
            bake(at);
        }
    }

    private void bake(Instant at) {
        state = DeploymentState.BAKING;
        next = at.plus(bake);
        log(at, DeploymentEventType.BAKE_TIME_STARTED, TriggeredBy.APPCONFIG, "Deployment bake time started");
    }

    private void complete(Instant at) {
        state = DeploymentState.COMPLETE;
        completedAt = at;
        log(at, DeploymentEventType.DEPLOYMENT_COMPLETED, TriggeredBy.APPCONFIG, "Deployment completed");
    }

    private void rolledBack(Instant at) {
        state = DeploymentState.ROLLED_BACK;
        percent = 0;
        completedAt = at;
        log(at, DeploymentEventType.ROLLBACK_COMPLETED, TriggeredBy.APPCONFIG, "Rollback completed");
    }

    // what others do to it

    void rollBack(Instant at, TriggeredBy trigger, String why) {
        state = DeploymentState.ROLLING_BACK;
        next = at.plus(rollingBack);
        log(at, DeploymentEventType.ROLLBACK_STARTED, trigger, "Rollback started: " + why);
    }

    void revert(Instant at) {
        state = DeploymentState.REVERTED;
        percent = 0;
        log(at, DeploymentEventType.REVERT_COMPLETED, TriggeredBy.USER, "Revert completed");
    }

    @Override
    public void takes(int times) {
        Instant now = clock.instant();
        Deque<Growth.Step> stretched = new ArrayDeque<>();
        steps.forEach(step -> stretched.add(new Growth.Step(stretched(now, step.at(), times), step.percent())));
        steps = stretched;
        bake = bake.multipliedBy(times);
        next = stretched(now, next, times);
    }

    private static Instant stretched(Instant now, Instant then, int times) {
        return then.isAfter(now) ? now.plus(Duration.between(now, then).multipliedBy(times)) : then;
    }

    @Override
    public void neverEnds() {
        next = Instant.MAX;
    }

    private void log(Instant at, DeploymentEventType type, TriggeredBy trigger, String description) {
        newestFirst.addFirst(DeploymentEvent.builder()
                .occurredAt(at)
                .eventType(type)
                .triggeredBy(trigger)
                .description(description)
                .build());
    }

    // how it is shown

    GetDeploymentResponse view() {
        return asked.toBuilder()
                .state(state)
                .percentageComplete(percent)
                .completedAt(completedAt)
                .eventLog(List.copyOf(newestFirst))
                .build();
    }

    /** Without the profile, as the service lists it. */
    DeploymentSummary summary() {
        return Fields.copy(view(), DeploymentSummary.builder()).build();
    }

    Optional<String> description() {
        return Optional.ofNullable(asked.description());
    }
}
