package dev.rollback.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.SdkClient;

/**
 * The services that are faked: how permissions, the SDK's errors and Maven name each, and how its wire shapes errors.
 *
 * <p>Names only: nothing here loads a class of a service's SDK module, so that each module is needed only by those who ask for its fake.
 */
enum AwsService {
    ECS("ecs", "Ecs", "ecs", "ecs.EcsClient", Wire.JSON),
    ECR("ecr", "Ecr", "ecr", "ecr.EcrClient", Wire.JSON),
    EVENTBRIDGE("events", "EventBridge", "eventbridge", "eventbridge.EventBridgeClient", Wire.JSON),
    CLOUDWATCH("cloudwatch", "CloudWatch", "cloudwatch", "cloudwatch.CloudWatchClient", Wire.QUERY),
    LAMBDA("lambda", "Lambda", "lambda", "lambda.LambdaClient", Wire.REST_JSON),
    CLOUDTRAIL("cloudtrail", "CloudTrail", "cloudtrail", "cloudtrail.CloudTrailClient", Wire.JSON),
    STS("sts", "Sts", "sts", "sts.StsClient", Wire.QUERY),
    IAM("iam", "Iam", "iam", "iam.IamClient", Wire.QUERY),
    SECRETS_MANAGER(
            "secretsmanager", "SecretsManager", "secretsmanager", "secretsmanager.SecretsManagerClient", Wire.JSON),
    CODE_PIPELINE("codepipeline", "CodePipeline", "codepipeline", "codepipeline.CodePipelineClient", Wire.JSON),
    SNS("sns", "Sns", "sns", "sns.SnsClient", Wire.QUERY),
    SSM("ssm", "Ssm", "ssm", "ssm.SsmClient", Wire.JSON),
    S3("s3", "S3", "s3", "s3.S3Client", Wire.REST_XML),
    CLOUDFRONT("cloudfront", "CloudFront", "cloudfront", "cloudfront.CloudFrontClient", Wire.QUERY),
    APPCONFIG("appconfig", "AppConfig", "appconfig", "appconfig.AppConfigClient", Wire.REST_JSON),
    RDS("rds", "Rds", "rds", "rds.RdsClient", Wire.QUERY),
    KMS("kms", "Kms", "kms", "kms.KmsClient", Wire.JSON);

    private static final Map<String, AwsService> BY_CLIENT = by(service -> service.client);
    private static final Map<String, AwsService> BY_PREFIX = by(AwsService::prefix);
    private static final String SDK = "software.amazon.awssdk.services.";

    private final String prefix;
    private final String sdkName;
    private final String artifact;
    private final String client;
    private final Wire wire;

    AwsService(String prefix, String sdkName, String artifact, String client, Wire wire) {
        this.prefix = prefix;
        this.sdkName = sdkName;
        this.artifact = artifact;
        this.client = SDK + client;
        this.wire = wire;
    }

    /** How a service puts errors on the wire. */
    enum Wire {
        /** JSON over one path: errors of the caller are 400. */
        JSON,
        /** JSON over paths: errors have the status that fits. */
        REST_JSON,
        /** XML answers to form posts: codes without "Exception". */
        QUERY,
        /** S3: XML over paths, throttling with 503. */
        REST_XML
    }

    /** As permissions name it. */
    String prefix() {
        return prefix;
    }

    /** As the SDK's messages name it. */
    String sdkName() {
        return sdkName;
    }

    Wire wire() {
        return wire;
    }

    /** The package of its exceptions, with the dot. */
    String models() {
        return client.substring(0, client.lastIndexOf('.')) + ".model.";
    }

    static AwsService of(Class<? extends SdkClient> type) {
        return Optional.ofNullable(BY_CLIENT.get(type.getName()))
                .orElseThrow(() -> new IllegalArgumentException("The fake AWS was asked for a " + type.getName()
                        + ". Expected the synchronous client of a service that is faked: " + names()
                        + ". Leave that part out of the plan, or hand your own fake to it."));
    }

    /** The service of an operation as permissions name it; empty for what is no call to AWS. */
    static Optional<AwsService> ofOperation(String operation) {
        String prefix = operation.substring(0, Math.max(0, operation.indexOf(':')));
        return Optional.ofNullable(BY_PREFIX.get(prefix));
    }

    private static Map<String, AwsService> by(Function<AwsService, String> key) {
        Map<String, AwsService> services = new TreeMap<>();
        for (AwsService service : values()) {
            services.put(key.apply(service), service);
        }
        return services;
    }

    private static String names() {
        return Arrays.stream(values()).map(AwsService::prefix).collect(Collectors.joining(", "));
    }

    /** Says which SDK module is missing. */
    IllegalStateException missing(NoClassDefFoundError cause) {
        return new IllegalStateException(
                "The fake of " + prefix + " needs the SDK module software.amazon.awssdk:" + artifact
                        + ", expected on the class path and not there. Add it to your build, in test scope if need be,"
                        + " at the version of your other SDK modules.",
                cause);
    }
}
