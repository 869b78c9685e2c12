package dev.rollback.aws.ecs;

import static dev.rollback.VersionSelector.exactly;
import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** Rolls an ECS service back with the real engine, under one random fault a seed. */
class EcsRehearsalTest {

    private static final int SEEDS = 10;

    private static Rehearsal rehearsal(Consumer<FakeEcsService> scene) {
        return Rehearsal.of(
                world -> scene.accept(service(world)),
                world -> plan(AwsTargets.using(world::client).ecsService("prod", "checkout")));
    }

    private static FakeEcsService service(FakeAws world) {
        return world.ecs().service("prod", "checkout");
    }

    private static RollbackPlan plan(EcsService target) {
        return RollbackPlan.named("checkout")
                .reason("5xx")
                .rollBack("api", target)
                .build();
    }

    @Test
    void a_bad_release_is_rolled_back_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(service -> service.desired(4)
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(20))
                .unhealthy());

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_look_that_is_denied_after_a_copy_serves_leaves_the_copy_named() {
        Rehearsal rehearsal = rehearsal(service -> service.ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy()
                .inactive("41"));

        assertThat(rehearsal
                        .withFault("ecs:DescribeServices", 16, FaultKind.ACCESS_DENIED)
                        .run())
                .keepsInvariants();
    }

    @Test
    void a_version_that_is_named_is_taken() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> service(world)
                        .ran("40", ofDays(3))
                        .ran("41", ofDays(30))
                        .deployed("42", ofMinutes(40)),
                world -> RollbackPlan.named("checkout")
                        .reason("5xx")
                        .rollBack(
                                "api",
                                AwsTargets.using(world::client).ecsService("prod", "checkout"),
                                step -> step.to(exactly("checkout:40")))
                        .build());

        assertThat(rehearsal.run()).rolledBack();
    }

    @Test
    void after_good_bad_bad_bad_the_good_one_is_taken() {
        Rehearsal rehearsal = rehearsal(service -> service.ran("41", ofDays(30))
                .deployed("42", ofMinutes(50))
                .unhealthy()
                .deployed("43", ofMinutes(30))
                .unhealthy()
                .deployed("44", ofMinutes(10))
                .unhealthy());

        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed).rolledBack();
        Assertions.assertThat(service(rehearsed.world()).servingTaskDefinition())
                .isEqualTo("checkout:41");
    }

    @Test
    void what_was_good_for_longer_than_the_history_reaches_is_taken() {
        Rehearsal rehearsal = rehearsal(service ->
                service.ran("41", ofDays(200)).deployed("42", ofMinutes(10)).unhealthy());

        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed).rolledBack();
        Assertions.assertThat(service(rehearsed.world()).servingTaskDefinition())
                .isEqualTo("checkout:41");
    }

    @Test
    void without_any_proof_a_person_has_to_say_so() {
        Rehearsal rehearsal = rehearsal(service -> service.ran("41", ofDays(30))
                .deployed("42", ofMinutes(10))
                .unhealthy()
                .withoutHistory());

        assertThat(rehearsal.run()).refused("UNPROVEN");
        assertThat(rehearsal.overriding("UNPROVEN", "41 was fine").run()).rolledBack();
    }
}
