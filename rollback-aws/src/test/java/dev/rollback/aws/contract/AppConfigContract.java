package dev.rollback.aws.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.AppConfigClient;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;

/**
 * What the AppConfig target and the flags take for granted of AppConfig.
 *
 * <p>Documented, unproven on the wire, because no emulator known here does it: growth by steps under a clock that can be moved, and with it clients of both
 * versions; the end of the 72 hours; the state ROLLING_BACK; alarms that lack data, or whose actions are disabled; the lock of the latest version number;
 * validators; the form and the stamps of feature flags; labels resolved to numbers; and pages. The fakes keep these by the API reference and the User Guide.
 */
interface AppConfigContract {

    /** Names of different tests differ, so that an emulator need not be emptied. */
    AtomicInteger NAMES = new AtomicInteger();

    Subject subject();

    default AppConfigClient appConfig() {
        return subject().client(AppConfigClient.class);
    }

    static String fresh(String name) {
        return name + "-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
    }

    /** An application with a hosted profile. */
    record Store(String application, String profile) {}

    default Store store() {
        String application = appConfig()
                .createApplication(request -> request.name(fresh("shop")))
                .id();
        return new Store(application, profile(application, "AWS.Freeform"));
    }

    default String profile(String application, String type) {
        return appConfig()
                .createConfigurationProfile(request -> request.applicationId(application)
                        .name(fresh("profile"))
                        .locationUri("hosted")
                        .type(type))
                .id();
    }

    default int put(Store store, String content) {
        return appConfig()
                .createHostedConfigurationVersion(request -> request.applicationId(store.application())
                        .configurationProfileId(store.profile())
                        .contentType("application/json")
                        .description("made for a test")
                        .content(SdkBytes.fromUtf8String(content)))
                .versionNumber();
    }

    // applications, profiles, versions

    @Test
    default void gives_ids_of_small_letters_and_digits() {
        Store store = store();

        assertThat(List.of(store.application(), store.profile())).allMatch(id -> id.matches("[a-z0-9]{4,7}"));
    }

    @Test
    default void refuses_an_unknown_profile() {
        Store store = store();

        assertThatThrownBy(() -> appConfig()
                        .getConfigurationProfile(request ->
                                request.applicationId(store.application()).configurationProfileId("abc1234")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    default void lists_applications_and_profiles_by_name() throws Exception {
        Store store = store();

        subject().keepsUnless(Deviation.LISTED_NAMES, () -> {
            assertThat(appConfig().listApplications(request -> {}).items())
                    .isNotEmpty()
                    .allMatch(each ->
                            each.id().matches("[a-z0-9]{4,7}") && !each.name().isEmpty());
            assertThat(appConfig()
                            .listConfigurationProfilesPaginator(request -> request.applicationId(store.application()))
                            .items())
                    .singleElement()
                    .satisfies(profile -> assertThat(profile.id()).isEqualTo(store.profile()));
        });
    }

    @Test
    default void counts_versions_up_and_gives_back_what_was_put_in() {
        Store store = store();

        int first = put(store, "{\"most\":   1}");
        int second = put(store, "{\"most\": 2}");

        var read = appConfig()
                .getHostedConfigurationVersion(request -> request.applicationId(store.application())
                        .configurationProfileId(store.profile())
                        .versionNumber(first));
        assertThat(second).isEqualTo(first + 1);
        assertThat(read.content().asUtf8String()).isEqualTo("{\"most\":   1}");
        assertThat(read.contentType()).isEqualTo("application/json");
    }

    @Test
    default void keeps_the_description_of_a_version() throws Exception {
        Store store = store();
        put(store, "{}");

        subject()
                .keepsUnless(
                        Deviation.VERSION_DESCRIPTION,
                        () -> assertThat(appConfig()
                                        .getHostedConfigurationVersion(
                                                request -> request.applicationId(store.application())
                                                        .configurationProfileId(store.profile())
                                                        .versionNumber(1))
                                        .description())
                                .isEqualTo("made for a test"));
    }

    @Test
    default void refuses_an_unknown_version() {
        Store store = store();

        assertThatThrownBy(() -> appConfig()
                        .getHostedConfigurationVersion(request -> request.applicationId(store.application())
                                .configurationProfileId(store.profile())
                                .versionNumber(99)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    default void refuses_a_version_made_under_a_stale_number() throws Exception {
        Store store = store();
        put(store, "{}");
        put(store, "{}");

        subject()
                .keepsUnless(
                        Deviation.STALE_VERSION_NUMBER,
                        () -> assertThatThrownBy(() -> appConfig()
                                        .createHostedConfigurationVersion(
                                                request -> request.applicationId(store.application())
                                                        .configurationProfileId(store.profile())
                                                        .contentType("application/json")
                                                        .latestVersionNumber(1)
                                                        .content(SdkBytes.fromUtf8String("{}"))))
                                .isInstanceOf(ConflictException.class));
    }

    @Test
    default void never_uses_the_number_of_a_deleted_version_again() throws Exception {
        Store store = store();
        put(store, "{}");
        int second = put(store, "{}");

        appConfig()
                .deleteHostedConfigurationVersion(request -> request.applicationId(store.application())
                        .configurationProfileId(store.profile())
                        .versionNumber(second));

        subject()
                .keepsUnless(
                        Deviation.NUMBERS_USED_ONCE,
                        () -> assertThat(put(store, "{}")).isGreaterThan(second));
    }

    @Test
    default void lists_all_hosted_versions_in_pages() throws Exception {
        Store store = store();
        put(store, "{}");
        put(store, "{}");

        subject()
                .keepsUnless(
                        Deviation.HOSTED_VERSIONS_LISTED,
                        () -> assertThat(appConfig()
                                        .listHostedConfigurationVersions(
                                                request -> request.applicationId(store.application())
                                                        .configurationProfileId(store.profile()))
                                        .items()
                                        .stream()
                                        .map(HostedConfigurationVersionSummary::versionNumber))
                                .containsExactlyInAnyOrder(1, 2));
        subject().keepsUnless(Deviation.HOSTED_VERSION_PAGES, () -> {
            var page = appConfig()
                    .listHostedConfigurationVersions(request -> request.applicationId(store.application())
                            .configurationProfileId(store.profile())
                            .maxResults(1));
            assertThat(page.items()).hasSize(1);
            assertThat(page.nextToken()).isNotNull();
        });
    }

    @Test
    default void refuses_feature_flags_that_are_malformed() throws Exception {
        Store store = store();
        Store flags = new Store(store.application(), profile(store.application(), "AWS.AppConfig.FeatureFlags"));

        subject()
                .keepsUnless(
                        Deviation.FORM_OF_FLAGS,
                        () -> assertThatThrownBy(() -> put(flags, "{\"values\": {\"cart\": {\"enabled\": true}}}"))
                                .isInstanceOf(BadRequestException.class));
    }
}
