package dev.rollback.testkit.appconfig;

import java.util.List;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;
import software.amazon.awssdk.services.appconfig.model.Validator;

/**
 * What a profile's validators say of a version: JSON schemas are applied, Lambda functions are those that the scene wrote. They run when a deployment is
 * started, so that a version that was once valid may be refused later. Source: User Guide, "About validators".
 */
final class Validators {
    private final AppConfigWorld world;
    private final StoredProfile profile;

    Validators(AppConfigWorld world, StoredProfile profile) {
        this.world = world;
        this.profile = profile;
    }

    void check(Content content) {
        List<InvalidConfigurationDetail> details = profile.value().validators().stream()
                .flatMap(validator -> details(validator, content.text()).stream())
                .toList();
        if (!details.isEmpty()) {
            throw AppConfigErrors.invalidConfiguration(
                    "Configuration version " + content.version() + " is not valid: "
                            + details.get(0).reason(),
                    details);
        }
    }

    private List<InvalidConfigurationDetail> details(Validator validator, String content) {
        return switch (validator.type()) {
            case JSON_SCHEMA -> JsonSchema.of(validator.content()).violations(content);
            case LAMBDA -> refusal(validator.content(), content);
            default ->
                throw new UnsupportedOperationException("A validator of type " + validator.typeAsString()
                        + " is not faked: expected JSON_SCHEMA or LAMBDA. Leave it out of the scene.");
        };
    }

    private List<InvalidConfigurationDetail> refusal(String function, String content) {
        LambdaCheck check = world.functions().get(function);
        if (check == null) {
            throw new UnsupportedOperationException("The validator " + function
                    + " is not faked: expected a scene that says what it refuses. Say it with"
                    + " validatedBy(\"" + function + "\", content -> …).");
        }
        return check.refusal(content).stream()
                .map(reason -> InvalidConfigurationDetail.builder()
                        .type("LAMBDA")
                        .constraint(function)
                        .reason(reason)
                        .build())
                .toList();
    }
}
