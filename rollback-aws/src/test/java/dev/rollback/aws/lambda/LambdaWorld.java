package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.Interference;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Progress;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.cloudtrail.FakeCloudTrail;
import dev.rollback.testkit.lambda.FakeLambda;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import java.util.List;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudtrail.CloudTrailClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Lambda and CloudTrail in memory, and the alias {@code live} of the function {@code search-indexer} as a target. */
final class LambdaWorld implements ClientSource {

    final TestClock clock = new TestClock();
    final FakeAccount account = new FakeAccount(clock, "eu-west-1", "123456789012");
    final FakeCloudTrail trail = new FakeCloudTrail(account);
    final FakeLambda lambda = new FakeLambda(account, trail);
    final LambdaAliasScene live = lambda.function("search-indexer").alias("live");
    final Interference between = new Interference();
    final LambdaAlias target =
            new LambdaAlias(AwsScope.of(this, "eu-west-1", "123456789012"), "search-indexer", "live");

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        if (type == LambdaClient.class) {
            return type.cast(between.around(LambdaClient.class, lambda));
        }
        if (type == CloudTrailClient.class) {
            return type.cast(between.around(CloudTrailClient.class, trail));
        }
        throw new AssertionError("nobody should ask for " + type);
    }

    TestAttempt look() {
        return new TestAttempt(clock);
    }

    Version current() {
        return target.current(look());
    }

    Version version(String id) {
        return target.version(id, look()).orElseThrow();
    }

    List<Version> history() {
        try (Stream<Version> versions = target.history(look())) {
            return versions.toList();
        }
    }

    /** A change from what serves now. */
    Change changeTo(String id) {
        return new Change(target.id(), current(), version(id), "change-1");
    }

    /** A change to a version that may not exist. */
    Change changeToGone(String id) {
        Version gone = Version.of(id, "version:" + id, Tenure.unknown("named"));
        return new Change(target.id(), current(), gone, "change-1");
    }

    Assessment check(Change change) {
        return target.check(change, look());
    }

    List<String> codes(Change change) {
        return check(change).findings().stream().map(Finding::code).toList();
    }

    Finding finding(Change change, String code) {
        Assessment assessment = check(change);
        return assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + assessment.findings()));
    }

    TestDriver driver() {
        return new TestDriver(clock);
    }

    Progress rollBack(String id) {
        return driver().toTheEnd(target, changeTo(id));
    }
}
