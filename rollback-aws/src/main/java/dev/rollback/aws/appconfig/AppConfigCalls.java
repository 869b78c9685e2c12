package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Listing;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.DeploymentEvent;
import software.amazon.awssdk.services.appconfig.model.DeploymentEventType;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.DeploymentSummary;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;
import software.amazon.awssdk.services.appconfig.model.ListApplicationsResponse;
import software.amazon.awssdk.services.appconfig.model.ListConfigurationProfilesResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentStrategiesResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.appconfig.model.ListEnvironmentsResponse;
import software.amazon.awssdk.services.appconfig.model.ListHostedConfigurationVersionsResponse;
import software.amazon.awssdk.services.appconfig.model.Monitor;

/** All calls to AppConfig about one profile in one environment. */
final class AppConfigCalls {

    private static final int PAGE = 50;

    private final SdkService<AppConfigClient> appConfig;

    AppConfigCalls(AwsScope scope, String title) {
        this.appConfig = scope.service("appconfig", AppConfigClient.class).about("configuration " + title);
    }

    /** Something that has an id and a name. */
    record Named(String id, String name) {}

    List<Named> applications(Look look) {
        return Listing.all(
                        token -> appConfig.read(
                                look,
                                "ListApplications",
                                client -> client.listApplications(
                                        ask -> ask.nextToken(token).maxResults(PAGE))),
                        ListApplicationsResponse::items,
                        ListApplicationsResponse::nextToken)
                .stream()
                .map(one -> new Named(one.id(), one.name()))
                .toList();
    }

    List<Named> environments(Look look, String application) {
        return Listing.all(
                        token -> appConfig.read(
                                look,
                                "ListEnvironments",
                                client -> client.listEnvironments(ask -> ask.applicationId(application)
                                        .nextToken(token)
                                        .maxResults(PAGE))),
                        ListEnvironmentsResponse::items,
                        ListEnvironmentsResponse::nextToken)
                .stream()
                .map(one -> new Named(one.id(), one.name()))
                .toList();
    }

    List<Named> profiles(Look look, String application) {
        return Listing.all(
                        token -> appConfig.read(
                                look,
                                "ListConfigurationProfiles",
                                client -> client.listConfigurationProfiles(ask -> ask.applicationId(application)
                                        .nextToken(token)
                                        .maxResults(PAGE))),
                        ListConfigurationProfilesResponse::items,
                        ListConfigurationProfilesResponse::nextToken)
                .stream()
                .map(one -> new Named(one.id(), one.name()))
                .toList();
    }

    Place.About profile(Look look, String application, String profile) {
        GetConfigurationProfileResponse found = appConfig.read(
                look,
                "GetConfigurationProfile",
                client -> client.getConfigurationProfile(
                        ask -> ask.applicationId(application).configurationProfileId(profile)));
        return new Place.About(
                found.name(),
                Objects.requireNonNullElse(found.locationUri(), "hosted"),
                Objects.requireNonNullElse(found.type(), "AWS.Freeform"),
                Optional.ofNullable(found.kmsKeyIdentifier()),
                !found.validators().isEmpty());
    }

    /** The ARNs of the alarms that the environment watches. */
    List<String> monitors(Look look, Place place) {
        return appConfig
                .read(
                        look,
                        "GetEnvironment",
                        client -> client.getEnvironment(
                                ask -> ask.applicationId(place.application()).environmentId(place.environment())))
                .monitors()
                .stream()
                .map(Monitor::alarmArn)
                .toList();
    }

    List<DeploymentStrategy> strategies(Look look) {
        return Listing.all(
                token -> appConfig.read(
                        look,
                        "ListDeploymentStrategies",
                        client -> client.listDeploymentStrategies(
                                ask -> ask.nextToken(token).maxResults(PAGE))),
                ListDeploymentStrategiesResponse::items,
                ListDeploymentStrategiesResponse::nextToken);
    }

    /** A page of the environment's deployments, of all its profiles, newest first. */
    record DeploymentPage(
            List<Deployment> deployments, @Nullable String next) {}

    DeploymentPage deployments(Look look, Place place, @Nullable String token) {
        ListDeploymentsResponse page = appConfig.read(
                look,
                "ListDeployments",
                client -> client.listDeployments(ask -> ask.applicationId(place.application())
                        .environmentId(place.environment())
                        .nextToken(token)
                        .maxResults(PAGE)));
        List<Deployment> sorted = page.items().stream()
                .map(AppConfigCalls::deployment)
                .sorted(Comparator.comparingInt(Deployment::number).reversed())
                .toList();
        return new DeploymentPage(sorted, page.nextToken());
    }

    private static Deployment deployment(DeploymentSummary shown) {
        return new Deployment(
                shown.deploymentNumber(),
                Objects.requireNonNullElse(shown.configurationVersion(), ""),
                Objects.requireNonNullElse(shown.stateAsString(), ""),
                Objects.requireNonNullElse(shown.percentageComplete(), 0f),
                new Deployment.Times(
                        Objects.requireNonNullElse(shown.startedAt(), Instant.EPOCH),
                        Optional.ofNullable(shown.completedAt()),
                        minutes(shown.deploymentDurationInMinutes()),
                        minutes(shown.finalBakeTimeInMinutes()),
                        Optional.empty()),
                new Deployment.About(
                        Objects.requireNonNullElse(shown.configurationName(), ""),
                        Objects.requireNonNullElse(shown.versionLabel(), ""),
                        "",
                        Optional.empty(),
                        ""));
    }

    private static Duration minutes(@Nullable Integer minutes) {
        return Duration.ofMinutes(Objects.requireNonNullElse(minutes, 0));
    }

    /** A deployment in full; of which profile it is only this tells for sure. */
    Optional<Deployment> deployment(Look look, Place place, int number) {
        GetDeploymentResponse shown = appConfig.read(
                look,
                "GetDeployment",
                client -> client.getDeployment(ask -> ask.applicationId(place.application())
                        .environmentId(place.environment())
                        .deploymentNumber(number)));
        return Optional.of(shown)
                .filter(one -> place.profile().equals(one.configurationProfileId()))
                .map(AppConfigCalls::deployment);
    }

    private static Deployment deployment(GetDeploymentResponse shown) {
        return new Deployment(
                shown.deploymentNumber(),
                Objects.requireNonNullElse(shown.configurationVersion(), ""),
                Objects.requireNonNullElse(shown.stateAsString(), ""),
                Objects.requireNonNullElse(shown.percentageComplete(), 0f),
                new Deployment.Times(
                        Objects.requireNonNullElse(shown.startedAt(), Instant.EPOCH),
                        Optional.ofNullable(shown.completedAt()),
                        minutes(shown.deploymentDurationInMinutes()),
                        minutes(shown.finalBakeTimeInMinutes()),
                        turn(shown.eventLog()).map(DeploymentEvent::occurredAt)),
                new Deployment.About(
                        Objects.requireNonNullElse(shown.configurationName(), ""),
                        Objects.requireNonNullElse(shown.versionLabel(), ""),
                        Objects.requireNonNullElse(shown.description(), ""),
                        Optional.ofNullable(shown.kmsKeyIdentifier()),
                        why(shown.eventLog())));
    }

    /** The event that turned it back; the log is newest first. */
    private static Optional<DeploymentEvent> turn(List<DeploymentEvent> log) {
        return log.stream()
                .filter(event -> event.eventType() == DeploymentEventType.ROLLBACK_STARTED
                        || event.eventType() == DeploymentEventType.REVERT_COMPLETED
                        || event.eventType() == DeploymentEventType.ROLLBACK_COMPLETED)
                .reduce((newer, older) -> older);
    }

    /** What turned it back, and who did. */
    private static String why(List<DeploymentEvent> log) {
        return turn(log)
                .map(event -> event.eventTypeAsString() + " by " + event.triggeredByAsString()
                        + (event.description() == null ? "" : ", " + event.description()))
                .orElse("");
    }

    /** A hosted version; empty when it is deleted. */
    Optional<GetHostedConfigurationVersionResponse> hosted(Look look, Place place, int number) {
        try {
            return Optional.of(appConfig.read(
                    look,
                    "GetHostedConfigurationVersion",
                    client -> client.getHostedConfigurationVersion(ask -> ask.applicationId(place.application())
                            .configurationProfileId(place.profile())
                            .versionNumber(number))));
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    List<HostedConfigurationVersionSummary> hostedVersions(Look look, Place place) {
        return Listing.all(
                token -> appConfig.read(
                        look,
                        "ListHostedConfigurationVersions",
                        client -> client.listHostedConfigurationVersions(ask -> ask.applicationId(place.application())
                                .configurationProfileId(place.profile())
                                .nextToken(token)
                                .maxResults(PAGE))),
                ListHostedConfigurationVersionsResponse::items,
                ListHostedConfigurationVersionsResponse::nextToken);
    }

    /**
     * Makes a hosted version, unless somebody else has made one meanwhile.
     *
     * @param latest the number of the newest one that was seen; null for whichever it is
     * @return its number
     * @throws TargetException of kind {@code CONFLICT} when there is a newer one
     */
    int create(Attempt attempt, Place place, NewVersion made, @Nullable Integer latest) {
        return appConfig
                .write(
                        attempt,
                        "CreateHostedConfigurationVersion",
                        client -> client.createHostedConfigurationVersion(ask -> ask.applicationId(place.application())
                                .configurationProfileId(place.profile())
                                .latestVersionNumber(latest)
                                .description(made.description())
                                .contentType(made.contentType())
                                .content(SdkBytes.fromUtf8String(made.content()))))
                .versionNumber();
    }

    /**
     * A hosted version to make.
     *
     * @param description tells whose it is
     */
    record NewVersion(String content, String contentType, String description) {}

    /** Asks the validators of the profile about a version. Changes nothing, though it may call a Lambda function that validates. */
    void validate(Look look, Place place, String version) {
        appConfig.read(
                look,
                "ValidateConfiguration",
                client -> client.validateConfiguration(ask -> ask.applicationId(place.application())
                        .configurationProfileId(place.profile())
                        .configurationVersion(version)));
    }

    /** Stops a deployment that goes on, or reverts one that is complete where that is allowed. */
    void stop(Attempt attempt, Place place, int number, boolean allowRevert) {
        appConfig.write(
                attempt,
                "StopDeployment",
                client -> client.stopDeployment(ask -> ask.applicationId(place.application())
                        .environmentId(place.environment())
                        .deploymentNumber(number)
                        .allowRevert(allowRevert ? true : null)));
    }

    /**
     * Starts a deployment.
     *
     * @param key the key that its content is encrypted with; null for none
     */
    int start(Attempt attempt, Place place, Start start, @Nullable String key) {
        return appConfig
                .write(
                        attempt,
                        "StartDeployment",
                        client -> client.startDeployment(ask -> ask.applicationId(place.application())
                                .environmentId(place.environment())
                                .configurationProfileId(place.profile())
                                .configurationVersion(start.version())
                                .deploymentStrategyId(start.strategy())
                                .description(start.description())
                                .kmsKeyIdentifier(key)))
                .deploymentNumber();
    }

    /**
     * What to start.
     *
     * @param version the version to deploy
     * @param strategy id of the strategy
     * @param description tells whose it is
     */
    record Start(String version, String strategy, String description) {}
}
