package dev.rollback.aws.contract;

import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Origin;
import software.amazon.awssdk.services.cloudfront.model.ViewerProtocolPolicy;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sns.SnsClient;

/** An emulator over the wire, at the URL that an environment variable holds. */
final class Emulator implements Subject {

    private static final String ROLE = "contract";
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": "lambda.amazonaws.com"}}]}
            """;

    /** The id of a cache policy that every account has. */
    private static final String CACHING_OPTIMIZED = "658327ea-f89d-4fab-a63d-7e88639e58f6";

    private final String name;
    private final URI endpoint;
    private final Set<Deviation> deviations;

    private Emulator(String name, String variable, Set<Deviation> deviations) {
        this.name = name;
        this.endpoint = URI.create(Objects.requireNonNull(
                System.getenv(variable), variable + " is not set: it has to hold the URL of a running " + name + "."));
        this.deviations = deviations;
    }

    static Emulator moto() {
        return new Emulator(
                "moto",
                "ROLLBACK_WIRE_MOTO",
                EnumSet.of(
                        Deviation.METRIC_OF_ALL_DIMENSIONS,
                        Deviation.CONDITIONAL_COPY,
                        Deviation.CONDITIONAL_DELETE,
                        Deviation.TOO_MANY_SERVICES,
                        Deviation.ROLLOUT,
                        Deviation.OLD_DEPLOYMENT_LEAVES,
                        Deviation.INACTIVE_DEFINITION,
                        Deviation.DEFINITIONS_IN_ORDER,
                        Deviation.SERVICE_DEPLOYMENTS,
                        Deviation.STALE_REVISION,
                        Deviation.REVISION_CHANGES,
                        Deviation.WEIGHT_ON_ITSELF,
                        Deviation.DELETED_VERSION_IN_USE,
                        Deviation.VERSION_PAGES,
                        Deviation.NO_PROVISIONED_CONCURRENCY,
                        Deviation.COMPLETED_AS_WRITTEN,
                        Deviation.SAME_REFERENCE,
                        Deviation.OTHER_PATHS,
                        Deviation.QUANTITY_OF_PATHS,
                        Deviation.PATH_RULES,
                        Deviation.TOO_MANY_IN_PROGRESS,
                        Deviation.BATCH_TOO_LARGE,
                        Deviation.INVALIDATIONS_NEWEST_FIRST,
                        Deviation.LISTED_NAMES,
                        Deviation.STALE_VERSION_NUMBER,
                        Deviation.NUMBERS_USED_ONCE,
                        Deviation.HOSTED_VERSIONS_LISTED,
                        Deviation.HOSTED_VERSION_PAGES,
                        Deviation.FORM_OF_FLAGS,
                        Deviation.DEPLOYMENTS,
                        Deviation.RENAME_ONTO_ANOTHER,
                        Deviation.BUSY_DATABASE,
                        Deviation.PENDING_REBOOT,
                        Deviation.CREATING_DATABASE,
                        Deviation.DATABASE_PAGES,
                        Deviation.PENDING_MODIFICATIONS,
                        Deviation.DATABASE_NAME_RULES,
                        Deviation.DATABASES_BY_RESOURCE,
                        Deviation.POINT_IN_TIME,
                        Deviation.SMALL_GP3,
                        Deviation.RESTORED_UNPROTECTED,
                        Deviation.POINT_IN_TIME_WITHOUT_BACKUPS,
                        Deviation.POINT_IN_TIME_AHEAD,
                        Deviation.SNAPSHOT_TAKES_TIME,
                        Deviation.SNAPSHOTS_BY_RESOURCE,
                        Deviation.DEFAULT_CLUSTER_VERSION,
                        Deviation.MEMBERS_OF_RENAMED_CLUSTER,
                        Deviation.RESTORE_ONTO_CLUSTER,
                        Deviation.ENGINE_OF_CLUSTER,
                        Deviation.MEMBERS_ONLY_WHEN_AVAILABLE,
                        Deviation.RENAME_TAKES_TIME,
                        Deviation.UNKNOWN_PARAMETER_GROUP,
                        Deviation.RESTORED_RESOURCE,
                        Deviation.UNKNOWN_PROXY,
                        Deviation.RESTORED_WITHOUT_IAM,
                        Deviation.SNAPSHOT_TIMES,
                        Deviation.RESTORED_IN_ONE_ZONE,
                        Deviation.SNAPSHOT_PROGRESS,
                        Deviation.RESTORED_ON_GP3,
                        Deviation.LONG_MESSAGE,
                        Deviation.SUBJECT_ON_ONE_LINE,
                        Deviation.FIFO_DUPLICATES));
    }

    static Emulator ministack() {
        return new Emulator(
                "ministack",
                "ROLLBACK_WIRE_MINISTACK",
                EnumSet.of(
                        Deviation.METRIC_OF_ALL_DIMENSIONS,
                        Deviation.CONDITIONAL_COPY,
                        Deviation.COPY_DROPS_CLASS,
                        Deviation.TOO_MANY_SERVICES,
                        Deviation.UNKNOWN_DEFINITION,
                        Deviation.INACTIVE_DEFINITION,
                        Deviation.SERVICE_DEPLOYMENTS,
                        Deviation.WEIGHT_ON_ITSELF,
                        Deviation.UNKNOWN_IMAGE,
                        Deviation.UNKNOWN_VERSION,
                        Deviation.QUANTITY_OF_PATHS,
                        Deviation.PATH_RULES,
                        Deviation.TOO_MANY_IN_PROGRESS,
                        Deviation.BATCH_TOO_LARGE,
                        Deviation.INVALIDATIONS_NEWEST_FIRST,
                        Deviation.INVALIDATION_PAGES,
                        Deviation.VERSION_DESCRIPTION,
                        Deviation.STALE_VERSION_NUMBER,
                        Deviation.HOSTED_VERSION_PAGES,
                        Deviation.FORM_OF_FLAGS,
                        Deviation.DEPLOYMENTS_NEWEST_FIRST,
                        Deviation.DEPLOYMENT_PAGES,
                        Deviation.UNKNOWN_CONFIGURATION,
                        Deviation.LABEL_RESOLVED,
                        Deviation.VALIDATORS,
                        Deviation.NO_DATA_ROLLS_BACK,
                        Deviation.RENAME_TAKES_TIME,
                        Deviation.RENAME_ONTO_ANOTHER,
                        Deviation.BUSY_DATABASE,
                        Deviation.PENDING_REBOOT,
                        Deviation.CREATING_DATABASE,
                        Deviation.DATABASE_PAGES,
                        Deviation.DATABASE_NAME_RULES,
                        Deviation.DATABASES_BY_RESOURCE,
                        Deviation.SMALL_GP3,
                        Deviation.POINT_IN_TIME_WITHOUT_BACKUPS,
                        Deviation.RESTORE_WITH_UNKNOWN_GROUPS,
                        Deviation.RESTORED_SECURITY_GROUPS,
                        Deviation.POINT_IN_TIME_AHEAD,
                        Deviation.SNAPSHOT_TAKES_TIME,
                        Deviation.SNAPSHOTS_BY_RESOURCE,
                        Deviation.RESTORE_ONTO_CLUSTER,
                        Deviation.ENGINE_OF_CLUSTER,
                        Deviation.RESTORE_INTO_UNKNOWN_SUBNETS,
                        Deviation.DATABASE_RENAME,
                        Deviation.DATABASE_NAMES_IN_ANY_LETTERS,
                        Deviation.BLUE_GREEN_DEPLOYMENTS,
                        Deviation.COPIED_SNAPSHOT_TIMES,
                        Deviation.DEFAULT_CLUSTER_VERSION,
                        Deviation.CLUSTER_RENAME,
                        Deviation.MEMBERS_OF_RENAMED_CLUSTER,
                        Deviation.CLUSTER_POINT_IN_TIME,
                        Deviation.CLUSTER_RESTORE,
                        Deviation.MEMBERS_ONLY_WHEN_AVAILABLE,
                        Deviation.TOLD_COPY_TAGS,
                        Deviation.POINT_IN_TIME,
                        Deviation.RESTORED_ON_GP3,
                        Deviation.TOLD_SECURITY_GROUPS,
                        Deviation.TOLD_PARAMETER_GROUP,
                        Deviation.TOLD_TAGS,
                        Deviation.LONG_SUBJECT,
                        Deviation.SUBJECT_ON_ONE_LINE));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        AwsClientBuilder<?, ?> builder = builder(type);
        builder.endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .overrideConfiguration(options -> options.retryStrategy(AwsRetryStrategy.doNotRetry()));
        return type.cast(builder.build());
    }

    private static AwsClientBuilder<?, ?> builder(Class<?> type) {
        if (type == S3Client.class) {
            return S3Client.builder().forcePathStyle(true);
        }
        if (type == EcsClient.class) {
            return EcsClient.builder();
        }
        if (type == EcrClient.class) {
            return EcrClient.builder();
        }
        if (type == LambdaClient.class) {
            return LambdaClient.builder();
        }
        if (type == IamClient.class) {
            return IamClient.builder();
        }
        if (type == AppConfigClient.class) {
            return AppConfigClient.builder();
        }
        if (type == CloudWatchClient.class) {
            return CloudWatchClient.builder();
        }
        if (type == RdsClient.class) {
            return RdsClient.builder();
        }
        if (type == SnsClient.class) {
            return SnsClient.builder();
        }
        if (type == CloudFrontClient.class) {
            return CloudFrontClient.builder();
        }
        throw new IllegalArgumentException("No contract asks " + type + ": add its builder here.");
    }

    /** The ARN of a role that functions may have; makes it when it is not there. */
    String role() {
        IamClient iam = client(IamClient.class);
        try {
            return iam.getRole(request -> request.roleName(ROLE)).role().arn();
        } catch (NoSuchEntityException e) {
            return iam.createRole(request -> request.roleName(ROLE).assumeRolePolicyDocument(TRUST))
                    .role()
                    .arn();
        }
    }

    /** The id of a new distribution with that alias, enabled. */
    String distribution(String alias) {
        Origin origin = Origin.builder()
                .id("site")
                .domainName("site.s3.amazonaws.com")
                .s3OriginConfig(s3 -> s3.originAccessIdentity(""))
                .build();
        return client(CloudFrontClient.class)
                .createDistribution(request -> request.distributionConfig(config -> config.callerReference(alias)
                        .comment("contract")
                        .enabled(true)
                        .aliases(names -> names.quantity(1).items(alias))
                        .origins(origins -> origins.quantity(1).items(origin))
                        .defaultCacheBehavior(behavior -> behavior.targetOriginId("site")
                                .viewerProtocolPolicy(ViewerProtocolPolicy.ALLOW_ALL)
                                .cachePolicyId(CACHING_OPTIMIZED))))
                .distribution()
                .id();
    }

    @Override
    public void pass(Duration time) {
        // It does what it does at once.
    }

    @Override
    public Set<Deviation> deviations() {
        return deviations;
    }
}
