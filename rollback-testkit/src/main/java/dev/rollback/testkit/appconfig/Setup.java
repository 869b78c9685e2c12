package dev.rollback.testkit.appconfig;

import static java.util.Objects.requireNonNullElse;

import software.amazon.awssdk.services.appconfig.model.Application;
import software.amazon.awssdk.services.appconfig.model.CreateApplicationRequest;
import software.amazon.awssdk.services.appconfig.model.CreateConfigurationProfileRequest;
import software.amazon.awssdk.services.appconfig.model.CreateEnvironmentRequest;
import software.amazon.awssdk.services.appconfig.model.Environment;
import software.amazon.awssdk.services.appconfig.model.GetConfigurationProfileResponse;

/** Makes applications, environments and profiles. Equal names are allowed: only ids are unique. */
final class Setup {
    private static final String LOCATION =
            "hosted|(ssm-parameter|ssm-document|secretsmanager|codepipeline|s3)://.+|arn:.+";
    private static final int LONGEST_LOCATION = 2048;
    static final String FREEFORM = "AWS.Freeform";

    private final AppConfigWorld world;

    Setup(AppConfigWorld world) {
        this.world = world;
    }

    StoredApplication application(CreateApplicationRequest request) {
        Application value = Application.builder()
                .id(world.newId())
                .name(Rules.name(request.name()))
                .description(Rules.description(request.description()))
                .build();
        StoredApplication made = new StoredApplication(value);
        world.add(made);
        return made;
    }

    StoredEnvironment environment(CreateEnvironmentRequest request) {
        StoredApplication application = world.application(request.applicationId());
        Environment value = Environment.builder()
                .applicationId(application.id())
                .id(world.newId())
                .name(Rules.name(request.name()))
                .description(Rules.description(request.description()))
                .monitors(request.monitors())
                .build();
        StoredEnvironment made = new StoredEnvironment(world, value);
        application.add(made);
        return made;
    }

    StoredProfile profile(CreateConfigurationProfileRequest request) {
        StoredApplication application = world.application(request.applicationId());
        GetConfigurationProfileResponse value = GetConfigurationProfileResponse.builder()
                .applicationId(application.id())
                .id(world.newId())
                .name(Rules.profileName(request.name()))
                .description(Rules.description(request.description()))
                .locationUri(location(request.locationUri()))
                .type(type(request))
                .retrievalRoleArn(request.retrievalRoleArn())
                .validators(request.validators())
                .kmsKeyIdentifier(request.kmsKeyIdentifier())
                .kmsKeyArn(request.kmsKeyIdentifier())
                .build();
        StoredProfile made = new StoredProfile(value);
        application.add(made);
        return made;
    }

    private static String location(String uri) {
        if (!Rules.present("locationUri", uri).matches(LOCATION) || uri.length() > LONGEST_LOCATION) {
            throw AppConfigErrors.malformed("locationUri", uri, "regular expression pattern: " + LOCATION);
        }
        return uri;
    }

    private static String type(CreateConfigurationProfileRequest request) {
        String type = requireNonNullElse(request.type(), FREEFORM);
        if (!type.equals(FREEFORM) && !type.equals(StoredProfile.FLAGS)) {
            throw AppConfigErrors.malformed("type", type, "one of " + FREEFORM + ", " + StoredProfile.FLAGS);
        }
        if (type.equals(StoredProfile.FLAGS) && !StoredProfile.HOSTED.equals(request.locationUri())) {
            throw AppConfigErrors.badRequest("Feature flags are kept in the hosted configuration store only.");
        }
        return type;
    }
}
