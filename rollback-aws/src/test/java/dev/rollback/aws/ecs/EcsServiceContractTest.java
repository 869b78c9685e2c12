package dev.rollback.aws.ecs;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.ecs.FakeEcsService;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** An ECS service keeps what every target has to. */
class EcsServiceContractTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        FakeEcsService api = world.ecs().service("prod", "api").desired(2);
        KeyValuePair secret = KeyValuePair.builder()
                .name("PASSWORD")
                .value(world.canary("password"))
                .build();
        ContainerDefinition app = ContainerDefinition.builder()
                .name("app")
                .image("api:42")
                .environment(secret)
                .build();
        api.definition("42", register -> register.containerDefinitions(app));
        api.ran("41", ofDays(30)).deployed("42", ofMinutes(20)).unhealthy();
        return TargetScene.of(() -> AwsTargets.using(world::client).ecsService("prod", "api"))
                .somebodyElse(() -> api.otherActorDeploys("43"));
    }
}
