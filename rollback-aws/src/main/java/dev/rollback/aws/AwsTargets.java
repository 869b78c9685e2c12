package dev.rollback.aws;

import dev.rollback.aws.appconfig.AppConfigFlag;
import dev.rollback.aws.appconfig.AppConfigProfile;
import dev.rollback.aws.cloudfront.Invalidation;
import dev.rollback.aws.cloudwatch.AlarmProbe;
import dev.rollback.aws.cloudwatch.ErrorRate;
import dev.rollback.aws.cloudwatch.Metric;
import dev.rollback.aws.codepipeline.StageTransition;
import dev.rollback.aws.ecs.EcsService;
import dev.rollback.aws.iam.PermissionCheck;
import dev.rollback.aws.lambda.LambdaAlias;
import dev.rollback.aws.rds.RdsSnapshot;
import dev.rollback.aws.s3.ObjectMarker;
import dev.rollback.aws.s3.S3Objects;
import dev.rollback.aws.s3.S3Release;
import dev.rollback.aws.sdk.Arn;
import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sns.SnsTopic;
import dev.rollback.aws.ssm.FreezeParameter;
import dev.rollback.aws.ssm.ParameterMarker;
import dev.rollback.journal.Journal;
import dev.rollback.target.Check;
import dev.rollback.target.MigrationMarker;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * The targets on AWS, and the clients behind them.
 *
 * <p>Clients are made when a target first needs them, over the JDK's own HTTP, with the SDK's retries off (the engine retries), 10 s for an
 * attempt and 20 s for a call, and {@code app/rollback} in the user agent. Region, credentials and endpoint follow the standard settings of the
 * SDK ({@code AWS_REGION}, {@code AWS_PROFILE}, {@code AWS_ENDPOINT_URL}, …) wherever nothing else is said. The account id comes from
 * {@link #account}, an ARN, or else STS GetCallerIdentity, asked once when a target is first named.
 *
 * <p>Immutable and thread-safe: every method returns another one. {@link #close} closes the clients made here and by what was derived from
 * it; clients of the caller stay open. Close it after the engine.
 */
public final class AwsTargets implements AutoCloseable {

    private final Origin origin;
    private final Optional<String> account;
    private final Scopes scopes;

    private AwsTargets(Origin origin, Optional<String> account) {
        this.origin = origin;
        this.account = account;
        this.scopes = new Scopes(origin, account);
    }

    /** Targets by the SDK's default chains for region and credentials. Neither is looked up before a target is asked for. */
    public static AwsTargets create() {
        return new AwsTargets(new OwnClients(Optional.empty(), null), Optional.empty());
    }

    /** Targets of one region, with the given credentials. */
    public static AwsTargets of(String region, AwsCredentialsProvider credentials) {
        return new AwsTargets(new OwnClients(Optional.of(Names.region(region)), () -> credentials), Optional.empty());
    }

    /**
     * Targets over clients from elsewhere, for example {@code world::client} of a rehearsal. Their region is read off the clients; where they do
     * not tell it, say it with {@link #in}.
     */
    public static AwsTargets using(ClientSource source) {
        return new AwsTargets(new GivenClients(source), Optional.empty());
    }

    /** Targets over clients that the caller has. Turn their retries off, because the engine retries. */
    public static AwsTargets using(SdkClient... clients) {
        return using(new ClientsByType(List.of(clients)));
    }

    /**
     * The same in another region.
     *
     * @throws IllegalArgumentException when the region is malformed
     */
    public AwsTargets in(String region) {
        return new AwsTargets(origin.in(Names.region(region)), account);
    }

    /**
     * The same with the credentials of a role, which may be another account's. The role is assumed when a call first needs it, with the session
     * name {@code rollback}.
     *
     * @throws IllegalArgumentException when the ARN is not a role's
     * @throws IllegalStateException when the clients are the caller's
     */
    public AwsTargets assuming(String roleArn) {
        Arn role = Names.role(roleArn);
        return new AwsTargets(origin.assuming(roleArn), Optional.of(role.account()));
    }

    /**
     * The same in an account whose id is known, so that STS is not asked for it.
     *
     * @throws IllegalArgumentException when the id is not 12 digits
     */
    public AwsTargets account(String id) {
        return new AwsTargets(origin, Optional.of(Names.account(id)));
    }

    /**
     * An ECS service.
     *
     * @param cluster name or ARN of the cluster
     * @param service name or ARN of the service
     * @throws IllegalArgumentException when a name is malformed or an ARN is of another region
     */
    public EcsService ecsService(String cluster, String service) {
        String telling = Arn.looksLike(service) ? service : cluster;
        return new EcsService(scopes.of(telling, module("ecs", () -> EcsClient.class)), cluster, service);
    }

    /**
     * An alias of a Lambda function.
     *
     * @param function name or ARN of the function, without a version
     * @param alias name of the alias, for example {@code live}
     * @throws IllegalArgumentException when a name is malformed or an ARN is of another region
     */
    public LambdaAlias lambdaAlias(String function, String alias) {
        return new LambdaAlias(scopes.of(function, module("lambda", () -> LambdaClient.class)), function, alias);
    }

    /**
     * An action that makes the edge locations of a CloudFront distribution drop their copies. Called where the partition of these targets has CloudFront,
     * whatever their region.
     *
     * @param distribution id or ARN of the distribution
     * @param paths the paths as viewers ask for them, for example {@code /index.html}; one may end with {@code *}
     * @throws IllegalArgumentException when the distribution or a path is malformed, there is no path, or the partition has no CloudFront
     */
    public Invalidation invalidation(String distribution, String... paths) {
        return invalidation(distribution, Arrays.asList(paths));
    }

    /** As {@link #invalidation(String, String...)}, with paths of a collection: duplicates and their order do not matter. */
    public Invalidation invalidation(String distribution, Collection<String> paths) {
        Class<CloudFrontClient> type = module("cloudfront", () -> CloudFrontClient.class);
        return new Invalidation(scopes.partitionWide(distribution, type), distribution, paths);
    }

    /**
     * A listener that writes into a parameter what not to deploy, for pipelines to read: {@code options.listener(aws.freezeParameter("/deploy/checkout/freeze", journal))}.
     *
     * @param journal the one that the engine keeps its runs in
     * @throws IllegalArgumentException when the name is malformed
     */
    public FreezeParameter freezeParameter(String name, Journal journal) {
        return new FreezeParameter(scopes.here(module("ssm", () -> SsmClient.class)), name, journal);
    }

    /**
     * A probe of an alarm of CloudWatch: {@code plan.verify("quiet", aws.alarm("checkout-5xx"))}.
     *
     * @param name of a metric alarm or a composite one
     * @throws IllegalArgumentException when no alarm can have that name
     */
    public AlarmProbe alarm(String name) {
        return new AlarmProbe(scopes.here(CloudWatchClient.class), name);
    }

    /**
     * A metric of CloudWatch, to make a probe of: {@code aws.metric("AWS/Lambda", "Duration").dimension("FunctionName", "search").statistic("p99").below(800)}.
     *
     * @throws IllegalArgumentException when namespace or name is blank or too long
     */
    public Metric metric(String namespace, String name) {
        return new Metric(scopes.here(CloudWatchClient.class), namespace, name);
    }

    /** How many of the requests fail, to make a probe of: {@code aws.errorRate(errors, requests).minimumRequests(100).below(5.0)}. */
    public ErrorRate errorRate(Metric errors, Metric requests) {
        return new ErrorRate(errors, requests);
    }

    /**
     * A notifier that publishes to a topic of SNS: {@code options.notifier(aws.sns("arn:aws:sns:eu-west-1:123456789012:incidents"))}.
     *
     * @throws IllegalArgumentException when it is not the ARN of a topic, or of another region than that of these targets
     */
    public SnsTopic sns(String topicArn) {
        return new SnsTopic(scopes.of(topicArn, module("sns", () -> SnsClient.class)), topicArn);
    }

    /**
     * An action that keeps a pipeline from bringing anything into a stage.
     *
     * @param pipeline its name
     * @param stage the stage's name; not the first, into which nothing comes by a transition
     * @throws IllegalArgumentException when a name is malformed
     */
    public StageTransition pipelineTransition(String pipeline, String stage) {
        Class<CodePipelineClient> type = module("codepipeline", () -> CodePipelineClient.class);
        return new StageTransition(scopes.here(type), pipeline, stage);
    }

    /**
     * All objects of a versioned bucket.
     *
     * @param bucket name or ARN of the bucket
     * @throws IllegalArgumentException when it is malformed, or a directory bucket, which keeps no versions
     */
    public S3Objects s3Bucket(String bucket) {
        return S3Objects.bucket(s3(), bucket);
    }

    /**
     * The objects of a versioned bucket whose keys begin with a prefix, taken literally.
     *
     * @param bucket name or ARN of the bucket
     * @param prefix for example {@code assets/}
     * @throws IllegalArgumentException when a name is malformed or empty, or the bucket a directory bucket
     */
    public S3Objects s3Prefix(String bucket, String prefix) {
        return S3Objects.prefix(s3(), bucket, prefix);
    }

    /**
     * One object of a versioned bucket.
     *
     * @param bucket name or ARN of the bucket
     * @param key its key
     * @throws IllegalArgumentException when a name is malformed or empty, or the bucket a directory bucket
     */
    public S3Objects s3Object(String bucket, String key) {
        return S3Objects.object(s3(), bucket, key);
    }

    /**
     * What users get below one prefix of a versioned bucket, brought to the content of a release below another.
     *
     * @param bucket name or ARN of the bucket
     * @param releasePrefix the folder whose folders are releases, for example {@code releases/}, or one release
     * @param livePrefix for example {@code live/}
     * @throws IllegalArgumentException when a name is malformed, the prefixes overlap, or one does not end with a slash
     */
    public S3Release s3Release(String bucket, String releasePrefix, String livePrefix) {
        return S3Release.of(s3(), bucket, releasePrefix, livePrefix);
    }

    /** The ARN of a bucket tells neither region nor account. */
    private AwsScope s3() {
        return scopes.here(module("s3", () -> S3Client.class));
    }

    /**
     * A configuration profile of AppConfig in one environment.
     *
     * @param application name or id of the application
     * @param environment name or id of the environment
     * @param profile name or id of the profile, feature flags or freeform
     * @throws IllegalArgumentException when one of them is malformed
     */
    public AppConfigProfile appConfig(String application, String environment, String profile) {
        AwsScope where = scopes.of(application, module("appconfig", () -> AppConfigClient.class));
        return AppConfigProfile.of(where, application, environment, profile);
    }

    /**
     * A feature flag of AppConfig in one environment, to be turned off or on or given attributes by an action.
     *
     * @param application name or id of the application
     * @param environment name or id of the environment
     * @param profile name or id of the profile with the flags
     * @param flag key of the flag
     * @throws IllegalArgumentException when one of them is malformed
     */
    public AppConfigFlag appConfigFlag(String application, String environment, String profile, String flag) {
        AwsScope where = scopes.of(application, module("appconfig", () -> AppConfigClient.class));
        return AppConfigFlag.of(where, application, environment, profile, flag);
    }

    /**
     * A DB instance of RDS, rolled back by restoring a snapshot or a point in time into a new one.
     *
     * @param instance its identifier
     * @throws IllegalArgumentException when it is malformed
     */
    public RdsSnapshot rdsSnapshot(String instance) {
        return RdsSnapshot.ofInstance(scopes.of(instance, module("rds", () -> RdsClient.class)), instance);
    }

    /**
     * An Aurora cluster, rolled back by restoring a snapshot or a point in time into a new one with the same members.
     *
     * @param cluster its identifier
     * @throws IllegalArgumentException when it is malformed
     */
    public RdsSnapshot rdsClusterSnapshot(String cluster) {
        return RdsSnapshot.ofCluster(scopes.of(cluster, module("rds", () -> RdsClient.class)), cluster);
    }

    /** A check on what a pipeline says of the release in a parameter, see {@link MigrationMarker}. */
    public Check migrationMarkerInParameter(String name) {
        return ParameterMarker.check(scopes.here(module("ssm", () -> SsmClient.class)), name);
    }

    /** A check on what a pipeline says of the release beside its bundle, in the metadata {@value ObjectMarker#KEY} of an object, see {@link MigrationMarker}. */
    public Check migrationMarkerOfObject(String bucket, String key) {
        return ObjectMarker.check(s3(), bucket, key);
    }

    /** A check on whether the caller has the permissions that the targets of the plan need, as IAM simulates it. */
    public Check permissionsPresent() {
        Class<IamClient> iam = module("iam", () -> IamClient.class);
        return new PermissionCheck(scopes.here(StsClient.class), iam);
    }

    /** Closes the clients made here. */
    @Override
    public void close() {
        origin.close();
    }

    /** Asks for a client's type where a missing SDK module can be told by its name. */
    static <C extends SdkClient> Class<C> module(String artifact, Supplier<Class<C>> type) {
        try {
            return type.get();
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(AwsScope.missingModule(artifact), e);
        }
    }

    /**
     * Who calls, by the credentials of these targets: the ARN of a user or of the session of a role, as in {@code arn:aws:sts::123456789012:assumed-role/operator/ann}.
     *
     * @throws dev.rollback.target.TargetException when STS does not say
     */
    public String caller() {
        return scopes.caller();
    }
}
