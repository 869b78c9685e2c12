package dev.rollback.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.run.RunEvent;
import dev.rollback.target.Change;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;

/** What is watched around each write to an ECS service. */
class TruthWatchesTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final Watches watches =
            new Watches(new Stage(world), List.of(Invariants.CAPACITY_KEPT, Invariants.NEVER_TO_THE_BAD));

    @BeforeEach
    void a_service_that_is_rolled_back_from_42_to_41() {
        world.ecs()
                .service("prod", "checkout-api")
                .desired(4)
                .ran("41", Duration.ofDays(30))
                .deployed("42", Duration.ofMinutes(20));
        TargetId target = new TargetId("ecs-service", "eu-west-1/123456789012", "prod/checkout-api");
        Change change = new Change(target, version("42"), version("41"), "run-0");
        watches.journaled(List.of(new RunEvent.ChangePlanned(world.clock().instant(), 0, change)));
        world.observedBy(watches::before, watches::after);
    }

    private Version version(String revision) {
        String arn = world.account().arn("ecs", "task-definition/checkout-api:" + revision);
        return Version.of(arn, arn, Tenure.unknown("test"));
    }

    private EcsClient ecs() {
        return world.client(EcsClient.class);
    }

    @Test
    void the_way_to_the_wanted_version_is_fine() {
        ecs().updateService(request ->
                request.cluster("prod").service("checkout-api").taskDefinition("checkout-api:41"));

        assertThat(watches.violations()).isEmpty();
    }

    @Test
    void fewer_tasks_are_caught() {
        ecs().updateService(request ->
                request.cluster("prod").service("checkout-api").desiredCount(1));

        assertThat(watches.violations())
                .singleElement()
                .asString()
                .contains("ecs:UpdateService prod checkout-api lowered what")
                .contains("from 4 to 1");
    }

    @Test
    void more_tasks_are_fine() {
        ecs().updateService(request ->
                request.cluster("prod").service("checkout-api").desiredCount(6));

        assertThat(watches.violations()).isEmpty();
    }

    @Test
    void a_deployment_of_the_bad_version_is_caught_before_any_traffic_moves() {
        ecs().updateService(request ->
                request.cluster("prod").service("checkout-api").taskDefinition("checkout-api:42"));

        assertThat(watches.violations())
                .singleElement()
                .asString()
                .contains("asks for")
                .contains("checkout-api:42, which is rolled away from");
    }
}
