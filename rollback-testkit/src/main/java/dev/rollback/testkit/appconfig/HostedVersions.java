package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.Page;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.DeleteHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.DeleteHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.GetHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;
import software.amazon.awssdk.services.appconfig.model.ListHostedConfigurationVersionsRequest;
import software.amazon.awssdk.services.appconfig.model.ListHostedConfigurationVersionsResponse;

/** Makes, shows and deletes the versions that AppConfig itself keeps. */
final class HostedVersions {
    private final AppConfigWorld world;

    HostedVersions(AppConfigWorld world) {
        this.world = world;
    }

    private StoredProfile profile(@Nullable String application, @Nullable String profile) {
        return world.application(application).profile(profile);
    }

    CreateHostedConfigurationVersionResponse create(CreateHostedConfigurationVersionRequest request) {
        StoredProfile profile = profile(request.applicationId(), request.configurationProfileId());
        check(request, profile);
        Content made = profile.create(profile.isFlags() ? stamped(request) : request, world.deletedVersionsCount);
        return CreateHostedConfigurationVersionResponse.builder()
                .applicationId(request.applicationId())
                .configurationProfileId(profile.id())
                .versionNumber(Integer.valueOf(made.version()))
                .description(made.description())
                .content(made.bytes())
                .contentType(made.contentType())
                .versionLabel(made.label())
                .kmsKeyArn(profile.value().kmsKeyArn())
                .build();
    }

    private void check(CreateHostedConfigurationVersionRequest request, StoredProfile profile) {
        Rules.present("contentType", request.contentType());
        Rules.description(request.description());
        Rules.label(request.versionLabel());
        if (!profile.isHosted()) {
            throw AppConfigErrors.badRequest("The profile " + profile.id() + " keeps its configuration in "
                    + profile.value().locationUri() + ", not in the hosted configuration store.");
        }
        int bytes = Rules.present("content", request.content()).asByteArrayUnsafe().length;
        if (bytes > world.mostBytes) {
            throw AppConfigErrors.tooLarge(bytes, world.mostBytes);
        }
    }

    private CreateHostedConfigurationVersionRequest stamped(CreateHostedConfigurationVersionRequest request) {
        String content = request.content().asUtf8String();
        List<InvalidConfigurationDetail> details = FlagRules.violations(content);
        if (!details.isEmpty()) {
            throw AppConfigErrors.invalidConfiguration(
                    "The feature flags are not valid: " + details.get(0).reason(), details);
        }
        String time = world.now().toString();
        return request.toBuilder()
                .content(SdkBytes.fromUtf8String(FlagRules.stamped(content, time)))
                .build();
    }

    GetHostedConfigurationVersionResponse get(GetHostedConfigurationVersionRequest request) {
        StoredProfile profile = profile(request.applicationId(), request.configurationProfileId());
        Content content = profile.hosted(request.versionNumber());
        return GetHostedConfigurationVersionResponse.builder()
                .applicationId(request.applicationId())
                .configurationProfileId(profile.id())
                .versionNumber(request.versionNumber())
                .description(content.description())
                .content(content.bytes())
                .contentType(content.contentType())
                .versionLabel(content.label())
                .kmsKeyArn(profile.value().kmsKeyArn())
                .build();
    }

    DeleteHostedConfigurationVersionResponse delete(DeleteHostedConfigurationVersionRequest request) {
        world.application(request.applicationId()).environments().forEach(StoredEnvironment::advance);
        profile(request.applicationId(), request.configurationProfileId()).delete(request.versionNumber());
        return DeleteHostedConfigurationVersionResponse.builder().build();
    }

    /** Newest first; an asterisk in the label asked for stands for anything. */
    ListHostedConfigurationVersionsResponse list(ListHostedConfigurationVersionsRequest request) {
        StoredProfile profile = profile(request.applicationId(), request.configurationProfileId());
        List<HostedConfigurationVersionSummary> all = profile.hostedVersions().stream()
                .filter(content -> isCalled(content, request.versionLabel()))
                .map(content -> summary(profile, content))
                .toList();
        Page<HostedConfigurationVersionSummary> page = Rules.page(all, request.nextToken(), request.maxResults());
        return ListHostedConfigurationVersionsResponse.builder()
                .items(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static boolean isCalled(Content content, @Nullable String label) {
        if (label == null) {
            return true;
        }
        String pattern = Pattern.quote(label).replace("*", "\\E.*\\Q");
        return content.label() != null && content.label().matches(pattern);
    }

    private static HostedConfigurationVersionSummary summary(StoredProfile profile, Content content) {
        return HostedConfigurationVersionSummary.builder()
                .applicationId(profile.value().applicationId())
                .configurationProfileId(profile.id())
                .versionNumber(Integer.valueOf(content.version()))
                .description(content.description())
                .contentType(content.contentType())
                .versionLabel(content.label())
                .kmsKeyArn(profile.value().kmsKeyArn())
                .build();
    }
}
