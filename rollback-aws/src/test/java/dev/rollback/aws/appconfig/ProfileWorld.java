package dev.rollback.aws.appconfig;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.Interference;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.appconfig.FakeAppConfig;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.appconfig.FakeEnvironment;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** AppConfig in memory with a freeform profile of limits, whose past a test tells. */
final class ProfileWorld implements ClientSource {

    final TestClock clock = new TestClock();
    final FakeAccount account = new FakeAccount(clock, "eu-west-1", "123456789012");
    final FakeCloudWatch cloudWatch = new FakeCloudWatch(account);
    final FakeAppConfig appConfig = new FakeAppConfig(account, cloudWatch);
    final FakeEnvironment prod = appConfig.application("shop").environment("prod");
    final FakeConfiguration limits = prod.profile("limits");
    final Interference between = new Interference();
    final TestDriver driver = new TestDriver(clock);
    final AppConfigProfile target = named("shop", "prod", "limits");

    AppConfigProfile named(String application, String environment, String profile) {
        return AppConfigProfile.of(AwsScope.of(this, "eu-west-1", "123456789012"), application, environment, profile);
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type == CloudWatchClient.class
                ? type.cast(between.around(CloudWatchClient.class, cloudWatch))
                : type.cast(between.around(AppConfigClient.class, appConfig));
    }

    /** What is live, looked at anew. */
    Version look() {
        return target.current(new TestAttempt(clock));
    }

    /** The change from what is live now. */
    Change to(String version) {
        Version wanted = target.version(version, new TestAttempt(clock)).orElseThrow();
        return new Change(target.id(), look(), wanted, "change-1");
    }

    Assessment check(String version) {
        return target.check(to(version), new TestAttempt(clock));
    }

    Finding finding(String version, String code) {
        return check(version).findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        "no " + code + " in " + check(version).findings()));
    }
}
