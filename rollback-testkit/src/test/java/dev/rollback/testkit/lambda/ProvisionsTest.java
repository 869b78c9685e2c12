package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.GetProvisionedConcurrencyConfigResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;

class ProvisionsTest {
    private final LambdaFixture fixture = new LambdaFixture().withVersions(2).withAlias("1");
    private final FakeLambda lambda = fixture.lambda;

    private void provisioned() {
        fixture.provision(4);
        fixture.clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void an_alias_without_provisioned_concurrency_says_so() {
        assertThatThrownBy(fixture::provision)
                .isInstanceOfSatisfying(
                        ProvisionedConcurrencyConfigNotFoundException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(404));
    }

    @Test
    void provisioned_concurrency_is_allocated_over_time() {
        fixture.provision(4);

        fixture.clock.advance(Duration.ofMinutes(1));
        GetProvisionedConcurrencyConfigResponse half = fixture.provision();
        fixture.clock.advance(Duration.ofMinutes(1));
        GetProvisionedConcurrencyConfigResponse whole = fixture.provision();

        assertThat(half.status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
        assertThat(half.requestedProvisionedConcurrentExecutions()).isEqualTo(4);
        assertThat(half.allocatedProvisionedConcurrentExecutions()).isEqualTo(2);
        assertThat(whole.status()).isEqualTo(ProvisionedConcurrencyStatusEnum.READY);
        assertThat(whole.availableProvisionedConcurrentExecutions()).isEqualTo(4);
        assertThat(whole.lastModified()).isEqualTo("2026-11-20T12:00:20+0000");
    }

    @Test
    void asking_for_more_keeps_what_is_allocated() {
        provisioned();

        fixture.provision(8);

        assertThat(fixture.provision().allocatedProvisionedConcurrentExecutions())
                .isEqualTo(4);
        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
    }

    @Test
    void traffic_stays_on_the_old_version_until_the_new_one_is_provisioned() {
        provisioned();

        fixture.point("2");
        fixture.clock.advance(Duration.ofMinutes(2).minusMillis(1));
        Map<String, Double> moving = fixture.alias().routingConfig().additionalVersionWeights();
        fixture.clock.advance(Duration.ofMillis(1));

        assertThat(moving).containsExactly(Map.entry("1", 1.0));
        assertThat(fixture.alias().functionVersion()).isEqualTo("2");
        assertThat(fixture.alias().routingConfig()).isNull();
        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.READY);
    }

    @Test
    void the_answer_to_the_move_already_shows_the_weights_that_lambda_adds() {
        provisioned();

        Map<String, Double> weights = lambda.updateAlias(
                        r -> r.functionName("indexer").name("live").functionVersion("2"))
                .routingConfig()
                .additionalVersionWeights();

        assertThat(weights).containsExactly(Map.entry("1", 1.0));
    }

    @Test
    void turning_back_while_moving_takes_no_traffic_to_the_version_that_never_served() {
        provisioned();
        fixture.point("2");

        fixture.clock.advance(Duration.ofSeconds(30));
        fixture.point("1");

        assertThat(fixture.alias().routingConfig()).isNull();
        assertThat(lambda.function("indexer").alias("live").traffic()).containsExactly(Map.entry("1", 1.0));
    }

    @Test
    void a_new_description_does_not_disturb_the_move() {
        provisioned();
        fixture.point("2");

        lambda.updateAlias(r -> r.functionName("indexer").name("live").description("release 1.4"));

        assertThat(fixture.alias().routingConfig().additionalVersionWeights()).containsExactly(Map.entry("1", 1.0));
    }

    @Test
    void deleting_it_while_it_moves_lets_the_traffic_go() {
        provisioned();
        fixture.point("2");

        lambda.deleteProvisionedConcurrencyConfig(r -> r.functionName("indexer").qualifier("live"));

        assertThat(fixture.alias().routingConfig()).isNull();
    }

    @Test
    void a_move_to_the_same_version_moves_no_provisioned_concurrency() {
        provisioned();

        fixture.point("1");

        assertThat(fixture.alias().routingConfig()).isNull();
        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.READY);
    }

    @Test
    void the_time_that_provisioning_takes_can_be_set() {
        lambda.provisioningTakes(Duration.ofMinutes(10));
        fixture.provision(4);

        fixture.clock.advance(Duration.ofMinutes(9));

        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
    }

    @Test
    void an_alias_with_weights_gets_no_provisioned_concurrency() {
        fixture.weigh(Map.of("2", 0.1));

        assertThatThrownBy(() -> fixture.provision(4))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Alias with weights can not be used with Provisioned Concurrency");
    }

    @Test
    void an_alias_whose_traffic_is_still_moving_gets_no_other_provisioned_concurrency() {
        provisioned();
        fixture.point("2");

        assertThatThrownBy(() -> fixture.provision(8)).isInstanceOf(InvalidParameterValueException.class);
        fixture.clock.advance(Duration.ofMinutes(2));
        fixture.provision(8);
    }

    @Test
    void an_alias_with_provisioned_concurrency_gets_no_weights() {
        provisioned();

        assertThatThrownBy(() -> fixture.weigh(Map.of("2", 0.1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("Alias with weights can not be used with Provisioned Concurrency");
    }

    @Test
    void two_aliases_cannot_provision_one_version() {
        provisioned();
        lambda.createAlias(r -> r.functionName("indexer").name("blue").functionVersion("2"));
        lambda.putProvisionedConcurrencyConfig(
                r -> r.functionName("indexer").qualifier("blue").provisionedConcurrentExecutions(1));

        assertThatThrownBy(() -> lambda.updateAlias(
                        r -> r.functionName("indexer").name("blue").functionVersion("1")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() -> lambda.putProvisionedConcurrencyConfig(
                        r -> r.functionName("indexer").qualifier("1").provisionedConcurrentExecutions(1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("already Provisioned version");
    }

    @Test
    void the_unpublished_version_gets_no_provisioned_concurrency() {
        assertThatThrownBy(() -> lambda.putProvisionedConcurrencyConfig(
                        r -> r.functionName("indexer").qualifier("$LATEST").provisionedConcurrentExecutions(1)))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("unpublished");
    }

    @Test
    void deleting_it_lets_the_alias_move_at_once() {
        provisioned();
        lambda.deleteProvisionedConcurrencyConfig(r -> r.functionName("indexer").qualifier("live"));

        fixture.point("2");

        assertThat(fixture.alias().routingConfig()).isNull();
        assertThatThrownBy(fixture::provision).isInstanceOf(ProvisionedConcurrencyConfigNotFoundException.class);
    }

    @Test
    void the_list_names_each_with_its_arn() {
        provisioned();

        assertThat(lambda.listProvisionedConcurrencyConfigs(r -> r.functionName("indexer"))
                        .provisionedConcurrencyConfigs())
                .singleElement()
                .satisfies(item -> assertThat(item.functionArn()).isEqualTo(LambdaFixture.ARN + ":live"));
    }

    @Test
    void an_allocation_that_fails_says_why_and_leaves_the_alias_on_the_new_version() {
        provisioned();
        lambda.function("indexer").alias("live").provisioningFails("FUNCTION_ERROR_INIT_FAILURE");
        ProvisionedConcurrencyStatusEnum before = fixture.provision().status();

        fixture.point("2");
        fixture.clock.advance(Duration.ofMinutes(2));

        assertThat(before).isEqualTo(ProvisionedConcurrencyStatusEnum.READY);
        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.FAILED);
        assertThat(fixture.provision().statusReason()).isEqualTo("FUNCTION_ERROR_INIT_FAILURE");
        assertThat(fixture.provision().allocatedProvisionedConcurrentExecutions())
                .isZero();
        assertThat(fixture.alias().routingConfig()).isNull();
    }
}
