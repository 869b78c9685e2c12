package dev.rollback.testkit.s3;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import software.amazon.awssdk.services.s3.S3Client;

/** S3 in memory. Not thread-safe. */
public final class FakeS3 implements S3Client {
    private final FakeAccount account;

    /** Opens it empty. */
    public FakeS3(FakeAccount account) {
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
        return "FakeS3 of " + account.id();
    }
}
