package dev.rollback.testkit.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rollback.testkit.account.TestClock;
import dev.rollback.testkit.cloudtrail.TrailActor;
import dev.rollback.testkit.cloudtrail.TrailEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyStatusEnum;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

class LambdaAliasSceneTest {
    private final LambdaFixture fixture = new LambdaFixture();
    private final FakeLambda lambda = fixture.lambda;
    private final LambdaAliasScene live = lambda.function("indexer").alias("live");

    private static Instant ago(Duration time) {
        return TestClock.NOON.minus(time);
    }

    private List<Instant> moves() {
        return fixture.trail.recorded().stream().map(TrailEvent::time).toList();
    }

    private List<String> requests() {
        return fixture.trail.recorded().stream()
                .map(event -> event.request().toString())
                .toList();
    }

    @Test
    void the_last_version_deployed_is_where_the_alias_points() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        assertThat(fixture.alias().functionVersion()).isEqualTo("7");
        assertThat(fixture.alias().routingConfig()).isNull();
        assertThat(live.servingVersion()).isEqualTo("7");
        assertThat(lambda.function("indexer").versions()).containsExactly("6", "7");
    }

    @Test
    void each_part_of_the_past_ends_where_the_next_begins() {
        live.ran("5", ofDays(10)).ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        assertThat(moves())
                .containsExactly(
                        ago(ofMinutes(20)),
                        ago(ofMinutes(20).plus(ofDays(20))),
                        ago(ofMinutes(20).plus(ofDays(30))));
    }

    @Test
    void what_ran_last_runs_until_now() {
        live.ran("6", ofDays(20));

        assertThat(moves()).containsExactly(ago(ofDays(20)));
    }

    @Test
    void deployments_may_follow_each_other() {
        live.deployed("6", ofHours(3)).deployed("7", ofHours(1));

        assertThat(moves()).containsExactly(ago(ofHours(1)), ago(ofHours(3)));
    }

    @Test
    void the_past_leaves_the_trail_that_it_would_have_left() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        assertThat(fixture.trail.recorded())
                .extracting(event -> event.call().name())
                .containsExactly("UpdateAlias20150331", "CreateAlias20150331");
        assertThat(requests())
                .containsExactly(
                        "{\"functionName\":\"indexer\",\"name\":\"live\",\"functionVersion\":\"7\"}",
                        "{\"functionName\":\"indexer\",\"name\":\"live\",\"functionVersion\":\"6\"}");
        assertThat(fixture.trail.recorded().get(0).actor().userName()).isEqualTo("pipeline");
    }

    @Test
    void versions_are_dated_shortly_before_their_first_use() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));

        assertThat(lambda.getFunctionConfiguration(
                                r -> r.functionName("indexer").qualifier("7"))
                        .lastModified())
                .isEqualTo("2026-11-20T11:39:00.000+0000");
    }

    @Test
    void a_bad_version_makes_the_alias_unhealthy() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).unhealthy();

        boolean before = live.isHealthy();
        fixture.point("6");

        assertThat(before).isFalse();
        assertThat(live.isHealthy()).isTrue();
    }

    @Test
    void the_healthy_share_is_the_share_on_good_versions() {
        live.ran("6", ofDays(20)).weights("7", 0.1).unhealthy();

        assertThat(live.healthyShare()).isCloseTo(0.9, within(1e-9));
        assertThat(live.isHealthy()).isFalse();
        assertThat(live.servingVersion()).isEqualTo("6");
        assertThat(live.traffic()).containsEntry("7", 0.1);
    }

    @Test
    void weights_are_a_move_of_their_own() {
        live.ran("6", ofDays(20)).weights("7", 0.1, ofMinutes(5));

        assertThat(fixture.alias().functionVersion()).isEqualTo("6");
        assertThat(live.weights()).containsExactly(Map.entry("7", 0.1));
        assertThat(moves()).containsExactly(ago(ofMinutes(5)), ago(ofMinutes(5).plus(ofDays(20))));
        assertThat(requests().get(0)).contains("\"routingConfig\":{\"additionalVersionWeights\":{\"7\":0.1}}");
    }

    @Test
    void a_deployment_after_weights_clears_them_in_the_trail_too() {
        live.ran("6", ofDays(20)).weights("7", 0.1, ofMinutes(15)).deployed("7", ofMinutes(5));

        assertThat(fixture.alias().routingConfig()).isNull();
        assertThat(requests().get(0)).endsWith("\"routingConfig\":{\"additionalVersionWeights\":{}}}");
    }

    @Test
    void code_of_equal_content_is_equally_bad() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).unhealthy();

        live.function().sameCode("8", "7").alias("live").otherActorPoints("8");

        assertThat(live.isHealthy()).isFalse();
    }

    @Test
    void a_version_that_is_deleted_or_not_active_serves_nobody_well() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).state("7", "Failed", "ImageDeleted");
        boolean failed = live.isHealthy();

        live.state("7", "Active").deleted("7");

        assertThat(failed).isFalse();
        assertThat(live.healthyShare()).isZero();
        assertThatThrownBy(() -> lambda.getFunctionConfiguration(
                        r -> r.functionName("indexer").qualifier("7")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void provisioned_concurrency_is_there_from_the_start_and_moves_with_the_alias() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).provisionedConcurrency(5);
        ProvisionedConcurrencyStatusEnum before = fixture.provision().status();

        fixture.point("6");

        assertThat(before).isEqualTo(ProvisionedConcurrencyStatusEnum.READY);
        assertThat(live.servingVersion()).isEqualTo("7");
        assertThat(live.weights()).containsExactly(Map.entry("7", 1.0));
        assertThat(fixture.provision().status()).isEqualTo(ProvisionedConcurrencyStatusEnum.IN_PROGRESS);
    }

    @Test
    void event_sources_follow_the_alias_or_bypass_it() {
        live.ran("6", ofDays(20))
                .eventSource("arn:aws:sqs:eu-west-1:123456789012:orders")
                .eventSourceBypassing("arn:aws:sqs:eu-west-1:123456789012:audit");

        assertThat(lambda.listEventSourceMappings(r -> {}).eventSourceMappings())
                .extracting(mapping -> mapping.functionArn())
                .containsExactly(LambdaFixture.ARN + ":live", LambdaFixture.ARN);
    }

    @Test
    void without_a_trail_neither_past_nor_later_moves_are_told() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).withoutTrail();

        fixture.point("6");

        assertThat(fixture.trail.recorded()).isEmpty();
    }

    @Test
    void a_trail_can_be_denied_before_anything_is_said() {
        live.withoutTrail().ran("6", ofDays(20));

        live.otherActorPoints("7");
        assertThatThrownBy(() -> fixture.point("99")).isInstanceOf(ResourceNotFoundException.class);

        assertThat(fixture.trail.recorded()).isEmpty();
    }

    @Test
    void the_trail_names_code_deploy_if_it_manages_the_alias() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).codeDeployManaged();

        assertThat(fixture.trail.recorded())
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.actor().invokedBy()).isEqualTo("codedeploy.amazonaws.com"));
    }

    @Test
    void the_trail_names_whom_the_scene_names() {
        live.ran("6", ofDays(20)).movedBy(TrailActor.user(fixture.account, "alice"));

        assertThat(fixture.trail.recorded().get(0).actor().userName()).isEqualTo("alice");
    }

    @Test
    void someone_else_may_move_the_alias_at_any_time() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
        String revision = live.revisionId();

        live.otherActorPoints("8").unhealthy();

        assertThat(live.servingVersion()).isEqualTo("8");
        assertThat(live.revisionId()).isNotEqualTo(revision);
        assertThat(live.isHealthy()).isFalse();
        assertThat(fixture.trail.recorded().get(0).actor().userName()).isEqualTo("someone-else");
    }

    @Test
    void someone_else_may_set_weights_and_code_deploy_may_move_the_alias() {
        live.ran("6", ofDays(20));

        live.otherActorWeights("7", 0.5);
        Map<String, Double> shared = live.weights();
        live.codeDeployPoints("7");

        assertThat(shared).containsExactly(Map.entry("7", 0.5));
        assertThat(live.weights()).isEmpty();
        assertThat(fixture.trail.recorded().get(0).actor().sourceAddress()).isEqualTo("codedeploy.amazonaws.com");
    }

    @Test
    void code_deploy_may_set_weights() {
        live.ran("6", ofDays(20)).codeDeployWeights("7", 0.1).unhealthy();

        assertThat(live.weights()).containsExactly(Map.entry("7", 0.1));
        assertThat(live.healthyShare()).isCloseTo(0.9, within(1e-9));
        assertThat(fixture.trail.recorded().get(0).actor().invokedBy()).isEqualTo("codedeploy.amazonaws.com");
    }

    @Test
    void a_busy_alias_refuses_updates_for_a_while() {
        live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).busyFor(ofMinutes(1));

        assertThatThrownBy(() -> fixture.point("6"))
                .isInstanceOfSatisfying(
                        ResourceConflictException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(409));
        fixture.clock.advance(ofMinutes(1));
        fixture.point("6");
        assertThat(live.servingVersion()).isEqualTo("6");
    }

    @Test
    void naming_the_mover_later_does_not_take_back_what_happened_since() {
        live.ran("6", ofDays(20)).otherActorPoints("8");

        live.codeDeployManaged();

        assertThat(live.servingVersion()).isEqualTo("8");
    }

    @Test
    void the_scene_of_an_alias_is_always_the_same() {
        live.ran("6", ofDays(20));

        lambda.function("indexer").alias("live").deployed("7", ofMinutes(20));

        assertThat(moves()).hasSize(2);
    }

    @Test
    void an_alias_can_be_described() {
        live.ran("6", ofDays(20)).description("release 1.4");

        assertThat(fixture.alias().description()).isEqualTo("release 1.4");
    }

    @Test
    void an_alias_of_which_nothing_was_said_does_not_exist() {
        assertThatThrownBy(fixture::alias).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(live::servingVersion)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The scene of Lambda alias indexer:live was asked for this too early: expected ran(…) or"
                        + " deployed(…) before, got nothing yet. Say ran(…) or deployed(…) first.");
        assertThatThrownBy(live::unhealthy)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unhealthy()");
    }

    @Test
    void weights_need_a_version_to_stand_beside() {
        assertThatThrownBy(() -> live.weights("7", 0.1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The scene of Lambda alias indexer:live has weights before it has a version: expected"
                        + " ran(…) or deployed(…) first. Say first what the alias points to.");
    }

    @Test
    void failing_provisioning_needs_provisioned_concurrency() {
        live.ran("6", ofDays(20));

        assertThatThrownBy(() -> live.provisioningFails("no capacity"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Say provisionedConcurrency(…) first.");
    }

    @Test
    void a_past_that_is_out_of_order_is_refused() {
        live.deployed("7", ofMinutes(20));

        assertThatThrownBy(() -> live.deployed("6", ofMinutes(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scene of Lambda alias indexer:live is out of order: expected version 7 to begin before"
                        + " 2026-11-20T11:30:00Z, when what follows begins, got 2026-11-20T11:40:00Z. Say the oldest"
                        + " first.");
    }

    @Test
    void a_time_that_has_not_come_is_refused() {
        assertThatThrownBy(() -> live.ran("6", ofDays(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The scene of Lambda alias indexer:live was given a time that has not come: expected a"
                        + " duration of zero or more, got PT-24H. Say how long ago, or for how long.");
    }

    @Test
    void a_version_that_lambda_would_not_number_so_is_refused() {
        assertThatThrownBy(() -> live.ran("v6", ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The scene of Lambda function indexer names a version that cannot be: expected a number from"
                                + " 1 on, got 'v6'. Write the version as Lambda numbers it.");
    }
}
