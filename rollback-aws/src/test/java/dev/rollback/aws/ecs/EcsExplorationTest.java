package dev.rollback.aws.ecs;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.ecs.FakeEcsService;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rolls ECS services back with the real engine in every kind of scene, under one random fault a seed and every fault of every operation. */
@Tag("proof")
class EcsExplorationTest {

    private static final int SEEDS = Integer.getInteger("seeds", 200);

    private static Rehearsal rehearsal(Consumer<FakeEcsService> scene) {
        return rehearsal(scene, target -> target);
    }

    private static Rehearsal rehearsal(Consumer<FakeEcsService> scene, UnaryOperator<EcsService> target) {
        return Rehearsal.of(
                world -> scene.accept(service(world)),
                world -> plan(target.apply(AwsTargets.using(world::client).ecsService("prod", "checkout"))));
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
    void a_release_in_flight_is_stopped_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(service -> service.desired(4)
                .ran("41", ofDays(30))
                .deploying("42", ofSeconds(30))
                .unhealthy());

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_blue_green_release_is_rolled_back_in_its_bake_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(service -> service.blueGreen(ofMinutes(30))
                .ran("41", ofDays(30))
                .deploying("42", ofMinutes(10))
                .unhealthy());

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_blue_green_release_is_rolled_back_after_its_bake_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(service -> service.blueGreen(ofMinutes(5))
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2))
                .unhealthy());

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void an_inactive_definition_is_registered_again_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(service -> service.ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy()
                .inactive("41"));

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void alarms_that_are_overridden_are_put_back_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(
                service -> service.alarms("5xx")
                        .ran("41", ofDays(30))
                        .deployed("42", ofMinutes(40))
                        .unhealthy(),
                EcsService::overrideDeploymentAlarms);

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_wanted_version_that_crashes_is_never_called_a_success() {
        Rehearsal rehearsal = rehearsal(service -> service.circuitBreaker()
                .ran("40", ofDays(3))
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .unhealthy()
                .outOfCapacity());

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void an_image_is_put_on_top_whatever_goes_wrong() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> {
                    service(world)
                            .ran("41", ofDays(30))
                            .deployed("42", ofMinutes(40))
                            .unhealthy();
                    world.ecr().push("checkout", "hotfix");
                },
                world -> RollbackPlan.named("checkout")
                        .reason("5xx")
                        .rollBack(
                                "api",
                                AwsTargets.using(world::client).ecsService("prod", "checkout"),
                                step -> step.to(EcsService.toImage("hotfix")))
                        .build());

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void another_deployer_in_the_middle_is_not_fought() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> {
                    service(world)
                            .ran("41", ofDays(30))
                            .deployed("42", ofMinutes(40))
                            .unhealthy();
                    world.after(ofSeconds(70), later -> service(later).otherActorDeploys("43"));
                },
                world -> plan(AwsTargets.using(world::client).ecsService("prod", "checkout")));

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }
}
