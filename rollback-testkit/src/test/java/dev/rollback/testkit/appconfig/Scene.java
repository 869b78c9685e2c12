package dev.rollback.testkit.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.account.TestClock;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import software.amazon.awssdk.services.appconfig.model.DeploymentState;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentRequest;
import software.amazon.awssdk.services.appconfig.model.StartDeploymentResponse;
import software.amazon.awssdk.services.appconfig.model.StopDeploymentResponse;

/** An environment with a profile whose version 2 is out for 20 minutes, and short forms of the calls. */
final class Scene {
    final TestClock clock = new TestClock();
    final FakeAccount account = clock.account();
    final FakeCloudWatch cloudWatch = new FakeCloudWatch(account);
    final FakeAppConfig appConfig = new FakeAppConfig(account, cloudWatch);
    final FakeEnvironment prod = appConfig.application("shop").environment("prod");
    final FakeConfiguration limits = prod.profile("limits");

    Scene twoVersions() {
        limits.ran("{\"most\": 1}", ofDays(30)).deployed("{\"most\": 2}", ofMinutes(20));
        return this;
    }

    StartDeploymentRequest.Builder request(FakeConfiguration of, String version, String strategy) {
        return StartDeploymentRequest.builder()
                .applicationId(prod.application().id())
                .environmentId(prod.id())
                .configurationProfileId(of.id())
                .configurationVersion(version)
                .deploymentStrategyId(strategy);
    }

    StartDeploymentResponse start(String version, String strategy) {
        return appConfig.startDeployment(request(limits, version, strategy).build());
    }

    StopDeploymentResponse stop(int number, boolean allowRevert) {
        return appConfig.stopDeployment(
                request -> request.applicationId(prod.application().id())
                        .environmentId(prod.id())
                        .deploymentNumber(number)
                        .allowRevert(allowRevert));
    }

    DeploymentState state(int number) {
        return appConfig
                .getDeployment(
                        request -> request.applicationId(prod.application().id())
                                .environmentId(prod.id())
                                .deploymentNumber(number))
                .state();
    }
}
