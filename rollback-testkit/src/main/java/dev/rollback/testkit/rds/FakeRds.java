package dev.rollback.testkit.rds;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import software.amazon.awssdk.services.rds.RdsClient;

/** RDS in memory. Not thread-safe. */
public final class FakeRds implements RdsClient {
    private final FakeAccount account;

    /** Opens it empty. */
    public FakeRds(FakeAccount account) {
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
        return "FakeRds of " + account.id();
    }
}
