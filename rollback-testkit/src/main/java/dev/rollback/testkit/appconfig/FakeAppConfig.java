package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.Fields;
import dev.rollback.testkit.account.Known;
import dev.rollback.testkit.account.Page;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.AppConfigServiceClientConfiguration;
import software.amazon.awssdk.services.appconfig.model.Application;
import software.amazon.awssdk.services.appconfig.model.ConfigurationProfileSummary;
import software.amazon.awssdk.services.appconfig.model.CreateApplicationRequest;
import software.amazon.awssdk.services.appconfig.model.CreateApplicationResponse;
import software.amazon.awssdk.services.appconfig.model.CreateConfigurationProfileRequest;
import software.amazon.awssdk.services.appconfig.model.CreateConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.CreateDeploymentStrategyRequest;
import software.amazon.awssdk.services.appconfig.model.CreateDeploymentStrategyResponse;
import software.amazon.awssdk.services.appconfig.model.CreateEnvironmentRequest;
import software.amazon.awssdk.services.appconfig.model.CreateEnvironmentResponse;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.DeleteHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.DeleteHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.DeploymentStrategy;
import software.amazon.awssdk.services.appconfig.model.Environment;
import software.amazon.awssdk.services.appconfig.model.GetApplicationRequest;
import software.amazon.awssdk.services.appconfig.model.GetApplicationResponse;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileRequest;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentStrategyRequest;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentStrategyResponse;
import software.amazon.awssdk.services.appconfig.model.GetEnvironmentRequest;
import software.amazon.awssdk.services.appconfig.model.GetEnvironmentResponse;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.GrowthType;
import software.amazon.awssdk.services.appconfig.model.ListApplicationsRequest;
import software.amazon.awssdk.services.appconfig.model.ListApplicationsResponse;
import software.amazon.awssdk.services.appconfig.model.ListConfigurationProfilesRequest;
import software.amazon.awssdk.services.appconfig.model.ListConfigurationProfilesResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentStrategiesRequest;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentStrategiesResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsRequest;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.appconfig.model.ListEnvironmentsRequest;
import software.amazon.awssdk.services.appconfig.model.ListEnvironmentsResponse;
import software.amazon.awssdk.services.appconfig.model.ListHostedConfigurationVersionsRequest;
import software.amazon.awssdk.services.appconfig.model.ListHostedConfigurationVersionsResponse;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.StopDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.StopDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.UpdateEnvironmentRequest;
import software.amazon.awssdk.services.appconfig.model.UpdateEnvironmentResponse;
import software.amazon.awssdk.services.appconfig.model.ValidateConfigurationRequest;
import software.amazon.awssdk.services.appconfig.model.ValidateConfigurationResponse;

/**
 * AppConfig in memory, for one account and region: applications, environments, profiles, versions, strategies and deployments.
 *
 * <p>It holds the service's rules, as far as a change of configuration meets them: one deployment at a time in an environment, whatever its profile;
 * numbers counted up per environment; growth and bake by the strategy's times and the account's clock alone; alarms in ALARM or INSUFFICIENT_DATA that
 * roll a deployment back as long as it deploys or bakes; StopDeployment, and with leave to revert also what bakes or completed within 72 hours;
 * validators when a deployment starts; hosted versions under the lock of the latest number; the form of
 * feature flags, and the times that are stamped on them; lists without profiles; ids, never names, in requests.
 * Sources: API reference; User Guide, "Deploying feature flags and configuration data", "Reverting a configuration", "Monitoring deployments".
 *
 * <p>A scene is set with {@link #application} or with the SDK's own calls. Not modelled: extensions, tags, the data plane, deletion protection, the state
 * VALIDATING; requests' members for them are ignored. Not documented, and chosen here, the harder one where there was a choice: every deployment takes
 * some seconds, whatever its strategy; an alarm that is on when a deployment begins rolls it back at once; StopDeployment without leave to revert is
 * refused in the bake; only the newest complete deployment of a profile can be reverted; names need not be unique; of equal labels the newest version
 * counts; the latest version number is that of the newest version that still exists. Not thread-safe.
 */
public final class FakeAppConfig implements AppConfigClient {
    private final AppConfigWorld world;
    private final SceneTools tools;
    private final Setup setup;
    private final HostedVersions versions;
    private final Deployer deployer;
    private final Region region;
    private final Map<String, FakeApplication> scenes = new TreeMap<>();

    /**
     * Opens it empty, but for the strategies that every account has.
     *
     * @param alarms what the monitors of its environments watch
     */
    public FakeAppConfig(FakeAccount account, FakeCloudWatch alarms) {
        this.world = new AppConfigWorld(requireNonNull(account, "account"), requireNonNull(alarms, "alarms"));
        this.setup = new Setup(world);
        this.versions = new HostedVersions(world);
        this.deployer = new Deployer(world);
        this.tools = new SceneTools(world, setup, versions, deployer);
        this.region = Region.of(account.region());
    }

    // the scene

    /** Opens the scene of an application, always the same for a name; it is created if it is not there. */
    public FakeApplication application(String name) {
        return scenes.computeIfAbsent(name, missing -> new FakeApplication(tools, stored(missing)));
    }

    /**
     * Makes a profile in an environment like one that is known: its version by its number, of its type, and deployed when it is known to have been. What a version
     * holds is not known, but of flags without texts; say it with {@link FakeConfiguration#holding}.
     */
    public void like(Known known) {
        new Likeness(known, world.now()).in(this);
    }

    private StoredApplication stored(String name) {
        return world.applications().stream()
                .filter(application -> application.value().name().equals(name))
                .findFirst()
                .orElseGet(() -> setup.application(
                        CreateApplicationRequest.builder().name(name).build()));
    }

    /**
     * Finds the scene of a profile in an environment.
     *
     * @param application its name or id, as of the others
     * @return empty if one of the three is not there
     */
    public Optional<FakeConfiguration> configuration(String application, String environment, String profile) {
        return world.applications().stream()
                .map(StoredApplication::value)
                .filter(one -> one.name().equals(application) || one.id().equals(application))
                .flatMap(one -> application(one.name()).find(environment, profile).stream())
                .findFirst();
    }

    /**
     * Finds the scene of an environment.
     *
     * @param application its name or id, as of the other
     * @return empty if one of the two is not there
     */
    public Optional<FakeEnvironment> environment(String application, String environment) {
        return world.applications().stream()
                .map(StoredApplication::value)
                .filter(one -> one.name().equals(application) || one.id().equals(application))
                .flatMap(one -> application(one.name()).find(environment).stream())
                .findFirst();
    }

    /**
     * Adds a strategy of the account's own, linear and with a growth of 100 percent.
     *
     * @param deploying how long until all clients are reached, in whole minutes
     * @param bake how long it watches alarms then, in whole minutes
     * @return its id
     */
    public String strategy(String name, Duration deploying, Duration bake) {
        CreateDeploymentStrategyRequest request = CreateDeploymentStrategyRequest.builder()
                .name(name)
                .growthType(GrowthType.LINEAR)
                .growthFactor(100f)
                .deploymentDurationInMinutes(Math.toIntExact(deploying.toMinutes()))
                .finalBakeTimeInMinutes(Math.toIntExact(bake.toMinutes()))
                .build();
        return world.strategies().create(request).id();
    }

    /** Sets how long a deployment takes at least, whatever its strategy. Default 5 seconds. Returns this fake. */
    public FakeAppConfig deploymentsTakeAtLeast(Duration time) {
        world.processing = time;
        return this;
    }

    /** Sets how long a deployment is rolling back before it is rolled back. Default 10 seconds. Returns this fake. */
    public FakeAppConfig rollingBackTakes(Duration time) {
        world.rollingBack = time;
        return this;
    }

    /** Sets the most that a hosted version may hold. Default 2 MB. Returns this fake. */
    public FakeAppConfig versionsHoldAtMost(int bytes) {
        world.mostBytes = bytes;
        return this;
    }

    /** Lets a completed deployment be reverted only while it is the newest of its environment, of whatever profile. Returns this fake. */
    public FakeAppConfig onlyTheNewestReverts() {
        world.onlyNewestReverts = true;
        return this;
    }

    /** Lets the latest version number be that of the newest hosted version ever made, deleted or not. Returns this fake. */
    public FakeAppConfig deletedVersionsCount() {
        world.deletedVersionsCount = true;
        return this;
    }

    // applications

    @Override
    public CreateApplicationResponse createApplication(CreateApplicationRequest request) {
        Application made = setup.application(request).value();
        return Fields.copy(made, CreateApplicationResponse.builder()).build();
    }

    @Override
    public GetApplicationResponse getApplication(GetApplicationRequest request) {
        Application found = world.application(request.applicationId()).value();
        return Fields.copy(found, GetApplicationResponse.builder()).build();
    }

    @Override
    public ListApplicationsResponse listApplications(ListApplicationsRequest request) {
        List<Application> all =
                world.applications().stream().map(StoredApplication::value).toList();
        Page<Application> page = Rules.page(all, request.nextToken(), request.maxResults());
        return ListApplicationsResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    // environments

    @Override
    public CreateEnvironmentResponse createEnvironment(CreateEnvironmentRequest request) {
        Environment made = setup.environment(request).view();
        return Fields.copy(made, CreateEnvironmentResponse.builder()).build();
    }

    @Override
    public UpdateEnvironmentResponse updateEnvironment(UpdateEnvironmentRequest request) {
        StoredEnvironment found = world.application(request.applicationId()).environment(request.environmentId());
        found.update(request);
        return Fields.copy(found.view(), UpdateEnvironmentResponse.builder()).build();
    }

    @Override
    public GetEnvironmentResponse getEnvironment(GetEnvironmentRequest request) {
        Environment found = world.application(request.applicationId())
                .environment(request.environmentId())
                .advance()
                .view();
        return Fields.copy(found, GetEnvironmentResponse.builder()).build();
    }

    @Override
    public ListEnvironmentsResponse listEnvironments(ListEnvironmentsRequest request) {
        List<Environment> all = world.application(request.applicationId()).environments().stream()
                .map(environment -> environment.advance().view())
                .toList();
        Page<Environment> page = Rules.page(all, request.nextToken(), request.maxResults());
        return ListEnvironmentsResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    // profiles

    @Override
    public CreateConfigurationProfileResponse createConfigurationProfile(CreateConfigurationProfileRequest request) {
        GetConfigurationProfileResponse made = setup.profile(request).value();
        return Fields.copy(made, CreateConfigurationProfileResponse.builder()).build();
    }

    @Override
    public GetConfigurationProfileResponse getConfigurationProfile(GetConfigurationProfileRequest request) {
        return world.application(request.applicationId())
                .profile(request.configurationProfileId())
                .value();
    }

    @Override
    public ListConfigurationProfilesResponse listConfigurationProfiles(ListConfigurationProfilesRequest request) {
        List<ConfigurationProfileSummary> all = world.application(request.applicationId()).profiles().stream()
                .filter(profile -> request.type() == null
                        || request.type().equals(profile.value().type()))
                .map(StoredProfile::summary)
                .toList();
        Page<ConfigurationProfileSummary> page = Rules.page(all, request.nextToken(), request.maxResults());
        return ListConfigurationProfilesResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    @Override
    public ValidateConfigurationResponse validateConfiguration(ValidateConfigurationRequest request) {
        StoredProfile profile = world.application(request.applicationId()).profile(request.configurationProfileId());
        new Validators(world, profile).check(profile.resolve(request.configurationVersion()));
        return ValidateConfigurationResponse.builder().build();
    }

    // versions

    @Override
    public CreateHostedConfigurationVersionResponse createHostedConfigurationVersion(
            CreateHostedConfigurationVersionRequest request) {
        return versions.create(request);
    }

    @Override
    public GetHostedConfigurationVersionResponse getHostedConfigurationVersion(
            GetHostedConfigurationVersionRequest request) {
        return versions.get(request);
    }

    @Override
    public ListHostedConfigurationVersionsResponse listHostedConfigurationVersions(
            ListHostedConfigurationVersionsRequest request) {
        return versions.list(request);
    }

    @Override
    public DeleteHostedConfigurationVersionResponse deleteHostedConfigurationVersion(
            DeleteHostedConfigurationVersionRequest request) {
        return versions.delete(request);
    }

    // strategies

    @Override
    public CreateDeploymentStrategyResponse createDeploymentStrategy(CreateDeploymentStrategyRequest request) {
        DeploymentStrategy made = world.strategies().create(request);
        return Fields.copy(made, CreateDeploymentStrategyResponse.builder()).build();
    }

    @Override
    public GetDeploymentStrategyResponse getDeploymentStrategy(GetDeploymentStrategyRequest request) {
        DeploymentStrategy found = world.strategies().get(request.deploymentStrategyId());
        return Fields.copy(found, GetDeploymentStrategyResponse.builder()).build();
    }

    @Override
    public ListDeploymentStrategiesResponse listDeploymentStrategies(ListDeploymentStrategiesRequest request) {
        Page<DeploymentStrategy> page = Rules.page(world.strategies().all(), request.nextToken(), request.maxResults());
        return ListDeploymentStrategiesResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    // deployments

    @Override
    public StartDeploymentResponse startDeployment(StartDeploymentRequest request) {
        return Fields.copy(deployer.start(request), StartDeploymentResponse.builder())
                .build();
    }

    @Override
    public StopDeploymentResponse stopDeployment(StopDeploymentRequest request) {
        return Fields.copy(deployer.stop(request), StopDeploymentResponse.builder())
                .build();
    }

    @Override
    public GetDeploymentResponse getDeployment(GetDeploymentRequest request) {
        return deployer.get(request);
    }

    @Override
    public ListDeploymentsResponse listDeployments(ListDeploymentsRequest request) {
        return deployer.list(request);
    }

    @Override
    public AppConfigServiceClientConfiguration serviceClientConfiguration() {
        return AppConfigServiceClientConfiguration.builder().region(region).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "FakeAppConfig of " + world.account().id();
    }
}
