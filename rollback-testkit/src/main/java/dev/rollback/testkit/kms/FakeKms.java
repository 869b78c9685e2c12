package dev.rollback.testkit.kms;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import software.amazon.awssdk.services.kms.KmsClient;

/** KMS in memory: which keys there are and whether they can be used. Not thread-safe. */
public final class FakeKms implements KmsClient {
    private final FakeAccount account;

    /** Opens it empty. */
    public FakeKms(FakeAccount account) {
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
        return "FakeKms of " + account.id();
    }
}
