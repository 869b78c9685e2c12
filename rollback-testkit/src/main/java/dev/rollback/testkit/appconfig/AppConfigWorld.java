package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.FakeAccount;
import dev.rollback.testkit.cloudwatch.FakeCloudWatch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all parts of the fake share: the account, its alarms, the applications, and how long the service itself takes. */
final class AppConfigWorld {
    private static final int ID = 7;

    private final FakeAccount account;
    private final FakeCloudWatch alarms;
    private final Strategies strategies = new Strategies(this);
    private final Map<String, StoredApplication> applications = new LinkedHashMap<>();
    private final Map<String, LambdaCheck> functions = new LinkedHashMap<>();

    /** How long a deployment takes at least, whatever its strategy. */
    Duration processing = Duration.ofSeconds(5);

    /** How long a deployment is rolling back before it is rolled back. */
    Duration rollingBack = Duration.ofSeconds(10);

    /** The most that a hosted version may hold, in bytes. */
    int mostBytes = 2 * 1024 * 1024;

    /** Whether a completed deployment can be reverted only while no newer one was made in its environment. */
    boolean onlyNewestReverts;

    /** Whether the latest version number is that of the newest version ever made, deleted or not. */
    boolean deletedVersionsCount;

    AppConfigWorld(FakeAccount account, FakeCloudWatch alarms) {
        this.account = account;
        this.alarms = alarms;
    }

    FakeAccount account() {
        return account;
    }

    FakeCloudWatch alarms() {
        return alarms;
    }

    Strategies strategies() {
        return strategies;
    }

    Map<String, LambdaCheck> functions() {
        return functions;
    }

    Instant now() {
        return account.now();
    }

    String newId() {
        return account.nextId("").substring(0, ID);
    }

    void add(StoredApplication application) {
        applications.put(application.id(), application);
    }

    List<StoredApplication> applications() {
        return List.copyOf(applications.values());
    }

    StoredApplication application(@Nullable String id) {
        StoredApplication found = applications.get(Rules.id("applicationId", id));
        if (found == null) {
            throw AppConfigErrors.notFound("Application", String.valueOf(id));
        }
        return found;
    }
}
