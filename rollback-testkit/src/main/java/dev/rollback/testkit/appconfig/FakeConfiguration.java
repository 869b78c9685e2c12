package dev.rollback.testkit.appconfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.StopDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.TriggeredBy;
import software.amazon.awssdk.services.appconfig.model.Validator;
import software.amazon.awssdk.services.appconfig.model.ValidatorType;

/**
 * The scene of a configuration profile in one environment: its past, what others do to it while a plan runs, and what clients get.
 *
 * <pre>{@code
 * appConfig.application("shop").environment("prod").profile("flags").flags()
 *     .ran("{…}", ofDays(30))          // served for 30 days before what follows
 *     .deployed("{…}", ofMinutes(20))  // deployment began 20 minutes ago
 *     .unhealthy();                    // and what it holds is bad
 * }</pre>
 *
 * <p>Each content told is a version of its own, numbered from 1 in the order of telling. The past is told in the order of time and ends when this object
 * is made; it is played once, before the first look at the environment, by the rules that hold afterwards: deployments take the time of their strategy,
 * {@code AppConfig.AllAtOnce} with its bake of 10 minutes unless said otherwise. Settings and what others do may come at any time. Not thread-safe.
 */
public final class FakeConfiguration {
    private static final Duration BEFORE_ROLLBACK = Duration.ofMinutes(1);

    private final SceneTools tools;
    private final FakeEnvironment scene;
    private final StoredEnvironment environment;
    private final StoredProfile profile;
    private final Told told;
    private String strategy = Strategies.ALL_AT_ONCE;
    private @Nullable String spokenOf;

    FakeConfiguration(SceneTools tools, FakeEnvironment scene, StoredEnvironment environment, StoredProfile profile) {
        this.tools = tools;
        this.scene = scene;
        this.environment = environment;
        this.profile = profile;
        this.told = new Told(name(), tools.world().now());
        environment.past().add(() -> told.deeds(this::deployed));
    }

    private String name() {
        return "configuration " + profile.value().name() + " in environment "
                + environment.view().name();
    }

    /** The profile's id, which requests name it by. */
    public String id() {
        return profile.id();
    }

    /** The scene of the environment. */
    public FakeEnvironment environment() {
        return scene;
    }

    // settings

    /** Holds feature flags; it is of free form unless said. */
    public FakeConfiguration flags() {
        return set(profile.value().toBuilder().type(StoredProfile.FLAGS));
    }

    /** Keeps its versions elsewhere, for example in {@code ssm-parameter://name}; they are hosted unless said. */
    public FakeConfiguration storedIn(String locationUri) {
        return set(profile.value().toBuilder().locationUri(locationUri));
    }

    /** Encrypts its versions with a key of the account's own. */
    public FakeConfiguration encryptedWith(String keyArn) {
        return set(profile.value().toBuilder().kmsKeyIdentifier(keyArn).kmsKeyArn(keyArn));
    }

    /** Refuses to deploy from now on what does not fit a JSON schema. */
    public FakeConfiguration schema(String jsonSchema) {
        return validator(ValidatorType.JSON_SCHEMA, jsonSchema);
    }

    /** Refuses to deploy from now on what a Lambda function refuses. */
    public FakeConfiguration validatedBy(String functionArn, LambdaCheck check) {
        tools.world().functions().put(functionArn, check);
        return validator(ValidatorType.LAMBDA, functionArn);
    }

    private FakeConfiguration validator(ValidatorType type, String content) {
        List<Validator> validators = new ArrayList<>(profile.value().validators());
        validators.add(Validator.builder().type(type).content(content).build());
        return set(profile.value().toBuilder().validators(validators));
    }

    private FakeConfiguration set(GetConfigurationProfileResponse.Builder settings) {
        profile.configure(settings.build());
        return this;
    }

    /** Deploys with this strategy what is told or done after it. */
    public FakeConfiguration by(String strategyId) {
        strategy = tools.world().strategies().get(strategyId).id();
        return this;
    }

    // the past

    /** Says that something served for a time, until what is said next, or until now. */
    public FakeConfiguration ran(String content, Duration time) {
        told.lasted(past(content), strategy, time);
        return this;
    }

    /** Says that the deployment of something began that long ago. */
    public FakeConfiguration deployed(String content, Duration ago) {
        told.began(past(content), strategy, ago);
        return this;
    }

    /** Says that a version told before was deployed again, that long ago. */
    public FakeConfiguration redeployed(String version, Duration ago) {
        checkPast();
        spokenOf = profile.resolve(version).version();
        told.began(spokenOf, strategy, ago);
        return this;
    }

    /** Says that the deployment last spoken of was rolled back by an alarm, a minute after it began. */
    public FakeConfiguration rolledBack() {
        told.ended(
                "rolledBack()",
                start -> start.plus(BEFORE_ROLLBACK),
                at -> environment
                        .goingForward(id())
                        .ifPresent(one -> one.rollBack(at, TriggeredBy.CLOUDWATCH_ALARM, "an alarm went off")));
        return this;
    }

    /** Says that the deployment last spoken of was complete and has been reverted that long ago. */
    public FakeConfiguration reverted(Duration ago) {
        Instant when = tools.world().now().minus(ago);
        told.ended(
                "reverted(…)", start -> when, at -> environment.effective(id()).ifPresent(one -> one.revert(at)));
        return this;
    }

    private String past(String content) {
        checkPast();
        return put(content);
    }

    private void checkPast() {
        if (environment.past().isPlayed()) {
            throw new IllegalStateException("The scene of " + name() + " was told of its past too late: expected that"
                    + " before the first look at its environment, got it after. Tell the past first, or say what"
                    + " someone does now with someoneDeploys(…).");
        }
    }

    private String put(String content) {
        boolean json = content.startsWith("{") || content.startsWith("[");
        spokenOf = profile.put(SdkBytes.fromUtf8String(content), json ? "application/json" : "text/plain", null, null)
                .version();
        return spokenOf;
    }

    private void deployed(Instant at, Told.Era era) {
        tools.deployer().begin(environment, profile, request(era.version(), era.strategy()), at);
    }

    // its versions

    /** Says what a version holds, whatever its number: for one that is there, instead of what it held. */
    public FakeConfiguration holding(String version, String content) {
        profile.put(version, content);
        return this;
    }

    /** Adds a version that nobody has deployed. */
    public FakeConfiguration undeployed(String content) {
        put(content);
        return this;
    }

    /** Gives the version last spoken of a label. */
    public FakeConfiguration labelled(String label) {
        profile.label(spokenOf("labelled(…)"), label);
        return this;
    }

    /** Says that the content of the version last spoken of is bad for users. */
    public FakeConfiguration unhealthy() {
        profile.spoil(spokenOf("unhealthy()"));
        return this;
    }

    private String spokenOf(String asked) {
        return spokenOf == null ? told.last(asked) : spokenOf;
    }

    /** Deletes a version, as clean-up jobs do. What is deployed of it stays deployed. */
    public FakeConfiguration deleted(String version) {
        environment.advance();
        profile.lose(version);
        return this;
    }

    // what others do now

    /** Lets someone else make a version, now, and not deploy it. */
    public FakeConfiguration someoneCreates(String content) {
        tools.versions()
                .create(CreateHostedConfigurationVersionRequest.builder()
                        .applicationId(scene.application().id())
                        .configurationProfileId(id())
                        .content(SdkBytes.fromUtf8String(content))
                        .contentType("application/json")
                        .description("made by someone else")
                        .build());
        spokenOf = profile.hostedVersions().get(0).version();
        return this;
    }

    /** Lets someone else make a version and deploy it, now. */
    public FakeConfiguration someoneDeploys(String content) {
        return someoneDeploysVersion(put(content));
    }

    /**
     * Lets someone else deploy a version that exists, now.
     *
     * @throws software.amazon.awssdk.services.appconfig.model.AppConfigException if AppConfig would refuse it
     */
    public FakeConfiguration someoneDeploysVersion(String version) {
        spokenOf = profile.resolve(version).version();
        tools.deployer().start(request(version, strategy));
        return this;
    }

    private StartDeploymentRequest request(String version, String strategyId) {
        return StartDeploymentRequest.builder()
                .applicationId(scene.application().id())
                .environmentId(environment.id())
                .configurationProfileId(id())
                .configurationVersion(version)
                .deploymentStrategyId(strategyId)
                .kmsKeyIdentifier(profile.value().kmsKeyIdentifier())
                .description("released by the pipeline")
                .build();
    }

    /** Lets someone else stop the newest deployment of this profile, now, or revert it if it is complete. */
    public FakeConfiguration someoneStops() {
        tools.deployer()
                .stop(StopDeploymentRequest.builder()
                        .applicationId(scene.application().id())
                        .environmentId(environment.id())
                        .deploymentNumber(latest().deploymentNumber())
                        .allowRevert(true)
                        .build());
        return this;
    }

    // the truth

    /** The newest deployment of this profile, as it stands now. */
    public GetDeploymentResponse latest() {
        return environment.advance().deployments().stream()
                .filter(deployment -> deployment.profileId().equals(id()))
                .findFirst()
                .orElseThrow(() -> nothing("latest()"))
                .view();
    }

    /** The share of the clients that each version reaches now, from 0 to 1, the most first; empty before anything was deployed. */
    public Map<String, Double> traffic() {
        Map<String, Double> shares = new LinkedHashMap<>();
        served().forEach((content, share) -> shares.merge(content.version(), share, Double::sum));
        return Collections.unmodifiableMap(shares);
    }

    private Map<Content, Double> served() {
        environment.advance();
        double reached = environment
                .goingForward(id())
                .map(deployment -> deployment.percent() / 100.0)
                .orElse(0.0);
        Map<Content, Double> shares = new LinkedHashMap<>();
        if (reached < 1) {
            environment.effective(id()).ifPresent(old -> shares.merge(old.content(), 1 - reached, Double::sum));
        }
        if (reached > 0) {
            environment.goingForward(id()).ifPresent(fresh -> shares.merge(fresh.content(), reached, Double::sum));
        }
        return mostFirst(shares);
    }

    private static Map<Content, Double> mostFirst(Map<Content, Double> shares) {
        Map<Content, Double> sorted = new LinkedHashMap<>();
        shares.entrySet().stream()
                .sorted(Map.Entry.comparingByValue((one, other) -> Double.compare(other, one)))
                .forEach(share -> sorted.put(share.getKey(), share.getValue()));
        return sorted;
    }

    /** The version that a deployment is bringing to the clients now, those that it has all reached and that bake included. */
    public Optional<String> arriving() {
        return environment
                .advance()
                .goingForward(id())
                .map(deployment -> deployment.content().version());
    }

    private Content mostServed(String asked) {
        return served().keySet().stream().findFirst().orElseThrow(() -> nothing(asked));
    }

    /** The version that most clients get. */
    public String servedVersion() {
        return mostServed("servedVersion()").version();
    }

    /** What most clients get. */
    public String servedContent() {
        return mostServed("servedContent()").text();
    }

    private IllegalStateException nothing(String asked) {
        return new IllegalStateException("The scene of " + name() + " was asked for " + asked
                + ": expected something deployed, got nothing. Say ran(…) or deployed(…) first.");
    }

    /** What a version holds that still exists. */
    public String content(String version) {
        return profile.resolve(version).text();
    }

    /** The numbers of its hosted versions, newest first. */
    public List<String> versions() {
        return profile.hostedVersions().stream().map(Content::version).toList();
    }

    /** The share of the clients, from 0 to 1, that get something good. */
    public double healthyShare() {
        return traffic().entrySet().stream()
                .filter(share -> profile.isGood(share.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Whether all clients get something good. */
    public boolean isHealthy() {
        return traffic().keySet().stream().allMatch(profile::isGood);
    }
}
