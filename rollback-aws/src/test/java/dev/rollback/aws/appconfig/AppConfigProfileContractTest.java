package dev.rollback.aws.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.TargetContract;
import dev.rollback.testkit.TargetScene;
import dev.rollback.testkit.appconfig.FakeConfiguration;

/** An AppConfig profile keeps what every target has to. */
class AppConfigProfileContractTest extends TargetContract {

    @Override
    protected TargetScene scene(FakeAws world) {
        FakeConfiguration limits =
                world.appConfig().application("shop").environment("prod").profile("limits");
        String secret = world.canary("key");
        limits.ran("{\"key\":\"" + secret + "\",\"limit\":10}", ofDays(30)).deployed("{\"limit\":0}", ofMinutes(20));
        return TargetScene.of(() -> AwsTargets.using(world::client).appConfig("shop", "prod", "limits"))
                .somebodyElse(() -> limits.someoneDeploys("{\"limit\":5}"));
    }
}
