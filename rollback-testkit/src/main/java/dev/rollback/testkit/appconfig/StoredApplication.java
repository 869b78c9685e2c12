package dev.rollback.testkit.appconfig;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.appconfig.model.Application;

/** An application with its environments and profiles, each by its id, in the order in which they were made. */
final class StoredApplication {
    private final Application value;
    private final Map<String, StoredEnvironment> environments = new LinkedHashMap<>();
    private final Map<String, StoredProfile> profiles = new LinkedHashMap<>();

    StoredApplication(Application value) {
        this.value = value;
    }

    Application value() {
        return value;
    }

    String id() {
        return value.id();
    }

    void add(StoredEnvironment environment) {
        environments.put(environment.id(), environment);
    }

    void add(StoredProfile profile) {
        profiles.put(profile.id(), profile);
    }

    List<StoredEnvironment> environments() {
        return List.copyOf(environments.values());
    }

    List<StoredProfile> profiles() {
        return List.copyOf(profiles.values());
    }

    StoredEnvironment environment(@Nullable String environmentId) {
        StoredEnvironment found = environments.get(Rules.id("environmentId", environmentId));
        if (found == null) {
            throw AppConfigErrors.notFound("Environment", String.valueOf(environmentId));
        }
        return found;
    }

    StoredProfile profile(@Nullable String profileId) {
        StoredProfile found = profiles.get(Rules.id("configurationProfileId", profileId));
        if (found == null) {
            throw AppConfigErrors.notFound("ConfigurationProfile", String.valueOf(profileId));
        }
        return found;
    }
}
