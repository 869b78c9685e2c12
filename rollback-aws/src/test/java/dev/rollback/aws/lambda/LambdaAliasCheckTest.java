package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.Permission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LambdaAliasCheckTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:search-indexer";

    private final LambdaWorld world = new LambdaWorld();

    @BeforeEach
    void seven_was_deployed_after_six() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20));
    }

    @Test
    void nothing_speaks_against_a_good_version() {
        Assessment assessment = world.check(world.changeTo("6"));

        assertThat(assessment.findings()).isEmpty();
        assertThat(assessment.expected().settled()).isEqualTo(ofSeconds(5));
        assertThat(assessment.path().get(0))
                .isEqualTo(
                        "UpdateAlias search-indexer:live: version 7 -> version 6, all weights cleared, refused if somebody"
                                + " moves it first");
    }

    @Test
    void the_difference_of_the_versions_is_shown() {
        world.lambda.function("search-indexer").role("6", "arn:aws:iam::123456789012:role/old");

        assertThat(world.check(world.changeTo("6")).path())
                .anyMatch(line -> line.startsWith("code "))
                .anyMatch(line -> line.startsWith("role ") && line.endsWith("-> arn:aws:iam::123456789012:role/old"));
    }

    @Test
    void a_version_that_is_gone_is_a_hard_blocker() {
        world.live.deleted("6");

        Finding finding = world.finding(world.changeToGone("6"), "VERSION_GONE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("Version 6 is gone: expected it to exist");
        assertThat(finding.remedy()).contains("Choose another version");
    }

    @Test
    void the_unpublished_version_is_a_hard_blocker() {
        Finding finding = world.finding(world.changeTo("$LATEST"), "UNPUBLISHED_VERSION");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("expected the number of a published version");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Failed", "Deleting", "ActiveNonInvocable"})
    void a_version_that_cannot_be_invoked_is_a_hard_blocker(String state) {
        world.live.state("6", state);

        Finding finding = world.finding(world.changeTo("6"), "VERSION_FAILED");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).contains("Version 6 is " + state).contains("expected Active");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ImageDeleted", "ImageAccessDenied", "KMSKeyAccessDenied", "DisabledKMSKey", "InvalidStateKMSKey"
            })
    void a_reason_that_no_invocation_heals_is_a_hard_blocker(String reason) {
        world.live.state("6", "Inactive", reason);

        assertThat(world.finding(world.changeTo("6"), "VERSION_FAILED").level()).isEqualTo(Level.HARD);
    }

    @ParameterizedTest
    @CsvSource({"Inactive,VERSION_INACTIVE", "Pending,VERSION_PENDING", "Dreaming,VERSION_STATE"})
    void a_version_that_is_not_active_yet_is_warned_about(String state, String code) {
        world.live.state("6", state);

        assertThat(world.finding(world.changeTo("6"), code).level()).isEqualTo(Level.WARNING);
    }

    @Test
    void a_failed_last_update_may_be_overridden() {
        world.lambda.function("search-indexer").lastUpdate("6", "Failed", "ImageAccessDenied");

        assertThat(world.finding(world.changeTo("6"), "VERSION_UPDATE_FAILED").level())
                .isEqualTo(Level.SOFT);
    }

    @Test
    void an_update_in_progress_is_warned_about() {
        world.lambda.function("search-indexer").lastUpdate("6", "InProgress", "Creating");

        assertThat(world.finding(world.changeTo("6"), "VERSION_UPDATING").level())
                .isEqualTo(Level.WARNING);
    }

    @Test
    void a_dropped_snapshot_is_warned_about() {
        world.lambda.function("search-indexer").snapStart().withoutSnapshot("6");

        assertThat(world.finding(world.changeTo("6"), "SNAPSTART_OFF").level()).isEqualTo(Level.WARNING);
    }

    @Test
    void provisioned_concurrency_takes_time_and_refuses_shares() {
        world.live.provisionedConcurrency(5);
        Change change = world.changeTo("6");

        Finding finding = world.finding(change, "PROVISIONED_CONCURRENCY");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("READY 5 of 5").contains("refuses shares of traffic");
        assertThat(world.check(change).expected().settled()).isEqualTo(ofMinutes(3));
        assertThat(world.check(change).path()).anyMatch(line -> line.contains("provisioned concurrency"));
    }

    @Test
    void failed_provisioned_concurrency_is_warned_about() {
        world.live.provisionedConcurrency(5).provisioningFails("no capacity");
        world.live.otherActorPoints("8").otherActorPoints("7");
        world.clock.advance(ofMinutes(5));

        assertThat(world.finding(world.changeTo("6"), "PROVISIONED_CONCURRENCY_FAILED")
                        .text())
                .contains("no capacity");
    }

    @Test
    void provisioned_concurrency_of_another_alias_on_the_wanted_version_may_be_overridden() {
        world.live.provisionedConcurrency(5);
        world.lambda
                .function("search-indexer")
                .alias("batch")
                .ran("6", ofDays(3))
                .provisionedConcurrency(2);

        Finding finding = world.finding(world.changeTo("6"), "PROVISIONED_CONCURRENCY_TAKEN");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.text()).contains("through batch");
    }

    @Test
    void an_alias_that_codedeploy_moves_is_warned_about() {
        world.live.codeDeployManaged();

        Finding finding = world.finding(world.changeTo("6"), "CODEDEPLOY_MANAGED");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("INVALID_LAMBDA_CONFIGURATION");
        assertThat(finding.remedy()).contains("CurrentVersion");
    }

    @Test
    void a_codedeploy_deployment_in_flight_is_a_soft_blocker_with_the_lever_to_pull_instead() {
        world.live.weights("8", 0.1).codeDeployManaged();

        Finding finding = world.finding(world.changeTo("6"), "CODEDEPLOY_IN_FLIGHT");

        assertThat(finding.level()).isEqualTo(Level.SOFT);
        assertThat(finding.remedy()).contains("aws deploy stop-deployment").contains("--auto-rollback-enabled");
    }

    @Test
    void event_sources_past_the_alias_are_listed() {
        world.live.eventSource("arn:aws:sqs:eu-west-1:123456789012:follows");
        world.live.eventSourceBypassing("arn:aws:sqs:eu-west-1:123456789012:orders");
        world.lambda.function("search-indexer").eventSource("arn:aws:sqs:eu-west-1:123456789012:pinned", "7");

        assertThat(world.check(world.changeTo("6")).findings())
                .extracting(Finding::code)
                .containsExactly("EVENT_SOURCE_PAST_ALIAS", "EVENT_SOURCE_PAST_ALIAS");
        assertThat(world.check(world.changeTo("6")).findings())
                .extracting(Finding::text)
                .anyMatch(text -> text.contains(":orders invokes $LATEST"))
                .anyMatch(text -> text.contains(":pinned invokes 7"))
                .noneMatch(text -> text.contains(":follows"));
    }

    @Test
    void other_aliases_of_the_bad_version_are_noted() {
        world.lambda.function("search-indexer").alias("batch").ran("7", ofDays(1));

        Finding finding = world.finding(world.changeTo("6"), "OTHER_ALIAS");

        assertThat(finding.level()).isEqualTo(Level.NOTE);
        assertThat(finding.text()).contains("Alias batch").contains("version 7");
    }

    @Test
    void versions_of_different_roles_refuse_shares() {
        world.lambda.function("search-indexer").role("6", "arn:aws:iam::123456789012:role/old");

        Finding finding = world.finding(world.changeTo("6"), "SHARES_REFUSED");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.remedy()).contains("without gradually");
    }

    @Test
    void what_is_not_versioned_is_said() {
        assertThat(world.check(world.changeTo("6")).losses())
                .singleElement()
                .asString()
                .contains("event source mappings, function URLs, reserved concurrency and resource policies");
    }

    @Test
    void permissions_name_real_resources() {
        Assessment assessment = world.check(world.changeTo("6"));

        assertThat(assessment.permissions())
                .contains(
                        new Permission("lambda:UpdateAlias", FUNCTION, Permission.Use.EXECUTE),
                        new Permission("lambda:GetAlias", FUNCTION, Permission.Use.PREVIEW),
                        new Permission(
                                "lambda:GetProvisionedConcurrencyConfig", FUNCTION + ":live", Permission.Use.PREVIEW),
                        new Permission("cloudtrail:LookupEvents", "*", Permission.Use.PREVIEW));
        assertThat(assessment.permissions())
                .filteredOn(permission -> permission.use() == Permission.Use.EXECUTE)
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "GetFunctionConfiguration,VERSION_UNKNOWN",
        "GetProvisionedConcurrencyConfig,PROVISIONED_CONCURRENCY_UNKNOWN",
        "ListEventSourceMappings,EVENT_SOURCES_UNKNOWN",
        "ListAliases,OTHER_ALIASES_UNKNOWN"
    })
    void a_look_that_cannot_be_made_is_a_warning_and_no_blocker(String operation, String code) {
        Change change = world.changeTo("6");
        world.between.alwaysFails(operation, LambdaAliasCurrentTest.denied("lambda:" + operation));

        Finding finding = world.finding(change, code);

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains("Could not look at").contains("AccessDeniedException");
        assertThat(finding.remedy()).contains("Grant the permission");
    }

    @Test
    void a_trail_that_cannot_be_read_is_a_warning() {
        Change change = world.changeTo("6");
        world.between.alwaysFails("LookupEvents", LambdaAliasHistoryTest.trailDenied());

        assertThat(world.finding(change, "TRAIL_UNKNOWN").level()).isEqualTo(Level.WARNING);
    }

    @Test
    void a_check_reads_each_version_once() {
        Change change = world.changeTo("6");
        TestAttempt look = world.look();

        world.target.check(change, look);

        assertThat(look.reads())
                .filteredOn("lambda:GetFunctionConfiguration"::equals)
                .hasSize(2);
        assertThat(look.reads()).filteredOn("cloudtrail:LookupEvents"::equals).hasSize(1);
    }

    @Test
    void a_check_writes_nothing() {
        world.live.provisionedConcurrency(5);

        world.check(world.changeTo("6"));

        assertThat(world.between.calls())
                .allMatch(call -> call.startsWith("Get") || call.startsWith("List") || call.equals("LookupEvents"));
    }
}
