package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import java.util.Map;
import software.amazon.awssdk.services.lambda.model.Environment;

/** A Lambda alias keeps what every target has to. */
class LambdaAliasContractTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        LambdaAliasScene live = world.lambda().function("indexer").alias("live");
        Environment secret = Environment.builder()
                .variables(Map.of("PASSWORD", world.canary("password")))
                .build();
        world.lambda()
                .updateFunctionConfiguration(
                        change -> change.functionName("indexer").environment(secret));
        live.ran("6", ofDays(30)).deployed("7", ofMinutes(20)).unhealthy();
        return TargetScene.of(() -> AwsTargets.using(world::client).lambdaAlias("indexer", "live"))
                .somebodyElse(() -> live.otherActorPoints("8"));
    }
}
