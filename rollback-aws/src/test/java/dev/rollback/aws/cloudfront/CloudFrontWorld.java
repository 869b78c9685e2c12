package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.aws.sdk.Interference;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.testkit.account.AwsErrors;
import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.cloudfront.FakeCloudFront;
import dev.rollback.testkit.cloudfront.FakeDistribution;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;

/** CloudFront in memory with one distribution, whose invalidations take a minute. */
final class CloudFrontWorld implements ClientSource {

    static final String SITE = "E1234567890ABC";
    static final Duration A_MINUTE = Duration.ofMinutes(1);

    final TestClock clock = new TestClock();
    final FakeCloudFront cloudFront = new FakeCloudFront(new FakeAccount(clock, "eu-west-1", "123456789012"));
    final FakeDistribution site =
            cloudFront.distribution(SITE).alias("www.example.com").invalidationsTake(A_MINUTE);
    final Interference between = new Interference();

    @Override
    public <C extends SdkClient> C client(Class<C> type) {
        if (type == CloudFrontClient.class) {
            return type.cast(between.around(CloudFrontClient.class, cloudFront));
        }
        throw new AssertionError("nobody should ask for " + type);
    }

    Invalidation invalidation(String... paths) {
        return invalidation(List.of(paths));
    }

    Invalidation invalidation(List<String> paths) {
        return new Invalidation(AwsScope.of(this, "us-east-1", "123456789012"), SITE, paths);
    }

    /** This many pages, {@code /page-0.html} and so on, all in the root. */
    static List<String> pages(int count) {
        return IntStream.range(0, count).mapToObj(n -> "/page-" + n + ".html").toList();
    }

    static List<String> folders(int count) {
        return IntStream.range(0, count).mapToObj(n -> "/folder-" + n + "/*").toList();
    }

    TestDriver driver() {
        return new TestDriver(clock);
    }

    Assessment check(Invalidation invalidation) {
        return invalidation.check(new TestAttempt(clock));
    }

    List<String> codes(Invalidation invalidation) {
        return check(invalidation).findings().stream().map(Finding::code).toList();
    }

    Finding finding(Invalidation invalidation, String code) {
        return check(invalidation).findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + code + " in " + codes(invalidation)));
    }

    static AwsServiceException error(int status, String code) {
        return AwsErrors.error(CloudFrontException.builder(), status, code, "said the service", "CloudFront");
    }
}
