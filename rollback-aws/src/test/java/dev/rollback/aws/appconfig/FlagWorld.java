package dev.rollback.aws.appconfig;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.Interference;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.appconfig.FakeAppConfig;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.appconfig.FakeEnvironment;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.AppConfigException;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** AppConfig in memory with a profile of flags, and a strategy without growth and bake. */
final class FlagWorld implements ClientSource {

    /** As version 1 to begin with: the checkout is on for half of the users. */
    static final String FLAGS = """
            {"version":"1",
             "flags":{"checkout":{"name":"New checkout","attributes":{
               "percentage":{"constraints":{"type":"number","minimum":0,"maximum":100}},"mode":{"constraints":{"type":"string"}}}},
               "search":{"name":"Search"}},
             "values":{"checkout":{"enabled":true,"percentage":50},"search":{"enabled":true}}}""";

    final TestClock clock = new TestClock();
    final FakeAccount account = new FakeAccount(clock, "eu-west-1", "123456789012");
    final FakeCloudWatch cloudWatch = new FakeCloudWatch(account);
    final FakeAppConfig appConfig = new FakeAppConfig(account, cloudWatch);
    final FakeEnvironment prod = appConfig.application("shop").environment("prod");
    final FakeConfiguration flags = prod.profile("flags").flags();
    final Interference between = new Interference();
    final TestDriver driver = new TestDriver(clock);

    /** FLAGS have served for a month, and search was turned off five hours ago, as version 2. */
    static FlagWorld afterARelease() {
        FlagWorld world = new FlagWorld();
        world.appConfig.strategy("now", ZERO, ZERO);
        world.flags.ran(FLAGS, ofDays(30)).deployed(searchOff(FLAGS), ofHours(5));
        return world;
    }

    static String searchOff(String flags) {
        return flags.replace("\"search\":{\"enabled\":true}", "\"search\":{\"enabled\":false}");
    }

    static String checkoutOff(String flags) {
        return flags.replace("\"checkout\":{\"enabled\":true", "\"checkout\":{\"enabled\":false");
    }

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        return type == CloudWatchClient.class
                ? type.cast(between.around(CloudWatchClient.class, cloudWatch))
                : type.cast(between.around(AppConfigClient.class, appConfig));
    }

    AppConfigFlag flag(String name) {
        return flag(this, "flags", name);
    }

    static AppConfigFlag flag(ClientSource clients, String profile, String name) {
        return AppConfigFlag.of(AwsScope.of(clients, "eu-west-1", "123456789012"), "shop", "prod", profile, name);
    }

    Assessment check(Action action) {
        return action.check(new TestAttempt(clock));
    }

    List<String> codes(Action action) {
        return check(action).findings().stream().map(Finding::code).toList();
    }

    Finding finding(Action action, String code) {
        return check(action).findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + codes(action)));
    }

    /** What clients get, without the times that AppConfig stamps on it and without blanks. */
    String served() {
        return plain(flags.servedContent());
    }

    static String plain(String flags) {
        return flags.replaceAll(",\"_(createdAt|updatedAt)\":\"[^\"]*\"", "").replaceAll("\\s+", "");
    }

    static AwsServiceException error(int status, String code) {
        return AwsErrors.error(AppConfigException.builder(), status, code, "said the service", "AppConfig");
    }
}
