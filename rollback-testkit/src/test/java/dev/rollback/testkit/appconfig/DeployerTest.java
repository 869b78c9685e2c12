package dev.rollback.testkit.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.model.AppConfigException;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.BadRequestReason;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.DeploymentEvent;
import software.amazon.awssdk.services.appconfig.model.DeploymentEventType;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.DeploymentSummary;
import software.amazon.awssdk.services.appconfig.model.EnvironmentState;
import software.amazon.awssdk.services.appconfig.model.GetDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.ListDeploymentsResponse;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;
import software.amazon.awssdk.services.appconfig.model.TriggeredBy;

class DeployerTest {
    private static final String CANARY = "AppConfig.Canary10Percent20Minutes";
    private static final String LINEAR = "AppConfig.Linear20PercentEvery6Minutes";

    private final Scene scene = new Scene().twoVersions();

    @Test
    void deploys_in_steps_then_bakes_and_is_complete() {
        scene.start("1", LINEAR);

        assertThat(scene.limits.latest().percentageComplete()).isZero();
        scene.clock.advance(ofMinutes(13));
        assertThat(scene.limits.latest().percentageComplete()).isEqualTo(40);
        assertThat(scene.limits.traffic()).containsEntry("1", 0.4).containsEntry("2", 0.6);
        scene.clock.advance(ofMinutes(17));
        assertThat(scene.state(3)).isEqualTo(DeploymentState.BAKING);
        assertThat(scene.limits.traffic()).containsOnly(Map.entry("1", 1.0));
        scene.clock.advance(ofMinutes(30));
        assertThat(scene.state(3)).isEqualTo(DeploymentState.COMPLETE);
    }

    @Test
    void doubles_its_reach_at_each_step_of_exponential_growth() {
        scene.start("1", CANARY);
        List<Double> reached = new ArrayList<>();

        for (int i = 0; i < 5; i++) {
            scene.clock.advance(ofMinutes(4));
            reached.add((double) scene.limits.latest().percentageComplete());
        }

        assertThat(reached).containsExactly(10.0, 20.0, 40.0, 80.0, 100.0);
    }

    @Test
    void takes_some_seconds_even_by_a_strategy_that_takes_no_time() {
        String now = scene.appConfig.strategy("now", ofMinutes(0), ofMinutes(0));

        assertThat(scene.start("1", now).state()).isEqualTo(DeploymentState.DEPLOYING);
        scene.clock.advance(ofSeconds(5));

        assertThat(scene.state(3)).isEqualTo(DeploymentState.COMPLETE);
        assertThat(scene.limits.servedVersion()).isEqualTo("1");
    }

    @Test
    void tells_what_happened_newest_first() {
        GetDeploymentResponse told = scene.limits.latest();

        assertThat(told.eventLog().stream().map(DeploymentEvent::eventType))
                .containsExactly(
                        DeploymentEventType.DEPLOYMENT_COMPLETED,
                        DeploymentEventType.BAKE_TIME_STARTED,
                        DeploymentEventType.PERCENTAGE_UPDATED,
                        DeploymentEventType.DEPLOYMENT_STARTED);
        assertThat(told.startedAt()).isEqualTo(TestClock.NOON.minus(ofMinutes(20)));
        assertThat(told.completedAt())
                .isEqualTo(TestClock.NOON.minus(ofMinutes(10)).plusSeconds(5));
    }

    @Test
    void refuses_a_second_deployment_in_the_environment_whatever_the_profile() {
        FakeConfiguration other = scene.prod.profile("other").undeployed("{}");
        scene.start("1", CANARY);

        assertThatThrownBy(() -> scene.appConfig.startDeployment(
                        scene.request(other, "1", CANARY).build()))
                .isInstanceOfSatisfying(
                        ConflictException.class, e -> assertThat(e.statusCode()).isEqualTo(409))
                .hasMessageContaining("Deployment number 3 is in progress");
        assertThat(scene.prod.state()).isEqualTo(EnvironmentState.DEPLOYING);
    }

    @Test
    void counts_the_deployments_of_all_profiles_up_together_by_time() {
        scene.prod.profile("other").deployed("{}", ofDays(3));

        assertThat(scene.prod.deployments().stream().map(GetDeploymentResponse::configurationName))
                .containsExactly("limits", "other", "limits");
        assertThat(scene.prod.deployments().stream().map(GetDeploymentResponse::deploymentNumber))
                .containsExactly(3, 2, 1);
    }

    @Test
    void lists_deployments_newest_first_in_pages() {
        ListDeploymentsResponse first = scene.appConfig.listDeployments(
                request -> request.applicationId(scene.prod.application().id())
                        .environmentId(scene.prod.id())
                        .maxResults(1));
        ListDeploymentsResponse second = scene.appConfig.listDeployments(
                request -> request.applicationId(scene.prod.application().id())
                        .environmentId(scene.prod.id())
                        .maxResults(1)
                        .nextToken(first.nextToken()));

        assertThat(first.items().stream().map(DeploymentSummary::deploymentNumber))
                .containsExactly(2);
        assertThat(second.items().stream().map(DeploymentSummary::deploymentNumber))
                .containsExactly(1);
        assertThat(second.nextToken()).isNull();
    }

    @Test
    void refuses_pages_and_tokens_that_cannot_be() {
        assertThatThrownBy(() -> scene.appConfig.listDeployments(request -> request.applicationId(
                                scene.prod.application().id())
                        .environmentId(scene.prod.id())
                        .maxResults(51)))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("between 1 and 50");
        assertThatThrownBy(() -> scene.appConfig.listDeployments(request -> request.applicationId(
                                scene.prod.application().id())
                        .environmentId(scene.prod.id())
                        .nextToken("made up")))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("Invalid NextToken");
    }

    @Test
    void deploys_by_label_and_says_the_number() {
        scene.limits.undeployed("{\"most\": 3}").labelled("v3.0");

        var started = scene.start("v3.0", CANARY);

        assertThat(started.configurationVersion()).isEqualTo("3");
        assertThat(started.versionLabel()).isEqualTo("v3.0");
    }

    @Test
    void refuses_to_deploy_what_is_not_there() {
        scene.limits.deleted("1");

        assertThatThrownBy(() -> scene.start("1", CANARY)).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> scene.start("2", "AppConfig.NoSuchStrategy"))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> scene.start("2", "Canary"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("deploymentStrategyId");
    }

    @Test
    void refuses_names_in_the_place_of_ids() {
        assertThatThrownBy(() -> scene.appConfig.listEnvironments(request -> request.applicationId("shop")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> scene.appConfig.listEnvironments(request -> request.applicationId("Online-Shop")))
                .isInstanceOf(BadRequestException.class);
    }

    // alarms

    @Test
    void rolls_a_deployment_back_when_a_monitor_goes_off_while_it_bakes() {
        scene.prod.monitors("5xx");
        scene.start("1", Strategies.ALL_AT_ONCE);
        scene.clock.advance(ofMinutes(4).plusSeconds(1));
        scene.cloudWatch.alarm("5xx").inAlarm();

        scene.clock.advance(ofSeconds(16));
        DeploymentState then = scene.state(3);
        scene.clock.advance(ofMinutes(1));

        assertThat(then).isEqualTo(DeploymentState.ROLLING_BACK);
        assertThat(scene.state(3)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(scene.prod.state()).isEqualTo(EnvironmentState.ROLLED_BACK);
        assertThat(scene.limits.servedVersion()).isEqualTo("2");
        assertThat(scene.limits.latest().eventLog().get(1)).satisfies(event -> {
            assertThat(event.triggeredBy()).isEqualTo(TriggeredBy.CLOUDWATCH_ALARM);
            assertThat(event.description()).contains("5xx is in ALARM");
        });
    }

    @Test
    void takes_a_lack_of_data_for_an_alarm_and_looks_at_the_beginning() {
        scene.prod.monitors("traffic");
        scene.cloudWatch.alarm("traffic").insufficientData();
        String now = scene.appConfig.strategy("now", ofMinutes(0), ofMinutes(0));

        scene.start("1", now);
        scene.clock.advance(ofMinutes(1));

        assertThat(scene.state(3)).isEqualTo(DeploymentState.ROLLED_BACK);
    }

    @Test
    void heeds_no_alarm_whose_actions_are_disabled_and_none_after_the_bake() {
        scene.prod.monitors("quiet", "late");
        scene.cloudWatch.alarm("quiet").inAlarm().actionsDisabled();
        scene.start("1", Strategies.ALL_AT_ONCE);
        scene.clock.advance(ofMinutes(11));
        scene.cloudWatch.alarm("late").inAlarm();
        scene.clock.advance(ofMinutes(5));

        assertThat(scene.state(3)).isEqualTo(DeploymentState.COMPLETE);
    }

    @Test
    void heeds_the_monitors_that_an_update_sets() {
        scene.prod.monitors("5xx");
        scene.cloudWatch.alarm("5xx").inAlarm();
        scene.appConfig.updateEnvironment(
                request -> request.applicationId(scene.prod.application().id())
                        .environmentId(scene.prod.id())
                        .monitors(List.of()));

        scene.start("1", Strategies.ALL_AT_ONCE);
        scene.clock.advance(ofMinutes(11));

        assertThat(scene.state(3)).isEqualTo(DeploymentState.COMPLETE);
    }

    // stopping and reverting

    @Test
    void stops_what_is_deploying_and_rolls_it_back() {
        scene.start("1", CANARY);

        DeploymentState answered = scene.stop(3, false).state();
        scene.clock.advance(ofSeconds(10));

        assertThat(answered).isEqualTo(DeploymentState.ROLLING_BACK);
        assertThat(scene.state(3)).isEqualTo(DeploymentState.ROLLED_BACK);
        assertThat(scene.limits.servedVersion()).isEqualTo("2");
    }

    @Test
    void stops_what_bakes_only_with_leave_to_revert() {
        scene.start("1", Strategies.ALL_AT_ONCE);
        scene.clock.advance(ofMinutes(1));

        assertThatThrownBy(() -> scene.stop(3, false))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("it is BAKING");
        assertThat(scene.stop(3, true).state()).isEqualTo(DeploymentState.ROLLING_BACK);
    }

    @Test
    void reverts_what_is_complete_to_its_predecessor_at_once_whatever_the_alarms_say() {
        scene.prod.monitors("5xx");
        scene.cloudWatch.alarm("5xx").inAlarm();

        DeploymentState answered = scene.stop(2, true).state();

        assertThat(answered).isEqualTo(DeploymentState.REVERTED);
        assertThat(scene.limits.servedVersion()).isEqualTo("1");
        assertThat(scene.prod.state()).isEqualTo(EnvironmentState.REVERTED);
        assertThatThrownBy(() -> scene.stop(2, true)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void reverts_nothing_without_leave_nor_after_72_hours() {
        assertThatThrownBy(() -> scene.stop(2, false))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("it is COMPLETE");

        scene.clock.advance(ofDays(3).minus(ofMinutes(9)));

        assertThatThrownBy(() -> scene.stop(2, true)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void reverts_only_the_newest_complete_deployment_of_a_profile() {
        scene.limits.someoneDeploys("{\"most\": 3}");
        scene.clock.advance(ofMinutes(11));

        assertThatThrownBy(() -> scene.stop(2, true)).isInstanceOf(BadRequestException.class);
        scene.stop(3, true);
        scene.stop(2, true);

        assertThat(scene.limits.servedVersion()).isEqualTo("1");
    }

    @Test
    void can_be_made_to_revert_only_the_newest_of_the_environment() {
        scene.prod.profile("other").deployed("{}", ofMinutes(12));

        scene.appConfig.onlyTheNewestReverts();

        assertThatThrownBy(() -> scene.stop(2, true)).isInstanceOf(BadRequestException.class);
    }

    @Test
    void stops_nothing_that_is_over() {
        scene.limits.someoneDeploys("{\"most\": 3}").someoneStops();

        assertThatThrownBy(() -> scene.stop(3, true))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("ROLLING_BACK");
        assertThatThrownBy(() -> scene.stop(99, true)).isInstanceOf(ResourceNotFoundException.class);
    }

    // validators

    @Test
    void refuses_to_start_what_the_schema_calls_invalid_though_it_was_valid_once() {
        scene.limits.schema("{\"type\": \"object\", \"properties\": {\"most\": {\"minimum\": 2}}}");

        assertThatThrownBy(() -> scene.start("1", CANARY))
                .isInstanceOfSatisfying(BadRequestException.class, e -> {
                    assertThat(e.reason()).isEqualTo(BadRequestReason.INVALID_CONFIGURATION);
                    assertThat(e.details().invalidConfiguration())
                            .singleElement()
                            .satisfies(detail -> {
                                assertThat(detail.constraint()).isEqualTo("minimum");
                                assertThat(detail.location()).isEqualTo("$.most");
                                assertThat(detail.reason()).isEqualTo("$.most is below the minimum of 2");
                            });
                })
                .hasMessageContaining("version 1 is not valid");
        assertThat(scene.prod.deployments()).hasSize(2);
    }

    @Test
    void asks_the_validating_function_when_a_deployment_starts_and_when_asked_to_validate() {
        scene.limits.validatedBy(
                "arn:aws:lambda:eu-west-1:123456789012:function:check",
                content -> content.contains("1") ? Optional.of("one is too few") : Optional.empty());

        assertThatThrownBy(() -> scene.start("1", CANARY))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("one is too few");
        assertThatThrownBy(() -> validate("1"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("one is too few");
        validate("2");
    }

    private void validate(String version) {
        scene.appConfig.validateConfiguration(
                request -> request.applicationId(scene.prod.application().id())
                        .configurationProfileId(scene.limits.id())
                        .configurationVersion(version));
    }

    @Test
    void answers_with_complete_exceptions() {
        assertThatThrownBy(() -> scene.stop(2, false)).isInstanceOfSatisfying(AppConfigException.class, e -> {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("BadRequestException");
            assertThat(e.statusCode()).isEqualTo(400);
            assertThat(e.requestId()).isNotEmpty();
        });
    }
}
