package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.BadRequestReason;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.DeploymentEvent;
import software.amazon.awssdk.services.appconfig.model.DeploymentEventType;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.DeploymentSummary;
import software.amazon.awssdk.services.appconfig.model.EnvironmentState;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.GrowthType;
import software.amazon.awssdk.services.appconfig.model.Monitor;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;
import software.amazon.awssdk.services.appconfig.model.Validator;
import software.amazon.awssdk.services.appconfig.model.ValidatorType;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;
import software.amazon.awssdk.services.cloudwatch.model.Statistic;

/** What the AppConfig target takes for granted of deployments. What no emulator knows of them is said at {@link AppConfigContract}. */
interface ConfigurationDeploymentContract extends AppConfigContract {

    /** An environment for a profile with two versions, and a strategy without growth and bake. */
    record Scene(Store store, String environment, String now) {}

    private Scene scene(Monitor... monitors) {
        Store store = store();
        put(store, "{\"most\": 1}");
        put(store, "{\"most\": 2}");
        String environment = appConfig()
                .createEnvironment(request -> request.applicationId(store.application())
                        .name(AppConfigContract.fresh("prod"))
                        .monitors(monitors))
                .id();
        String now = appConfig()
                .createDeploymentStrategy(request -> request.name(AppConfigContract.fresh("now"))
                        .growthType(GrowthType.LINEAR)
                        .growthFactor(100f)
                        .deploymentDurationInMinutes(0)
                        .finalBakeTimeInMinutes(0)
                        .replicateTo("NONE"))
                .id();
        return new Scene(store, environment, now);
    }

    private int start(Scene scene, String version, String strategy) {
        int number = appConfig()
                .startDeployment(request -> request.applicationId(scene.store().application())
                        .environmentId(scene.environment())
                        .configurationProfileId(scene.store().profile())
                        .configurationVersion(version)
                        .deploymentStrategyId(strategy)
                        .description("for a test"))
                .deploymentNumber();
        subject().pass(Duration.ofSeconds(30));
        return number;
    }

    private void stop(Scene scene, int number, boolean allowRevert) {
        appConfig()
                .stopDeployment(request -> request.applicationId(scene.store().application())
                        .environmentId(scene.environment())
                        .deploymentNumber(number)
                        .allowRevert(allowRevert));
        subject().pass(Duration.ofSeconds(30));
    }

    private GetDeploymentResponse deployment(Scene scene, int number) {
        return appConfig()
                .getDeployment(request -> request.applicationId(scene.store().application())
                        .environmentId(scene.environment())
                        .deploymentNumber(number));
    }

    private EnvironmentState environment(Scene scene) {
        return appConfig()
                .getEnvironment(request ->
                        request.applicationId(scene.store().application()).environmentId(scene.environment()))
                .state();
    }

    @Test
    default void completes_a_deployment_that_takes_no_time_and_tells_all_of_it() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();

            int number = start(scene, "1", scene.now());

            GetDeploymentResponse made = deployment(scene, number);
            assertThat(number).isEqualTo(1);
            assertThat(made.state()).isEqualTo(DeploymentState.COMPLETE);
            assertThat(made.percentageComplete()).isEqualTo(100f);
            assertThat(made.configurationProfileId()).isEqualTo(scene.store().profile());
            assertThat(made.configurationVersion()).isEqualTo("1");
            assertThat(made.description()).isEqualTo("for a test");
            assertThat(made.completedAt()).isAfterOrEqualTo(made.startedAt());
            assertThat(environment(scene)).isEqualTo(EnvironmentState.READY_FOR_DEPLOYMENT);
        });
    }

    @Test
    default void tells_what_happened_to_a_deployment_newest_first() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();

            GetDeploymentResponse made = deployment(scene, start(scene, "1", scene.now()));

            assertThat(made.eventLog().get(0).eventType()).isEqualTo(DeploymentEventType.DEPLOYMENT_COMPLETED);
            assertThat(made.eventLog().get(made.eventLog().size() - 1).eventType())
                    .isEqualTo(DeploymentEventType.DEPLOYMENT_STARTED);
            assertThat(made.eventLog())
                    .isSortedAccordingTo(
                            Comparator.comparing(DeploymentEvent::occurredAt).reversed());
        });
    }

    @Test
    default void lists_the_deployments_of_an_environment_newest_first_in_pages() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            start(scene, "1", scene.now());
            start(scene, "2", scene.now());

            List<Integer> numbers = appConfig()
                    .listDeployments(request ->
                            request.applicationId(scene.store().application()).environmentId(scene.environment()))
                    .items()
                    .stream()
                    .map(DeploymentSummary::deploymentNumber)
                    .toList();

            assertThat(numbers).containsExactlyInAnyOrder(1, 2);
            subject()
                    .keepsUnless(
                            Deviation.DEPLOYMENTS_NEWEST_FIRST,
                            () -> assertThat(numbers).isSortedAccordingTo(Collections.reverseOrder()));
            subject()
                    .keepsUnless(
                            Deviation.DEPLOYMENT_PAGES,
                            () -> assertThat(appConfig()
                                            .listDeployments(request -> request.applicationId(
                                                            scene.store().application())
                                                    .environmentId(scene.environment())
                                                    .maxResults(1))
                                            .nextToken())
                                    .isNotNull());
        });
    }

    @Test
    default void bakes_after_all_clients_are_reached_and_refuses_another_deployment_meanwhile() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            Store other =
                    new Store(scene.store().application(), profile(scene.store().application(), "AWS.Freeform"));
            put(other, "{}");

            int number = start(scene, "1", "AppConfig.AllAtOnce");

            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.BAKING);
            assertThat(deployment(scene, number).percentageComplete()).isEqualTo(100f);
            assertThat(environment(scene)).isEqualTo(EnvironmentState.DEPLOYING);
            assertThatThrownBy(() -> start(scene, "2", scene.now())).isInstanceOf(ConflictException.class);
            assertThatThrownBy(() -> start(new Scene(other, scene.environment(), scene.now()), "1", scene.now()))
                    .isInstanceOf(ConflictException.class);
        });
    }

    @Test
    default void stops_what_bakes_only_with_leave_to_revert() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            int number = start(scene, "1", "AppConfig.AllAtOnce");

            assertThatThrownBy(() -> stop(scene, number, false)).isInstanceOf(BadRequestException.class);
            stop(scene, number, true);

            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.ROLLED_BACK);
            assertThat(environment(scene)).isEqualTo(EnvironmentState.ROLLED_BACK);
        });
    }

    @Test
    default void stops_what_deploys_and_rolls_it_back() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            int number = start(scene, "1", "AppConfig.Canary10Percent20Minutes");

            DeploymentState before = deployment(scene, number).state();
            stop(scene, number, false);

            assertThat(before).isEqualTo(DeploymentState.DEPLOYING);
            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        });
    }

    @Test
    default void reverts_what_is_complete_with_leave_once() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            start(scene, "1", scene.now());
            int number = start(scene, "2", scene.now());

            assertThatThrownBy(() -> stop(scene, number, false)).isInstanceOf(BadRequestException.class);
            stop(scene, number, true);

            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.REVERTED);
            assertThat(environment(scene)).isEqualTo(EnvironmentState.REVERTED);
            assertThatThrownBy(() -> stop(scene, number, true)).isInstanceOf(BadRequestException.class);
        });
    }

    @Test
    default void refuses_what_is_not_there() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();

            assertThatThrownBy(() -> deployment(scene, 99)).isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> stop(scene, 99, true)).isInstanceOf(ResourceNotFoundException.class);
            assertThatThrownBy(() -> start(scene, "1", "abc1234")).isInstanceOf(ResourceNotFoundException.class);
            subject()
                    .keepsUnless(
                            Deviation.UNKNOWN_CONFIGURATION,
                            () -> assertThatThrownBy(() -> start(scene, "99", scene.now()))
                                    .isInstanceOf(ResourceNotFoundException.class));
        });
    }

    @Test
    default void deploys_by_label_and_tells_the_number() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            appConfig()
                    .createHostedConfigurationVersion(
                            request -> request.applicationId(scene.store().application())
                                    .configurationProfileId(scene.store().profile())
                                    .contentType("application/json")
                                    .versionLabel("v3.0")
                                    .content(SdkBytes.fromUtf8String("{\"most\": 3}")));

            subject().keepsUnless(Deviation.LABEL_RESOLVED, () -> {
                GetDeploymentResponse made = deployment(scene, start(scene, "v3.0", scene.now()));
                assertThat(made.configurationVersion()).isEqualTo("3");
                assertThat(made.versionLabel()).isEqualTo("v3.0");
            });
        });
    }

    @Test
    default void knows_the_strategies_that_every_account_has() throws Exception {
        subject()
                .keepsUnless(
                        Deviation.DEPLOYMENTS,
                        () -> assertThat(Stream.of(
                                                "AppConfig.AllAtOnce",
                                                "AppConfig.Linear50PercentEvery30Seconds",
                                                "AppConfig.Canary10Percent20Minutes",
                                                "AppConfig.Linear20PercentEvery6Minutes")
                                        .map(id -> appConfig()
                                                .getDeploymentStrategy(request -> request.deploymentStrategyId(id)))
                                        .map(strategy -> strategy.growthType() + " " + strategy.growthFactor() + " "
                                                + strategy.deploymentDurationInMinutes() + "+"
                                                + strategy.finalBakeTimeInMinutes()))
                                .containsExactly(
                                        "LINEAR 100.0 0+10",
                                        "LINEAR 50.0 1+1",
                                        "EXPONENTIAL 10.0 20+10",
                                        "LINEAR 20.0 30+30"));
    }

    @Test
    default void refuses_to_start_what_a_validator_refuses() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene();
            String strict = appConfig()
                    .createConfigurationProfile(
                            request -> request.applicationId(scene.store().application())
                                    .name(AppConfigContract.fresh("strict"))
                                    .locationUri("hosted")
                                    .validators(Validator.builder()
                                            .type(ValidatorType.JSON_SCHEMA)
                                            .content("{\"type\": \"array\"}")
                                            .build()))
                    .id();
            Store store = new Store(scene.store().application(), strict);
            put(store, "{\"most\": 1}");

            subject()
                    .keepsUnless(
                            Deviation.VALIDATORS,
                            () -> assertThatThrownBy(() ->
                                            start(new Scene(store, scene.environment(), scene.now()), "1", scene.now()))
                                    .isInstanceOfSatisfying(
                                            BadRequestException.class,
                                            e -> assertThat(e.reason())
                                                    .isEqualTo(BadRequestReason.INVALID_CONFIGURATION)));
        });
    }

    // alarms

    private CloudWatchClient cloudWatch() {
        return subject().client(CloudWatchClient.class);
    }

    private void set(String alarm, StateValue state) {
        cloudWatch()
                .setAlarmState(
                        request -> request.alarmName(alarm).stateValue(state).stateReason("for a test"));
    }

    private Monitor monitor(String alarm, StateValue state) {
        cloudWatch()
                .putMetricAlarm(request -> request.alarmName(alarm)
                        .namespace("shop")
                        .metricName("errors")
                        .statistic(Statistic.SUM)
                        .period(60)
                        .evaluationPeriods(1)
                        .threshold(1.0)
                        .comparisonOperator(ComparisonOperator.GREATER_THAN_THRESHOLD));
        set(alarm, state);
        String arn = cloudWatch()
                .describeAlarms(request -> request.alarmNames(alarm))
                .metricAlarms()
                .get(0)
                .alarmArn();
        return Monitor.builder()
                .alarmArn(arn)
                .alarmRoleArn("arn:aws:iam::123456789012:role/monitor")
                .build();
    }

    @Test
    default void rolls_a_deployment_back_while_an_alarm_is_on() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene(monitor(AppConfigContract.fresh("alarm"), StateValue.ALARM));

            int number = start(scene, "1", "AppConfig.AllAtOnce");

            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.ROLLED_BACK);
        });
    }

    @Test
    default void rolls_a_deployment_back_while_an_alarm_lacks_data() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            Scene scene = scene(monitor(AppConfigContract.fresh("alarm"), StateValue.INSUFFICIENT_DATA));

            int number = start(scene, "1", "AppConfig.AllAtOnce");

            subject()
                    .keepsUnless(
                            Deviation.NO_DATA_ROLLS_BACK,
                            () -> assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.ROLLED_BACK));
        });
    }

    @Test
    default void reverts_whatever_the_alarms_say() throws Exception {
        subject().keepsUnless(Deviation.DEPLOYMENTS, () -> {
            String alarm = AppConfigContract.fresh("alarm");
            Scene scene = scene(monitor(alarm, StateValue.OK));
            start(scene, "1", scene.now());
            int number = start(scene, "2", scene.now());
            set(alarm, StateValue.ALARM);

            stop(scene, number, true);

            assertThat(deployment(scene, number).state()).isEqualTo(DeploymentState.REVERTED);
        });
    }
}
