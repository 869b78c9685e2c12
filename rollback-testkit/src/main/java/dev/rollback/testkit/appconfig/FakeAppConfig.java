package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNull;

import dev.rollback.testkit.account.FakeAccount;
import software.amazon.awssdk.services.appconfig.AppConfigClient;

/** AppConfig in memory. Not thread-safe. */
public final class FakeAppConfig implements AppConfigClient {
    private final FakeAccount account;

    /** Opens it empty. */
    public FakeAppConfig(FakeAccount account) {
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
        return "FakeAppConfig of " + account.id();
    }
}
