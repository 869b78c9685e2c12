package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.Page;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.DeploymentSummary;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsRequest;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.StopDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.TriggeredBy;

/** Starts, stops and shows deployments. */
final class Deployer {
    private static final Duration REVERTIBLE = Duration.ofDays(3);

    private final AppConfigWorld world;

    Deployer(AppConfigWorld world) {
        this.world = world;
    }

    GetDeploymentResponse start(StartDeploymentRequest request) {
        StoredApplication application = world.application(request.applicationId());
        StoredEnvironment environment =
                application.environment(request.environmentId()).advance();
        StoredProfile profile = application.profile(request.configurationProfileId());
        world.strategies().get(request.deploymentStrategyId());
        Rules.description(request.description());
        environment.moving().ifPresent(Deployer::refuse);
        new Validators(world, profile).check(profile.resolve(request.configurationVersion()));
        StoredDeployment made = begin(environment, profile, request, world.now());
        return made.view();
    }

    private static void refuse(StoredDeployment moving) {
        throw AppConfigErrors.conflict("Deployment number " + moving.number() + " is in progress in this environment ("
                + moving.state() + "). Only one deployment can be in progress at a time.");
    }

    /** Begins a deployment at a moment that may be past, whatever else goes on. */
    StoredDeployment begin(
            StoredEnvironment environment, StoredProfile profile, StartDeploymentRequest request, Instant at) {
        DeploymentStrategy strategy = world.strategies().get(request.deploymentStrategyId());
        Content content = profile.resolve(request.configurationVersion());
        GetDeploymentResponse asked = asked(profile.value(), request, strategy)
                .environmentId(environment.id())
                .deploymentNumber(environment.nextNumber())
                .configurationVersion(content.version())
                .versionLabel(content.label())
                .startedAt(at)
                .build();
        StoredDeployment made = new StoredDeployment(
                asked, content, strategy, new StoredDeployment.Pace(world.processing, world.rollingBack, world::now));
        environment.add(made);
        return made;
    }

    private static GetDeploymentResponse.Builder asked(
            GetConfigurationProfileResponse profile, StartDeploymentRequest request, DeploymentStrategy strategy) {
        return GetDeploymentResponse.builder()
                .applicationId(profile.applicationId())
                .configurationProfileId(profile.id())
                .configurationName(profile.name())
                .configurationLocationUri(profile.locationUri())
                .description(request.description())
                .deploymentStrategyId(strategy.id())
                .deploymentDurationInMinutes(strategy.deploymentDurationInMinutes())
                .growthType(strategy.growthType())
                .growthFactor(strategy.growthFactor())
                .finalBakeTimeInMinutes(strategy.finalBakeTimeInMinutes())
                .kmsKeyIdentifier(request.kmsKeyIdentifier())
                .kmsKeyArn(request.kmsKeyIdentifier());
    }

    /**
     * Without leave to revert only what is deploying can be stopped, as the API reference says; with it, what bakes too, and what completed within 72
     * hours.
     */
    GetDeploymentResponse stop(StopDeploymentRequest request) {
        StoredEnvironment environment = world.application(request.applicationId())
                .environment(request.environmentId())
                .advance();
        StoredDeployment deployment = environment.deployment(request.deploymentNumber());
        boolean mayRevert = Boolean.TRUE.equals(request.allowRevert());
        if (deployment.state() == DeploymentState.DEPLOYING || (mayRevert && deployment.isGoingForward())) {
            deployment.rollBack(world.now(), TriggeredBy.USER, "stopped by a user");
        } else if (mayRevert && canRevert(environment, deployment)) {
            deployment.revert(world.now());
        } else {
            throw AppConfigErrors.badRequest("Deployment number " + deployment.number() + " cannot be stopped: it is "
                    + deployment.state() + ".");
        }
        return deployment.view();
    }

    private boolean canRevert(StoredEnvironment environment, StoredDeployment deployment) {
        boolean newest = environment.deployments().get(0) == deployment;
        return deployment.completedWithin(REVERTIBLE, world.now())
                && (newest || !world.onlyNewestReverts)
                && environment.moving().isEmpty()
                && environment.effective(deployment.profileId()).stream().anyMatch(one -> one == deployment);
    }

    GetDeploymentResponse get(GetDeploymentRequest request) {
        return world.application(request.applicationId())
                .environment(request.environmentId())
                .advance()
                .deployment(request.deploymentNumber())
                .view();
    }

    ListDeploymentsResponse list(ListDeploymentsRequest request) {
        List<DeploymentSummary> all = world
                .application(request.applicationId())
                .environment(request.environmentId())
                .advance()
                .deployments()
                .stream()
                .map(StoredDeployment::summary)
                .toList();
        Page<DeploymentSummary> page = Rules.page(all, request.nextToken(), request.maxResults());
        return ListDeploymentsResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
