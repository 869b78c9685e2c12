package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Answers that are newer than the SDK, or lack what AWS may leave out, of whatever operation. */
class AnswerFaultsTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @BeforeEach
    void a_service_a_function_a_flag_and_a_database() {
        world.ecs().service("prod", "checkout").ran("41", Duration.ofDays(30)).deployed("42", Duration.ofHours(1));
        world.lambda().function("indexer").alias("live").ran("6", Duration.ofDays(1));
        world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .ran("{}", Duration.ofDays(1));
        world.rds().instance("orders");
    }

    private Service service() {
        return world.client(EcsClient.class)
                .describeServices(request -> request.cluster("prod").services("checkout"))
                .services()
                .get(0);
    }

    private GetFunctionConfigurationResponse function() {
        return world.client(LambdaClient.class)
                .getFunctionConfiguration(
                        request -> request.functionName("indexer").qualifier("6"));
    }

    private GetDeploymentResponse deployment() {
        String application = world.appConfig().application("shop").id();
        String environment =
                world.appConfig().application("shop").environment("prod").id();
        return world.client(AppConfigClient.class)
                .getDeployment(request -> request.applicationId(application)
                        .environmentId(environment)
                        .deploymentNumber(1));
    }

    private DBInstance database() {
        return world.client(RdsClient.class)
                .describeDBInstances(request -> request.dbInstanceIdentifier("orders"))
                .dbInstances()
                .get(0);
    }

    @Test
    void states_and_statuses_are_unknown_to_the_sdk_however_deep_they_stand() {
        world.faults().on("*").always().unknownValues();

        Deployment deployed = service().deployments().get(0);

        assertThat(service().status()).isEqualTo("NEWER_THAN_THE_SDK");
        assertThat(deployed.status()).isEqualTo("NEWER_THAN_THE_SDK");
        assertThat(deployed.rolloutState()).isEqualTo(DeploymentRolloutState.UNKNOWN_TO_SDK_VERSION);
        assertThat(deployed.runningCount()).isEqualTo(2);
        assertThat(function().state()).isEqualTo(State.UNKNOWN_TO_SDK_VERSION);
        assertThat(deployment().state()).isEqualTo(DeploymentState.UNKNOWN_TO_SDK_VERSION);
        assertThat(database().dbInstanceStatus()).isEqualTo("NEWER_THAN_THE_SDK");
    }

    @Test
    void times_counts_reasons_and_states_that_old_things_lack_are_missing_and_names_are_not() {
        world.faults().on("*").always().missingFields();

        Deployment deployed = service().deployments().get(0);

        assertThat(deployed.rolloutState()).isNull();
        assertThat(deployed.createdAt()).isNull();
        assertThat(deployed.runningCount()).isNull();
        assertThat(deployed.status()).isEqualTo("PRIMARY");
        assertThat(deployed.taskDefinition()).endsWith("checkout:42");
        assertThat(function().state()).isNull();
        assertThat(function().version()).isEqualTo("6");
        assertThat(deployment().percentageComplete()).isNull();
        assertThat(deployment().hasEventLog()).isFalse();
        assertThat(deployment().state()).isEqualTo(DeploymentState.COMPLETE);
        assertThat(deployment().deploymentNumber()).isOne();
        assertThat(database().latestRestorableTime()).isNull();
        assertThat(database().allocatedStorage()).isNotNull();
    }

    @Test
    void the_world_itself_stays_as_it_is() {
        world.faults().on("ecs:DescribeServices").call(1).unknownValues();

        Service strange = service();
        Service after = service();

        assertThat(strange.status()).isEqualTo("NEWER_THAN_THE_SDK");
        assertThat(after.status()).isEqualTo("ACTIVE");
        assertThat(world.calls().list())
                .extracting(call -> call.fault().orElse(null))
                .containsExactly(FaultKind.UNKNOWN_VALUES, null);
    }

    @Test
    void what_has_no_state_is_not_hit() {
        world.faults().on("lambda:ListTags").call(1).unknownValues();

        world.client(LambdaClient.class)
                .listTags(request -> request.resource(function().functionArn()));

        assertThat(world.calls().of("lambda:ListTags").list())
                .singleElement()
                .matches(call -> call.fault().isEmpty());
    }

    @Test
    void calls_of_an_examined_run_know_what_would_come_to_nothing() {
        world.examineCalls();

        service();
        world.client(LambdaClient.class)
                .getAlias(request -> request.functionName("indexer").name("live"));

        Call described = world.calls().list().get(0);
        Call alias = world.calls().list().get(1);
        assertThat(described.isOpenTo(FaultKind.UNKNOWN_VALUES)).isTrue();
        assertThat(described.isOpenTo(FaultKind.LOST_RESPONSE)).isFalse();
        assertThat(alias.isOpenTo(FaultKind.UNKNOWN_VALUES)).isFalse();
        assertThat(alias.isOpenTo(FaultKind.THROTTLE)).isTrue();
    }
}
