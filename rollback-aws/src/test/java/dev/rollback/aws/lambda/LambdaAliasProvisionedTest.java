package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.GetAliasResponse;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;

class LambdaAliasProvisionedTest {

    private final LambdaWorld world = new LambdaWorld();

    @BeforeEach
    void seven_is_bad_and_provisioned() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).unhealthy().provisionedConcurrency(5);
    }

    private long updates() {
        return world.between.calls().stream().filter("UpdateAlias"::equals).count();
    }

    @Test
    void weights_that_lambda_adds_for_a_while_are_waited_for_and_no_drift() {
        TestDriver driver = world.driver();

        Progress end = driver.toTheEnd(world.target, world.changeTo("6"));

        List<String> waits = driver.seen().stream()
                .filter(Progress.Pending.class::isInstance)
                .map(progress -> ((Progress.Pending) progress).why())
                .toList();
        assertThat(waits)
                .anyMatch(
                        why -> why.contains("Lambda provisions version 6: IN_PROGRESS") && why.contains("100 % to 7"));
        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(((Progress.Settled) end).evidence())
                .isEqualTo(
                        "alias live of function search-indexer points to version 6, provisioned concurrency READY 5 of 5");
        assertThat(updates()).isEqualTo(1);
        assertThat(world.live.isHealthy()).isTrue();
    }

    @Test
    void weights_that_were_seen_just_before_all_was_provisioned_are_waited_for_and_blame_nobody() {
        Change change = world.changeTo("6");
        TestDriver driver = world.driver();
        Progress.Pending set = (Progress.Pending) world.target.reconcile(change, driver.attempt());
        driver.attempt().remember(set.memo());
        world.between.alwaysAnswers(
                "GetAlias",
                pointsTo("6")
                        .routingConfig(config -> config.additionalVersionWeights(Map.of("7", 1.0)))
                        .build());
        world.between.alwaysAnswers("GetProvisionedConcurrencyConfig", provisioned("READY"));

        Progress progress = world.target.reconcile(change, driver.attempt());

        assertThat(progress).isInstanceOf(Progress.Pending.class);
    }

    @Test
    void a_resumed_run_that_has_forgotten_its_update_does_not_take_lambdas_weights_for_drift() {
        Change change = world.changeTo("6");
        world.target.reconcile(change, world.look());

        Progress resumed = world.target.reconcile(change, world.look());

        assertThat(resumed).isInstanceOf(Progress.Pending.class);
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void the_bad_version_serves_until_the_good_one_is_provisioned_and_that_is_not_called_serving() {
        Change change = world.changeTo("6");
        TestDriver driver = world.driver();

        driver.toTheEnd(world.target, change);

        List<Progress> serving = driver.seen().stream()
                .filter(Progress.Serving.class::isInstance)
                .toList();
        assertThat(serving).isEmpty();
    }

    @Test
    void traffic_that_has_moved_before_all_is_provisioned_is_serving() {
        Change change = world.changeTo("6");
        world.target.reconcile(change, world.look());
        world.between.alwaysAnswers("GetAlias", pointsTo("6").build());

        Progress progress = world.target.reconcile(change, world.look());

        assertThat(progress)
                .asInstanceOf(InstanceOfAssertFactories.type(Progress.Serving.class))
                .extracting(Progress.Serving::evidence)
                .isEqualTo(
                        "alias live of function search-indexer points to version 6, provisioned concurrency IN_PROGRESS 0 of 5");
    }

    @Test
    void right_after_the_update_provisioned_concurrency_may_still_show_what_was_before() {
        Change change = world.changeTo("6");
        TestDriver driver = world.driver();
        Progress.Pending set = (Progress.Pending) world.target.reconcile(change, driver.attempt());
        driver.attempt().remember(set.memo());
        world.between.alwaysAnswers("GetAlias", pointsTo("6").build());
        world.between.alwaysAnswers("GetProvisionedConcurrencyConfig", provisioned("READY"));

        assertThat(world.target.reconcile(change, driver.attempt())).isInstanceOf(Progress.Serving.class);
        world.clock.advance(ofSeconds(3));
        assertThat(world.target.reconcile(change, driver.attempt())).isInstanceOf(Progress.Settled.class);
    }

    @Test
    void provisioning_that_fails_after_the_traffic_has_moved_is_served_on_demand_and_said() {
        world.live.provisioningFails("Insufficient capacity");

        Progress end = world.rollBack("6");

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(((Progress.Settled) end).evidence())
                .contains("provisioned concurrency FAILED 0 of 5 (Insufficient capacity)")
                .contains("it is served on demand");
    }

    @Test
    void provisioning_that_fails_while_the_bad_version_keeps_the_traffic_is_a_failure() {
        Change change = world.changeTo("6");
        world.between.alwaysAnswers(
                "GetAlias",
                pointsTo("6")
                        .routingConfig(config -> config.additionalVersionWeights(Map.of("7", 1.0)))
                        .build());
        world.between.alwaysAnswers("GetProvisionedConcurrencyConfig", provisioned("FAILED"));

        Progress end = world.driver().toTheEnd(world.target, change);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.ENVIRONMENT);
        assertThat(((Progress.Failed) end).reason())
                .contains("FAILED 0 of 5 (no capacity)")
                .contains("keeps the traffic at 100 % to 7")
                .contains("expected it on version 6")
                .contains("Lower or delete the provisioned concurrency");
    }

    @Test
    void without_permission_to_look_at_it_the_alias_is_moved_and_lambdas_weights_are_waited_for() {
        Change change = world.changeTo("6");
        world.between.alwaysFails(
                "GetProvisionedConcurrencyConfig",
                LambdaAliasCurrentTest.denied("lambda:GetProvisionedConcurrencyConfig"));
        TestDriver driver = world.driver();

        Progress end = driver.toTheEnd(world.target, change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(driver.seen())
                .filteredOn(Progress.Pending.class::isInstance)
                .extracting(progress -> ((Progress.Pending) progress).why())
                .anyMatch(why -> why.contains("UNKNOWN 0 of 0 (no permission to look)"));
        assertThat(world.live.isHealthy()).isTrue();
        assertThat(updates()).isEqualTo(1);
    }

    private static GetAliasResponse.Builder pointsTo(String version) {
        return GetAliasResponse.builder().functionVersion(version).revisionId("r");
    }

    private static GetProvisionedConcurrencyConfigResponse provisioned(String status) {
        return GetProvisionedConcurrencyConfigResponse.builder()
                .status(status)
                .requestedProvisionedConcurrentExecutions(5)
                .availableProvisionedConcurrentExecutions(0)
                .statusReason(status.equals("FAILED") ? "no capacity" : null)
                .build();
    }
}
