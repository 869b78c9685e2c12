package dev.rollback.testkit.appconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.BadRequestReason;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionRequest;
import software.amazon.awssdk.services.appconfig.model.CreateHostedConfigurationVersionResponse;
import software.amazon.awssdk.services.appconfig.model.HostedConfigurationVersionSummary;
import software.amazon.awssdk.services.appconfig.model.PayloadTooLargeException;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;

class HostedVersionsTest {
    private final Scene scene = new Scene().twoVersions();

    private CreateHostedConfigurationVersionRequest.Builder request(String content) {
        return CreateHostedConfigurationVersionRequest.builder()
                .applicationId(scene.prod.application().id())
                .configurationProfileId(scene.limits.id())
                .content(SdkBytes.fromUtf8String(content))
                .contentType("application/json");
    }

    private CreateHostedConfigurationVersionResponse create(String content) {
        return scene.appConfig.createHostedConfigurationVersion(request(content).build());
    }

    private List<Integer> listed(@Nullable String label) {
        return scene
                .appConfig
                .listHostedConfigurationVersions(request -> request.applicationId(
                                scene.prod.application().id())
                        .configurationProfileId(scene.limits.id())
                        .versionLabel(label))
                .items()
                .stream()
                .map(HostedConfigurationVersionSummary::versionNumber)
                .toList();
    }

    @Test
    void makes_versions_under_the_lock_of_the_latest_number() {
        CreateHostedConfigurationVersionRequest third =
                request("{}").latestVersionNumber(2).build();

        int made = scene.appConfig.createHostedConfigurationVersion(third).versionNumber();

        assertThat(made).isEqualTo(3);
        assertThatThrownBy(() -> scene.appConfig.createHostedConfigurationVersion(third))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("is 3, not 2");
    }

    @Test
    void takes_the_newest_that_is_there_for_the_latest_or_on_request_the_newest_ever_made() {
        scene.limits.deleted("2");
        CreateHostedConfigurationVersionRequest next =
                request("{}").latestVersionNumber(1).build();

        int made = scene.appConfig.createHostedConfigurationVersion(next).versionNumber();
        scene.limits.deleted("3");
        scene.appConfig.deletedVersionsCount();

        assertThat(made).isEqualTo(3);
        assertThatThrownBy(() -> scene.appConfig.createHostedConfigurationVersion(next))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void never_uses_a_number_again() {
        create("{\"most\": 3}");
        scene.limits.deleted("3");

        assertThat(create("{}").versionNumber()).isEqualTo(4);
        assertThatThrownBy(() -> scene.limits.content("3")).isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void gives_back_what_was_put_in() {
        create("{\"most\":   3}");

        var read = scene.appConfig.getHostedConfigurationVersion(
                request -> request.applicationId(scene.prod.application().id())
                        .configurationProfileId(scene.limits.id())
                        .versionNumber(3));

        assertThat(read.content().asUtf8String()).isEqualTo("{\"most\":   3}");
        assertThat(read.contentType()).isEqualTo("application/json");
    }

    @Test
    void lists_versions_newest_first_and_by_label() {
        scene.appConfig.createHostedConfigurationVersion(
                request("{}").versionLabel("v3.0").build());
        scene.appConfig.createHostedConfigurationVersion(
                request("{}").versionLabel("v3.1").build());

        assertThat(listed(null)).containsExactly(4, 3, 2, 1);
        assertThat(listed("v3.0")).containsExactly(3);
        assertThat(listed("v3*")).containsExactly(4, 3);
        assertThat(listed("v4*")).isEmpty();
    }

    @Test
    void lists_versions_in_pages() {
        var page = scene.appConfig.listHostedConfigurationVersions(
                request -> request.applicationId(scene.prod.application().id())
                        .configurationProfileId(scene.limits.id())
                        .maxResults(1));

        assertThat(page.items()).hasSize(1);
        assertThat(page.nextToken()).isNotNull();
    }

    @Test
    void deletes_what_is_deployed_and_clients_keep_it() {
        scene.appConfig.deleteHostedConfigurationVersion(
                request -> request.applicationId(scene.prod.application().id())
                        .configurationProfileId(scene.limits.id())
                        .versionNumber(2));

        assertThat(scene.limits.versions()).containsExactly("1");
        assertThat(scene.limits.servedContent()).isEqualTo("{\"most\": 2}");
    }

    @Test
    void refuses_labels_of_digits_alone() {
        assertThatThrownBy(() -> scene.appConfig.createHostedConfigurationVersion(
                        request("{}").versionLabel("42").build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("versionLabel");
    }

    @Test
    void refuses_what_is_too_large() {
        scene.appConfig.versionsHoldAtMost(1024);

        assertThatThrownBy(() -> create("x".repeat(2048))).isInstanceOfSatisfying(PayloadTooLargeException.class, e -> {
            assertThat(e.statusCode()).isEqualTo(413);
            assertThat(e.size()).isEqualTo(2f);
            assertThat(e.limit()).isEqualTo(1f);
        });
    }

    @Test
    void refuses_versions_of_a_profile_that_is_kept_elsewhere() {
        scene.limits.storedIn("ssm-parameter://limits");

        assertThatThrownBy(() -> create("{}"))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("ssm-parameter://limits");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'flags': {}} | $.version is not 1",
                "[] | $ is no JSON object",
                "{'version': '1', 'flag': {}} | $.flag is unknown",
                "{'version': '1', 'flags': {'New Cart': {}}} | $.flags.New Cart is no name of a flag",
                "{'version': '1', 'flags': {'cart': {'state': 1}}} | $.flags.cart.state is unknown",
                "{'version': '1', 'values': {'cart': {'enabled': true}}} | $.values.cart has no flag of that name",
                "{'version': '1', 'flags': {'cart': {}}, 'values': {'cart': {'enabled': 'yes'}}} | $.values.cart.enabled is no boolean",
                "{'version': '1', 'flags': {'cart': {}}, 'values': {'cart': {'enabled': true, 'most': 1}}}"
                        + "| $.values.cart.most is no attribute of the flag",
                "{'version': '1', 'flags': {'cart': {}}, 'values': {'cart': {'_variants': [{'name': 'all', 'enabled': true, 'rule': 'x'}]}}}"
                        + "| $.values.cart._variants[0].rule is to be in all variants but the last, the default",
            })
    void refuses_feature_flags_that_are_malformed(String flags, String reason) {
        scene.limits.flags();

        assertThatThrownBy(() -> create(flags.replace('\'', '"')))
                .isInstanceOfSatisfying(
                        BadRequestException.class,
                        e -> assertThat(e.reason()).isEqualTo(BadRequestReason.INVALID_CONFIGURATION))
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type': 'number', 'minimum': 0, 'maximum': 100} | 101 | is above 100",
                "{'type': 'number', 'minimum': 0, 'maximum': 100} | -1 | is below 0",
                "{'type': 'number'} | 'many' | is not of type number",
                "{'type': 'boolean'} | 1 | is not of type boolean",
                "{'type': 'string', 'enum': ['a', 'b']} | 'c' | is none of the values that are allowed",
                "{'type': 'string', 'pattern': '^[a-z]+$'} | 'C' | does not match",
                "{'type': 'array', 'elements': {'type': 'number'}} | ['a'] | is not of type number",
            })
    void refuses_attributes_outside_their_constraints(String constraints, String value, String reason) {
        scene.limits.flags();
        String flags = "{'version': '1', 'flags': {'cart': {'attributes': {'most': {'constraints': " + constraints
                + "}}}}, 'values': {'cart': {'enabled': true, 'most': " + value + "}}}";

        assertThatThrownBy(() -> create(flags.replace('\'', '"')))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refuses_flags_that_lack_a_required_attribute() {
        scene.limits.flags();
        String flags = "{'version': '1', 'flags': {'cart': {'attributes': {'most': {'constraints':"
                + " {'type': 'number', 'required': true}}}}}, 'values': {'cart': {'enabled': true}}}";

        assertThatThrownBy(() -> create(flags.replace('\'', '"')))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("$.values.cart.most is missing");
    }

    @Test
    void stamps_flags_with_the_time_and_leaves_stamps_that_are_there() {
        scene.limits.flags();
        String sent = "{'version': '1', 'flags': {'cart': {'name': 'Cart', '_createdAt': 'before'}},"
                + " 'values': {'cart': {'enabled': true}}}";

        create(sent.replace('\'', '"'));

        assertThat(scene.limits.content("3"))
                .isEqualTo(("{'version':'1','flags':{'cart':{'name':'Cart','_createdAt':'before',"
                                + "'_updatedAt':'2026-11-20T12:00:00Z'}},'values':{'cart':{'enabled':true,"
                                + "'_createdAt':'2026-11-20T12:00:00Z','_updatedAt':'2026-11-20T12:00:00Z'}}}")
                        .replace('\'', '"'));
    }
}
