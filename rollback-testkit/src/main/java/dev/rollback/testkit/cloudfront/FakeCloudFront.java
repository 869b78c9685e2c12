package dev.rollback.testkit.cloudfront;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;

/** CloudFront in memory. Not thread-safe. */
public final class FakeCloudFront implements CloudFrontClient {
    private final FakeAccount account;

    /** Opens it empty. */
    public FakeCloudFront(FakeAccount account) {
        this.account = requireNonNull(account, "account");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return "FakeCloudFront of " + account.id();
    }
}
