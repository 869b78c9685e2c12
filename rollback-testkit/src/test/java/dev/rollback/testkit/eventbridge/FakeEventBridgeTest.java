package dev.rollback.testkit.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.ListRuleNamesByTargetResponse;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Target;

class FakeEventBridgeTest {
    private static final String CLUSTER = "arn:aws:ecs:eu-west-1:123456789012:cluster/prod";

    private final FakeEventBridge events =
            new FakeEventBridge(new FakeAccount(InstantSource.fixed(Instant.EPOCH), "eu-west-1", "123456789012"));

    @Test
    void a_scheduled_task_names_its_definition() {
        events.schedulesTask("nightly", "prod", "checkout:42");

        Target target =
                events.listTargetsByRule(r -> r.rule("nightly")).targets().get(0);

        assertThat(target.arn()).isEqualTo(CLUSTER);
        assertThat(target.ecsParameters().taskDefinitionArn())
                .isEqualTo("arn:aws:ecs:eu-west-1:123456789012:task-definition/checkout:42");
    }

    @Test
    void rules_are_found_by_the_cluster_that_they_start_tasks_on() {
        events.schedulesTask("nightly", "prod", "checkout:42");
        events.schedulesTask("hourly", "prod", "checkout");
        events.schedulesTask("weekly", "staging", "checkout:42");

        ListRuleNamesByTargetResponse found = events.listRuleNamesByTarget(r -> r.targetArn(CLUSTER));

        assertThat(found.ruleNames()).containsExactly("hourly", "nightly");
    }

    @Test
    void rules_and_targets_come_in_pages() {
        events.schedulesTask("nightly", "prod", "checkout:41");
        events.schedulesTask("nightly", "prod", "checkout:42");
        events.schedulesTask("hourly", "prod", "checkout:42");

        var rules = events.listRuleNamesByTarget(r -> r.targetArn(CLUSTER).limit(1));
        var targets = events.listTargetsByRule(r -> r.rule("nightly").limit(1));
        var more = events.listTargetsByRule(r -> r.rule("nightly").limit(1).nextToken(targets.nextToken()));

        assertThat(rules.nextToken()).isNotNull();
        assertThat(more.targets()).extracting(Target::id).containsExactly("task-2");
        assertThat(more.nextToken()).isNull();
    }

    @Test
    void an_unknown_rule_is_not_found() {
        assertThatThrownBy(() -> events.listTargetsByRule(r -> r.rule("nightly")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule nightly does not exist on EventBus default.");
    }

    @Test
    void a_scene_can_be_built_with_the_sdk_alone() {
        String arn = events.putRule(r -> r.name("nightly").scheduleExpression("rate(1 day)"))
                .ruleArn();
        events.putTargets(r ->
                r.rule("nightly").targets(Target.builder().id("1").arn(CLUSTER).build()));

        assertThat(arn).isEqualTo("arn:aws:events:eu-west-1:123456789012:rule/nightly");
        assertThat(events.listTargetsByRule(r -> r.rule("nightly")).targets()).hasSize(1);
    }

    @Test
    void each_bus_has_rules_of_its_own() {
        events.putRule(r -> r.name("nightly").eventBusName("orders"));

        assertThatThrownBy(() -> events.listTargetsByRule(r -> r.rule("nightly")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThat(events.listTargetsByRule(r -> r.rule("nightly").eventBusName("orders"))
                        .targets())
                .isEmpty();
    }

    @Test
    void a_token_that_was_not_issued_is_refused() {
        assertThatThrownBy(() ->
                        events.listRuleNamesByTarget(r -> r.targetArn(CLUSTER).nextToken("made up")))
                .isInstanceOf(EventBridgeException.class);
    }
}
