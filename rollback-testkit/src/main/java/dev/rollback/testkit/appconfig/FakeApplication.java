package dev.rollback.testkit.appconfig;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.appconfig.model.CreateConfigurationProfileRequest;
import software.amazon.awssdk.services.appconfig.model.CreateEnvironmentRequest;
import software.amazon.awssdk.services.appconfig.model.Environment;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;

/** The scene of an application: its environments and, through them, its profiles. Not thread-safe. */
public final class FakeApplication {
    private final SceneTools tools;
    private final StoredApplication stored;
    private final Map<String, FakeEnvironment> environments = new TreeMap<>();

    FakeApplication(SceneTools tools, StoredApplication stored) {
        this.tools = tools;
        this.stored = stored;
    }

    /** Its id, which requests name it by. */
    public String id() {
        return stored.id();
    }

    /** Opens the scene of an environment, always the same for a name; it is created, without monitors, if it is not there. */
    public FakeEnvironment environment(String name) {
        return environments.computeIfAbsent(
                name, missing -> new FakeEnvironment(tools, this, storedEnvironment(missing)));
    }

    private StoredEnvironment storedEnvironment(String name) {
        return stored.environments().stream()
                .filter(environment -> environment.view().name().equals(name))
                .findFirst()
                .orElseGet(() -> tools.setup()
                        .environment(CreateEnvironmentRequest.builder()
                                .applicationId(id())
                                .name(name)
                                .build()));
    }

    Optional<FakeEnvironment> find(String environment) {
        return stored.environments().stream()
                .map(StoredEnvironment::view)
                .filter(one -> one.name().equals(environment) || one.id().equals(environment))
                .map(Environment::name)
                .findFirst()
                .map(this::environment);
    }

    Optional<FakeConfiguration> find(String environment, String profile) {
        Optional<String> profileName = stored.profiles().stream()
                .map(StoredProfile::value)
                .filter(one -> one.name().equals(profile) || one.id().equals(profile))
                .map(GetConfigurationProfileResponse::name)
                .findFirst();
        return find(environment).flatMap(found -> profileName.map(found::profile));
    }

    /** A profile of that name, created as a hosted freeform one if it is not there: environments share it. */
    StoredProfile profile(String name) {
        return stored.profiles().stream()
                .filter(profile -> profile.value().name().equals(name))
                .findFirst()
                .orElseGet(() -> tools.setup()
                        .profile(CreateConfigurationProfileRequest.builder()
                                .applicationId(id())
                                .name(name)
                                .locationUri(StoredProfile.HOSTED)
                                .build()));
    }
}
