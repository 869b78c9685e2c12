package dev.rollback.testkit;

import dev.rollback.testkit.appconfig.FakeConfiguration;

/** Assertions about what users get of a configuration profile. Each answers itself, so that they can be chained. */
public final class AppConfigAssert {
    private final FakeAws world;
    private final FakeConfiguration profile;
    private final String what;

    AppConfigAssert(FakeAws world, String application, String environment, String profile) {
        this.world = world;
        this.profile = world.appConfig()
                .application(application)
                .environment(environment)
                .profile(profile);
        this.what = "configuration " + application + "/" + environment + "/" + profile;
    }

    /** All users get this version. */
    public AppConfigAssert serves(String version) {
        if (profile.traffic().getOrDefault(version, 0.0) < Truth.ALL) {
            WorldAssert.fail(world, what, "to serve version " + version, profile.traffic());
        }
        return this;
    }

    /** Most users get this content. */
    public AppConfigAssert servesContent(String content) {
        if (!profile.servedContent().equals(content)) {
            WorldAssert.fail(world, what, "to serve " + content, profile.servedContent());
        }
        return this;
    }

    /** No user gets a version that is bad. */
    public AppConfigAssert isHealthy() {
        if (!profile.isHealthy()) {
            WorldAssert.fail(world, what, "to be healthy", profile.traffic());
        }
        return this;
    }
}
