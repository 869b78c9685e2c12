package dev.rollback.aws.appconfig;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Finding.Level;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a preview says of going back to an earlier configuration: by which way, how long, and what speaks against it. */
class ProfileCheckTest {

    private static final String GOOD = "{\"limit\":10}";
    private static final String BAD = "{\"limit\":0}";

    private final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    private final FakeConfiguration limits =
            world.appConfig().application("shop").environment("prod").profile("limits");
    private final TestAttempt look = new TestAttempt(new TestClock());
    private final AppConfigProfile target = profile("shop", "prod", "limits");

    private AppConfigProfile profile(String application, String environment, String profile) {
        return AppConfigProfile.of(
                AwsScope.of(world::client, "eu-west-1", "123456789012"), application, environment, profile);
    }

    private Change to(String version) {
        return new Change(
                target.id(), target.current(look), target.version(version, look).orElseThrow(), "change-1");
    }

    private Assessment check(String version) {
        return target.check(to(version), look);
    }

    private static Finding finding(Assessment assessment, String code) {
        Optional<Finding> found = assessment.findings().stream()
                .filter(finding -> finding.code().equals(code))
                .findFirst();
        assertThat(found).as("%s among %s", code, assessment.findings()).isPresent();
        return found.get();
    }

    // the way and its time

    @Test
    void what_is_in_flight_is_stopped_at_once() {
        String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
        limits.ran(GOOD, ofDays(30)).by(slow).deployed(BAD, ofMinutes(20));

        Assessment assessment = check("1");

        assertThat(assessment.path()).first().asString().startsWith("StopDeployment 2, which is in flight");
        assertThat(assessment.expected().serving()).isLessThan(ofMinutes(2));
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void what_was_deployed_within_three_days_is_reverted() {
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofHours(71));

        assertThat(check("1").path()).first().asString().startsWith("revert deployment 2 of version 2");
    }

    @Test
    void what_was_deployed_before_is_deployed_over_serving_before_it_has_baked() {
        world.appConfig().strategy("careful", ofMinutes(20), ofMinutes(10));
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofHours(73));

        Assessment assessment = target.strategy("careful").check(to("1"), look);

        assertThat(assessment.path()).first().asString().startsWith("StartDeployment of version 1 with careful");
        assertThat(assessment.expected().serving()).isBetween(ofMinutes(20), ofMinutes(22));
        assertThat(assessment.expected().settled()).isBetween(ofMinutes(30), ofMinutes(32));
        assertThat(finding(assessment, "ENVIRONMENT_LOCKED").text())
                .startsWith("The environment takes no other deployment for 3");
    }

    @Test
    void a_revert_that_would_lead_to_another_version_is_not_chosen() {
        limits.ran(GOOD, ofDays(30)).ran("{\"limit\":5}", ofDays(1)).deployed(BAD, ofMinutes(40));

        assertThat(check("1").path()).first().asString().startsWith("StartDeployment of version 1");
    }

    @Test
    void a_strategy_that_does_not_lock_the_environment_says_nothing_of_locks() {
        world.appConfig().strategy("emergency", ZERO, ZERO);
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));

        assertThat(check("1").findings()).noneMatch(finding -> finding.code().equals("ENVIRONMENT_LOCKED"));
    }

    // what is lost

    @Test
    void several_changes_that_would_be_lost_are_named_with_their_times() {
        limits.ran(GOOD, ofDays(30)).ran("{\"limit\":5}", ofDays(1)).deployed(BAD, ofMinutes(40));

        Finding finding = finding(check("1"), "SEVERAL_CHANGES_LOST");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text())
                .startsWith("Going back to version 1 takes back 2 deployments: 3 (version 3, ")
                .contains(", 2 (version 2, ");
    }

    @Test
    void a_change_that_came_after_the_incident_began_is_named() {
        limits.ran(GOOD, ofDays(30)).ran(BAD, ofHours(2)).deployed("{\"limit\":1}", ofMinutes(40));
        look.incident(TestClock.START.minus(ofHours(1)));

        Finding finding = finding(check("1"), "NEWER_THAN_INCIDENT");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text())
                .contains("what was deployed after the incident began at 2026-11-20T11:00:00Z: 3 (version 3, ")
                .doesNotContain("2 (version 2");
    }

    @Test
    void a_change_from_before_the_incident_is_what_is_to_be_lost() {
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofMinutes(40));
        look.incident(TestClock.START.minus(ofMinutes(30)));

        assertThat(check("1").findings()).noneMatch(finding -> finding.code().equals("NEWER_THAN_INCIDENT"));
    }

    @Test
    void several_flags_that_would_change_are_named_and_shown() {
        FakeConfiguration flags = world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .flags();
        String before =
                "{\"version\":\"1\",\"flags\":{\"a\":{\"name\":\"a\"},\"b\":{\"name\":\"b\"}},\"values\":{\"a\":{\"enabled\":%s},\"b\":{\"enabled\":%s}}}";
        flags.ran(before.formatted(true, true), ofDays(30)).deployed(before.formatted(false, false), ofMinutes(40));
        AppConfigProfile profile = profile("shop", "prod", "flags");
        Change change = new Change(
                profile.id(), profile.current(look), profile.version("1", look).orElseThrow(), "change-1");

        Assessment assessment = profile.check(change, look);

        assertThat(finding(assessment, "SEVERAL_FLAGS_CHANGE").text()).isEqualTo("2 flags change: a, b.");
        assertThat(assessment.path()).anyMatch(line -> line.contains("a") && line.contains("true"));
    }

    // the environment

    @Test
    void another_profiles_deployment_is_waited_for_and_said() {
        String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
        world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("texts")
                .ran("{\"a\":1}", ofDays(30))
                .by(slow)
                .deployed("{\"a\":2}", ofMinutes(20));

        Finding finding = finding(check("1"), "ENVIRONMENT_BUSY");

        assertThat(finding.level()).isEqualTo(Level.WARNING);
        assertThat(finding.text()).contains(" of profile texts, ", " %: this change waits for it until about ");
    }

    @ParameterizedTest
    @CsvSource({"cloudwatch:DescribeAlarms, MONITORS_UNKNOWN"})
    void what_must_not_be_looked_at_is_unknown_and_no_blocker(String operation, String code) {
        world.appConfig().application("shop").environment("prod").monitors("errors");
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
        Change change = to("1");
        world.faults().on(operation).always().accessDenied();

        Finding finding = finding(target.check(change, look), code);

        assertThat(finding.level()).isEqualTo(Level.WARNING);
    }

    // what is not there

    @Test
    void a_version_that_was_deleted_is_refused() {
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
        Change change = to("1");
        limits.deleted("1");

        Finding finding = finding(target.check(change, look), "VERSION_GONE");

        assertThat(finding.level()).isEqualTo(Level.HARD);
        assertThat(finding.text()).startsWith("Hosted version 1 of ").endsWith(" was deleted.");
    }

    @ParameterizedTest
    @CsvSource({"nobody, prod, limits, application", "shop, nobody, limits, environment", "shop, prod, nobody, profile"
    })
    void names_that_there_are_not_are_refused_naming_what_is_missing(
            String application, String environment, String profile, String what) {
        limits.ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));

        assertThatExceptionOfType(TargetException.class)
                .isThrownBy(() -> profile(application, environment, profile).current(look))
                .matches(e -> e.kind() == TargetException.Kind.MISSING)
                .withMessageContaining("nobody")
                .withMessageContaining(what);
    }
}
