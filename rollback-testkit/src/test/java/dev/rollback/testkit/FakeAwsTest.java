package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackReport;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.account.FakeAccount;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ListVersionsByFunctionResponse;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sts.StsClient;

class FakeAwsTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    private LambdaClient lambda() {
        return world.client(LambdaClient.class);
    }

    private void sceneOfTwoVersions() {
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", Duration.ofDays(20))
                .deployed("7", Duration.ofMinutes(20));
    }

    @Test
    void gives_a_plan_the_client_of_the_service_that_the_scene_set_up() {
        sceneOfTwoVersions();

        String version = lambda().getAlias(
                        alias -> alias.functionName("indexer").name("live"))
                .functionVersion();

        assertThat(version).isEqualTo("7");
        assertThat(lambda()).isSameAs(lambda()).hasToString("fake lambda");
    }

    @Test
    void logs_each_call_once_however_it_is_worded() {
        sceneOfTwoVersions();

        lambda().getAlias(alias -> alias.functionName("indexer").name("live"));
        lambda().updateAlias(alias -> alias.functionName("indexer").name("live").functionVersion("6"));

        assertThat(world.calls().operations()).containsExactly("lambda:GetAlias", "lambda:UpdateAlias");
        assertThat(world.calls().reads().operations()).containsExactly("lambda:GetAlias");
        assertThat(world.calls().writes().operations()).containsExactly("lambda:UpdateAlias");
        assertThat(world.calls()).hasToString("""
                lambda:GetAlias indexer live -> ok (0 ms)
                lambda:UpdateAlias indexer live 6 -> ok (0 ms)
                """);
    }

    @Test
    void logs_each_page_of_a_paginator() {
        sceneOfTwoVersions();

        long versions =
                lambda()
                        .listVersionsByFunctionPaginator(
                                list -> list.functionName("indexer").maxItems(1))
                        .stream()
                        .map(ListVersionsByFunctionResponse::versions)
                        .mapToLong(List::size)
                        .sum();

        assertThat(world.calls().of("lambda:ListVersionsByFunction").count()).isEqualTo((int) versions);
    }

    @Test
    void hands_on_what_the_service_refuses_and_logs_it() {
        assertThatThrownBy(() ->
                        lambda().getAlias(alias -> alias.functionName("gone").name("live")))
                .isInstanceOf(ResourceNotFoundException.class);

        assertThat(world.calls().failed())
                .singleElement()
                .hasToString("lambda:GetAlias gone live -> 404 ResourceNotFoundException (0 ms)");
    }

    @Test
    void shows_a_service_of_the_scene_to_the_client_of_a_plan() {
        world.ecs().service("prod", "checkout-api").desired(4).ran("41", Duration.ofDays(30));

        String definition = world.client(EcsClient.class)
                .describeServices(request -> request.cluster("prod").services("checkout-api"))
                .services()
                .get(0)
                .taskDefinition();

        assertThat(definition).endsWith("task-definition/checkout-api:41");
        assertThat(world.calls()).hasToString("ecs:DescribeServices prod checkout-api -> ok (0 ms)\n");
    }

    @Test
    void names_an_operation_that_is_not_faked_and_those_that_are() {
        assertThatThrownBy(() -> lambda().createCodeSigningConfig(config -> config.description("none")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("lambda:CreateCodeSigningConfig is not faked")
                .hasMessageContaining("lambda:GetAlias, ")
                .hasMessageContaining("Leave the call out");
        assertThat(world.missing())
                .singleElement()
                .asString()
                .startsWith("lambda:CreateCodeSigningConfig is not faked");
    }

    @Test
    void names_what_an_interface_offers_beside_its_operations() {
        assertThatThrownBy(() -> world.client(CloudWatchClient.class).waiter())
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cloudwatch:Waiter is not faked");
    }

    @Test
    void names_a_service_that_is_not_faked_and_those_that_are() {
        assertThatThrownBy(() -> world.client(OtherClient.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OtherClient")
                .hasMessageContaining("ecs, ecr, events, cloudwatch, lambda, cloudtrail, sts, iam");
    }

    private interface OtherClient extends software.amazon.awssdk.core.SdkClient {}

    @Test
    void a_call_outside_of_an_engine_takes_no_time() {
        world.client(StsClient.class).getCallerIdentity();

        assertThat(world.clock().instant()).isEqualTo(FakeAws.Builder.START);
    }

    @Test
    void a_client_of_a_world_is_closed_without_harm() {
        lambda().close();

        assertThat(lambda().serviceName()).isEqualTo("lambda");
        assertThat(world.calls()).isEmpty();
    }

    @Test
    void lets_someone_else_act_later() {
        sceneOfTwoVersions();
        world.after(
                Duration.ofMinutes(3),
                w -> w.lambda().function("indexer").alias("live").otherActorPoints("8"));

        world.clock().advance(Duration.ofMinutes(4));

        assertThat(world.lambda().function("indexer").alias("live").servingVersion())
                .isEqualTo("8");
    }

    @Test
    void is_built_for_another_region_and_time() {
        FakeAws other = FakeAws.builder()
                .region("us-east-1")
                .account("999999999999")
                .startingAt(FakeAws.Builder.START.plusSeconds(60))
                .build();

        FakeAccount account = other.account();

        assertThat(account.arn("lambda", "function:f")).isEqualTo("arn:aws:lambda:us-east-1:999999999999:function:f");
        assertThat(account.now()).isEqualTo("2026-03-02T09:01:00Z");
    }

    @Test
    void hosts_an_engine_that_is_driven_by_hand() {
        Indexer.scene(world);

        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), world::host)) {
            RollbackReport report =
                    engine.execute(Indexer.plan(Indexer.Bug.NONE).apply(world));

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        }
    }

    @Test
    void makes_canaries_that_differ_and_remembers_them() {
        String one = world.canary("db");
        String other = world.canary("db");

        assertThat(one).startsWith("canary-db-").isNotEqualTo(other);
        assertThat(world.canaries()).containsExactly(one, other);
    }
}
