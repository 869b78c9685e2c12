package dev.rollback.aws.appconfig;

import java.util.Optional;

/**
 * A profile in an environment, by the ids that requests need. Immutable.
 *
 * @param application id of the application
 * @param environment id of the environment
 * @param profile id of the profile
 * @param about what else is known of the profile
 */
record Place(String application, String environment, String profile, About about) {

    /**
     * What else is known of a profile.
     *
     * @param name its name, which lists of deployments show
     * @param location where its versions are kept
     * @param type freeform or feature flags
     * @param kmsKey the key its versions are encrypted with
     * @param validated whether it has validators
     */
    record About(String name, String location, String type, Optional<String> kmsKey, boolean validated) {}

    boolean isHosted() {
        return about.location().equals("hosted");
    }

    boolean hasFlags() {
        return about.type().equals("AWS.AppConfig.FeatureFlags");
    }
}
