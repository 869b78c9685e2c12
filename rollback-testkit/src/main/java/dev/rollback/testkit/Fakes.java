package dev.rollback.testkit;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.appconfig.FakeAppConfig;
import dev.rollback.testkit.cloudfront.FakeCloudFront;
import dev.rollback.testkit.cloudtrail.FakeCloudTrail;
import dev.rollback.testkit.cloudtrail.Trail;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import dev.rollback.testkit.codepipeline.FakeCodePipeline;
import dev.rollback.testkit.ecr.FakeEcr;
import dev.rollback.testkit.ecs.FakeEcs;
import dev.rollback.testkit.eventbridge.FakeEventBridge;
import dev.rollback.testkit.iam.FakeIam;
import dev.rollback.testkit.kms.FakeKms;
import dev.rollback.testkit.lambda.FakeLambda;
import dev.rollback.testkit.rds.FakeRds;
import dev.rollback.testkit.s3.FakeS3;
import dev.rollback.testkit.secretsmanager.FakeSecretsManager;
import dev.rollback.testkit.sns.FakeSns;
import dev.rollback.testkit.ssm.FakeSsm;
import dev.rollback.testkit.sts.FakeSts;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkClient;

/** The fakes of one account, each made when it is first asked for. Loading this class loads none of them. */
final class Fakes {
    private final FakeAccount account;
    private final AwsCalls calls;
    private final Consumer<String> notFaked;
    private final Map<AwsService, Object> made = new EnumMap<>(AwsService.class);
    private final Map<AwsService, SdkClient> clients = new EnumMap<>(AwsService.class);

    Fakes(FakeAccount account, AwsCalls calls, Consumer<String> notFaked) {
        this.account = account;
        this.calls = calls;
        this.notFaked = notFaked;
    }

    FakeEcs ecs() {
        return (FakeEcs) fake(AwsService.ECS, () -> new FakeEcs(account, ecr(), cloudWatch()));
    }

    FakeEcr ecr() {
        return (FakeEcr) fake(AwsService.ECR, () -> new FakeEcr(account));
    }

    FakeEventBridge eventBridge() {
        return (FakeEventBridge) fake(AwsService.EVENTBRIDGE, () -> new FakeEventBridge(account));
    }

    FakeCloudWatch cloudWatch() {
        return (FakeCloudWatch) fake(AwsService.CLOUDWATCH, () -> new FakeCloudWatch(account));
    }

    FakeLambda lambda() {
        return (FakeLambda) fake(AwsService.LAMBDA, () -> new FakeLambda(account, trail()));
    }

    /** Lambda goes without a trail where CloudTrail's module is missing. */
    private Trail trail() {
        try {
            return cloudTrail();
        } catch (IllegalStateException noModule) {
            return Trail.none();
        }
    }

    FakeCloudTrail cloudTrail() {
        return (FakeCloudTrail) fake(AwsService.CLOUDTRAIL, () -> new FakeCloudTrail(account));
    }

    FakeSts sts() {
        return (FakeSts) fake(AwsService.STS, () -> new FakeSts(account));
    }

    FakeIam iam() {
        return (FakeIam) fake(AwsService.IAM, () -> new FakeIam(account));
    }

    FakeSecretsManager secretsManager() {
        return (FakeSecretsManager) fake(AwsService.SECRETS_MANAGER, () -> new FakeSecretsManager(account));
    }

    FakeSsm ssm() {
        return (FakeSsm) fake(AwsService.SSM, () -> new FakeSsm(account));
    }

    FakeCodePipeline codePipeline() {
        return (FakeCodePipeline) fake(AwsService.CODE_PIPELINE, () -> new FakeCodePipeline(account));
    }

    FakeSns sns() {
        return (FakeSns) fake(AwsService.SNS, () -> new FakeSns(account));
    }

    FakeS3 s3() {
        return (FakeS3) fake(AwsService.S3, () -> new FakeS3(account, this::isUsable));
    }

    FakeCloudFront cloudFront() {
        return (FakeCloudFront) fake(AwsService.CLOUDFRONT, () -> new FakeCloudFront(account));
    }

    FakeAppConfig appConfig() {
        return (FakeAppConfig) fake(AwsService.APPCONFIG, () -> new FakeAppConfig(account, cloudWatch()));
    }

    FakeRds rds() {
        return (FakeRds) fake(AwsService.RDS, () -> new FakeRds(account, this::isUsable));
    }

    /** Without KMS' module every key can be used. */
    private boolean isUsable(String key) {
        try {
            return kms().isUsable(key);
        } catch (IllegalStateException noModule) {
            return true;
        }
    }

    FakeKms kms() {
        return (FakeKms) fake(AwsService.KMS, () -> new FakeKms(account));
    }

    private Object fake(AwsService service, Supplier<Object> maker) {
        Object existing = made.get(service);
        return existing != null ? existing : make(service, maker);
    }

    private Object make(AwsService service, Supplier<Object> maker) {
        try {
            Object fake = maker.get();
            made.put(service, fake);
            return fake;
        } catch (NoClassDefFoundError e) {
            throw service.missing(e);
        }
    }

    <C extends SdkClient> C client(Class<C> type) {
        AwsService service = AwsService.of(type);
        SdkClient existing = clients.get(service);
        if (existing == null) {
            existing = ClientHandler.client(service, type, of(service), calls, notFaked);
            clients.put(service, existing);
        }
        return type.cast(existing);
    }

    private Object of(AwsService service) {
        return switch (service) {
            case ECS -> ecs();
            case ECR -> ecr();
            case EVENTBRIDGE -> eventBridge();
            case CLOUDWATCH -> cloudWatch();
            case LAMBDA -> lambda();
            case CLOUDTRAIL -> cloudTrail();
            case STS -> sts();
            case IAM -> iam();
            case SECRETS_MANAGER -> secretsManager();
            case CODE_PIPELINE -> codePipeline();
            case SNS -> sns();
            case SSM -> ssm();
            case S3 -> s3();
            case CLOUDFRONT -> cloudFront();
            case APPCONFIG -> appConfig();
            case RDS -> rds();
            case KMS -> kms();
        };
    }
}
