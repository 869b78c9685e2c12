package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.TriggeredBy;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.InsufficientDbClusterCapacityException;
import software.amazon.awssdk.services.rds.model.InsufficientDbInstanceCapacityException;

/** What becomes of the things that a call has begun, as each service shows it. */
class UpheavalsTest {
    private static final Duration A_DAY = Duration.ofDays(1);
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    // AppConfig

    private int start() {
        var flags = world.appConfig().application("shop").environment("prod").profile("flags");
        flags.ran("{\"a\":1}", Duration.ofDays(9)).deployed("{\"a\":2}", Duration.ofDays(8));
        return world.client(AppConfigClient.class)
                .startDeployment(request -> request.applicationId(
                                world.appConfig().application("shop").id())
                        .environmentId(flags.environment().id())
                        .configurationProfileId(flags.id())
                        .configurationVersion("1")
                        .deploymentStrategyId("AppConfig.Linear50PercentEvery30Seconds"))
                .deploymentNumber();
    }

    private GetDeploymentResponse deployment(int number) {
        return world.client(AppConfigClient.class)
                .getDeployment(request -> request.applicationId(
                                world.appConfig().application("shop").id())
                        .environmentId(world.appConfig()
                                .application("shop")
                                .environment("prod")
                                .id())
                        .deploymentNumber(number));
    }

    @Test
    void a_configuration_deployment_that_never_ends_stays_where_it_is() {
        world.faults().on("appconfig:StartDeployment").call(1).neverEnds();

        int number = start();
        world.clock().advance(A_DAY);

        assertThat(deployment(number).state()).isEqualTo(DeploymentState.DEPLOYING);
    }

    @Test
    void a_slow_configuration_deployment_grows_and_bakes_five_times_as_long() {
        world.faults().on("appconfig:StartDeployment").call(1).slowConvergence();

        int number = start();
        world.clock().advance(Duration.ofMinutes(4));
        GetDeploymentResponse growing = deployment(number);
        world.clock().advance(Duration.ofMinutes(5));
        GetDeploymentResponse baking = deployment(number);
        world.clock().advance(Duration.ofMinutes(2));

        assertThat(growing.state()).isEqualTo(DeploymentState.DEPLOYING);
        assertThat(growing.percentageComplete()).isEqualTo(50);
        assertThat(baking.state()).isEqualTo(DeploymentState.BAKING);
        assertThat(deployment(number).state()).isEqualTo(DeploymentState.COMPLETE);
    }

    @Test
    void an_alarm_takes_a_configuration_deployment_back() {
        world.faults().on("appconfig:StartDeployment").call(1).alarm();

        int number = start();
        world.clock().advance(Duration.ofMinutes(2));

        assertThat(deployment(number).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(deployment(number).eventLog())
                .anyMatch(event -> event.triggeredBy() == TriggeredBy.CLOUDWATCH_ALARM);
    }

    // Lambda

    private GetProvisionedConcurrencyConfigResponse moved() {
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", A_DAY)
                .deployed("7", Duration.ofHours(1))
                .provisionedConcurrency(5);
        world.client(LambdaClient.class)
                .updateAlias(
                        request -> request.functionName("indexer").name("live").functionVersion("6"));
        world.clock().advance(Duration.ofMinutes(5));
        return world.client(LambdaClient.class)
                .getProvisionedConcurrencyConfig(
                        request -> request.functionName("indexer").qualifier("live"));
    }

    @Test
    void provisioned_concurrency_that_never_comes_keeps_the_traffic_where_it_was() {
        world.faults().on("lambda:UpdateAlias").call(1).neverEnds();

        assertThat(moved().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);

        assertThat(world.lambda().function("indexer").alias("live").servingVersion())
                .isEqualTo("7");
    }

    @Test
    void slow_provisioned_concurrency_takes_ten_minutes() {
        world.faults().on("lambda:UpdateAlias").call(1).slowConvergence();

        assertThat(moved().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
        world.clock().advance(Duration.ofMinutes(5));

        assertThat(world.lambda().function("indexer").alias("live").servingVersion())
                .isEqualTo("6");
    }

    @Test
    void provisioned_concurrency_fails_where_there_is_no_room() {
        world.faults().on("lambda:UpdateAlias").call(1).capacityShort();

        GetProvisionedConcurrencyConfigResponse failed = moved();

        assertThat(failed.status()).isEqualTo(ProvisionedConcurrencyStatusEnum.FAILED);
        assertThat(failed.statusReason()).contains("exceeds the unreserved concurrency");
    }

    @Test
    void a_version_that_wakes_up_stays_pending() {
        world.faults().on("lambda:UpdateAlias").call(1).neverEnds();
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", A_DAY)
                .deployed("7", Duration.ofHours(1))
                .state("6", "Inactive");

        world.client(LambdaClient.class)
                .updateAlias(
                        request -> request.functionName("indexer").name("live").functionVersion("6"));
        world.clock().advance(A_DAY);

        assertThat(world.client(LambdaClient.class)
                        .getFunctionConfiguration(
                                request -> request.functionName("indexer").qualifier("6"))
                        .stateAsString())
                .isEqualTo("Pending");
    }

    // CloudFront

    @Test
    void an_invalidation_never_completes() {
        world.cloudFront().distribution("E1");
        world.faults().on("cloudfront:CreateInvalidation").call(1).neverEnds();

        world.client(CloudFrontClient.class)
                .createInvalidation(request -> request.distributionId("E1")
                        .invalidationBatch(batch -> batch.callerReference("one")
                                .paths(paths -> paths.quantity(1).items("/*"))));
        world.clock().advance(A_DAY);

        assertThat(world.cloudFront().distribution("E1").inProgress()).hasSize(1);
    }

    // RDS

    private String restored() {
        RdsClient rds = world.client(RdsClient.class);
        world.rds().instance("orders");
        rds.restoreDBInstanceToPointInTime(request -> request.sourceDBInstanceIdentifier("orders")
                .targetDBInstanceIdentifier("restored")
                .useLatestRestorableTime(true));
        return "restored";
    }

    private String status(String instance) {
        return world.client(RdsClient.class)
                .describeDBInstances(request -> request.dbInstanceIdentifier(instance))
                .dbInstances()
                .get(0)
                .dbInstanceStatus();
    }

    @Test
    void a_restore_stays_creating() {
        world.faults().on("rds:RestoreDBInstanceToPointInTime").call(1).neverEnds();

        String instance = restored();
        world.clock().advance(A_DAY);

        assertThat(status(instance)).isEqualTo("creating");
    }

    @Test
    void a_slow_restore_takes_an_hour() {
        world.faults().on("rds:RestoreDBInstanceToPointInTime").call(1).slowConvergence();

        String instance = restored();
        world.clock().advance(Duration.ofMinutes(59));
        String before = status(instance);
        world.clock().advance(Duration.ofMinutes(7));

        assertThat(before).isEqualTo("creating");
        assertThat(status(instance)).isEqualTo("available");
    }

    @Test
    void a_rename_stays_renaming_under_the_old_name() {
        world.rds().instance("orders");
        world.faults().on("rds:ModifyDBInstance").call(1).neverEnds();

        world.client(RdsClient.class)
                .modifyDBInstance(request -> request.dbInstanceIdentifier("orders")
                        .newDBInstanceIdentifier("orders-old")
                        .applyImmediately(true));
        world.clock().advance(A_DAY);

        assertThat(status("orders")).isEqualTo("renaming");
        assertThat(world.rds().instanceNames()).containsExactly("orders");
    }

    @Test
    void rds_refuses_where_there_is_no_room() {
        world.rds().instance("orders");
        world.faults().on("rds:*").always().capacityShort();
        RdsClient rds = world.client(RdsClient.class);

        InsufficientDbInstanceCapacityException instance =
                catchThrowableOfType(InsufficientDbInstanceCapacityException.class, this::restored);
        InsufficientDbClusterCapacityException cluster = catchThrowableOfType(
                InsufficientDbClusterCapacityException.class, () -> rds.restoreDBClusterToPointInTime(request -> {}));

        assertThat(instance.awsErrorDetails().errorCode()).isEqualTo("InsufficientDBInstanceCapacity");
        assertThat(instance.statusCode()).isEqualTo(400);
        assertThat(cluster.awsErrorDetails().errorCode()).isEqualTo("InsufficientDBClusterCapacityFault");
        assertThat(cluster.statusCode()).isEqualTo(403);
        assertThat(world.rds().instanceNames()).containsExactly("orders");
    }
}
