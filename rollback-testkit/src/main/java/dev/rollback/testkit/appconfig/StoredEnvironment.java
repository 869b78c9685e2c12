package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNullElse;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.Environment;
import software.amazon.awssdk.services.appconfig.model.EnvironmentState;
import software.amazon.awssdk.services.appconfig.model.Monitor;
import software.amazon.awssdk.services.appconfig.model.UpdateEnvironmentRequest;

/** An environment and its deployments, of all profiles, counted up together. */
final class StoredEnvironment {
    private final AppConfigWorld world;
    private final List<StoredDeployment> deployments = new ArrayList<>();
    private final Past past = new Past();
    private Environment value;

    StoredEnvironment(AppConfigWorld world, Environment value) {
        this.world = world;
        this.value = value;
    }

    String id() {
        return value.id();
    }

    /** What the scene says of the time before the first look. */
    Past past() {
        return past;
    }

    /** Lets happen what is due. */
    StoredEnvironment advance() {
        past.play(this);
        advance(world.now());
        return this;
    }

    void advance(Instant to) {
        Monitors monitors = new Monitors(world.alarms(), value.monitors());
        deployments.forEach(deployment -> deployment.advance(to, monitors));
    }

    Environment view() {
        return value.toBuilder().state(state()).build();
    }

    private EnvironmentState state() {
        if (deployments.isEmpty()) {
            return EnvironmentState.READY_FOR_DEPLOYMENT;
        }
        DeploymentState last = deployments.get(deployments.size() - 1).state();
        return switch (last) {
            case COMPLETE -> EnvironmentState.READY_FOR_DEPLOYMENT;
            case ROLLING_BACK -> EnvironmentState.ROLLING_BACK;
            case ROLLED_BACK -> EnvironmentState.ROLLED_BACK;
            case REVERTED -> EnvironmentState.REVERTED;
            default -> EnvironmentState.DEPLOYING;
        };
    }

    /** Watches these from the scene's beginning on. */
    void monitor(List<Monitor> monitors) {
        value = value.toBuilder().monitors(monitors).build();
    }

    void update(UpdateEnvironmentRequest request) {
        advance();
        value = value.toBuilder()
                .name(requireNonNullElse(request.name(), value.name()))
                .description(request.description() == null ? value.description() : request.description())
                .monitors(request.hasMonitors() ? request.monitors() : value.monitors())
                .build();
    }

    // its deployments

    int nextNumber() {
        return deployments.size() + 1;
    }

    void add(StoredDeployment deployment) {
        deployments.add(deployment);
    }

    /** Newest first. */
    List<StoredDeployment> deployments() {
        List<StoredDeployment> newestFirst = new ArrayList<>(deployments);
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    StoredDeployment deployment(@Nullable Integer number) {
        int asked = Rules.present("deploymentNumber", number);
        if (asked < 1 || asked > deployments.size()) {
            throw AppConfigErrors.notFound("Deployment", String.valueOf(asked));
        }
        return deployments.get(asked - 1);
    }

    /** The one that keeps others from beginning. */
    Optional<StoredDeployment> moving() {
        return deployments.stream().filter(StoredDeployment::isMoving).findFirst();
    }

    /** The one of a profile that is on its way to the clients. */
    Optional<StoredDeployment> goingForward(String profileId) {
        return deployments.stream()
                .filter(deployment -> deployment.profileId().equals(profileId))
                .filter(StoredDeployment::isGoingForward)
                .findFirst();
    }

    /** The one whose configuration all clients get that no running deployment has reached: the newest that completed and was not reverted. */
    Optional<StoredDeployment> effective(String profileId) {
        return deployments().stream()
                .filter(deployment -> deployment.profileId().equals(profileId))
                .filter(StoredDeployment::isComplete)
                .findFirst();
    }
}
