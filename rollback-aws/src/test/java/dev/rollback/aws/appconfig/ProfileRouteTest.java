package dev.rollback.aws.appconfig;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way that a preview shows is the one that is gone, step for step, whatever goes on in the environment. */
class ProfileRouteTest {

    private final ProfileWorld world = new ProfileWorld();
    private final FakeConfiguration limits = world.limits;
    private final String slow = world.appConfig.strategy("slow", ofHours(2), ofMinutes(10));

    private List<String> path(String version) {
        return world.check(version).path();
    }

    private List<String> codes(String version) {
        return world.check(version).findings().stream().map(Finding::code).toList();
    }

    /** Takes the way to its end and answers what was written. */
    private List<String> written(String version) {
        world.driver.toTheEnd(world.target, world.to(version));
        assertThat(limits.servedVersion()).isEqualTo(version);
        return world.driver.attempt().writes();
    }

    @Test
    void what_is_in_flight_is_stopped_where_that_brings_the_wanted_version() {
        limits.ran("1", ofDays(30)).by(slow).deployed("2", ofMinutes(20));

        assertThat(path("1"))
                .startsWith(
                        "StopDeployment 2, which is in flight",
                        "clients get version 1 by deployment 1 of version 1: none has to be started");
        assertThat(written("1")).containsExactly("appconfig:StopDeployment");
    }

    @Test
    void what_bakes_is_stopped_with_leave_to_revert() {
        limits.ran("1", ofDays(30)).deployed("2", ofMinutes(5));

        assertThat(path("1")).first().isEqualTo("StopDeployment 2, which is in flight, with AllowRevert");
        assertThat(written("1")).containsExactly("appconfig:StopDeployment");
    }

    @Test
    void what_is_in_flight_is_stopped_and_the_one_before_it_reverted() {
        limits.ran("1", ofDays(30)).ran("2", ofHours(3)).by(slow).deployed("3", ofMinutes(20));

        Assessment assessment = world.check("1");

        assertThat(assessment.path())
                .startsWith(
                        "StopDeployment 3, which is in flight",
                        "revert deployment 2 of version 2 (StopDeployment with AllowRevert, past the monitors)");
        assertThat(assessment.expected().settled()).isEqualTo(ofSeconds(30));
        assertThat(written("1")).containsExactly("appconfig:StopDeployment", "appconfig:StopDeployment");
    }

    @Test
    void what_is_in_flight_is_stopped_before_an_older_version_is_deployed() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(5)).by(slow).deployed("3", ofMinutes(20));

        assertThat(path("1"))
                .startsWith(
                        "StopDeployment 3, which is in flight",
                        "StartDeployment of version 1 with AppConfig.AllAtOnce (0 min, then 10 min of bake)");
        assertThat(written("1")).containsExactly("appconfig:StopDeployment", "appconfig:StartDeployment");
    }

    @Test
    void what_aws_is_rolling_back_already_is_waited_for() {
        world.prod.monitors("5xx");
        limits.ran("1", ofDays(30)).by(slow).deployed("2", ofMinutes(20));
        world.look();
        world.cloudWatch.alarm("5xx").inAlarm();
        world.clock.advance(ofSeconds(16));

        List<String> path = path("1");

        assertThat(path).first().isEqualTo("wait until deployment 2 of version 2 is rolled back");
        assertThat(path).noneMatch(line -> line.contains("StopDeployment"));
        assertThat(codes("1")).doesNotContain("SEVERAL_CHANGES_LOST");
        assertThat(written("1")).isEmpty();
    }

    @Test
    void a_deployment_that_brings_the_wanted_version_already_is_watched_to_its_end() {
        limits.ran("1", ofDays(30)).ran("2", ofHours(3)).by(slow).redeployed("1", ofMinutes(20));

        Assessment assessment = world.check("1");

        assertThat(assessment.path())
                .first()
                .isEqualTo("wait for deployment 3 of version 1, which brings the wanted version already: nothing is"
                        + " written");
        assertThat(assessment.expected().serving()).isEqualTo(ofMinutes(100).plusSeconds(15));
        assertThat(assessment.expected().settled()).isEqualTo(ofMinutes(110).plusSeconds(15));
        assertThat(written("1")).isEmpty();
    }

    @Test
    void an_alarm_would_revert_what_is_watched_too() {
        world.prod.monitors("quiet");
        limits.ran("1", ofDays(30)).ran("2", ofHours(3)).by(slow).redeployed("1", ofMinutes(20));
        world.look();
        world.cloudWatch.alarm("quiet").insufficientData();

        assertThat(codes("1")).contains("MONITOR_WOULD_REVERT");
    }

    @Test
    void another_profiles_deployment_is_waited_for_in_the_time_expected() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        world.prod.profile("texts").ran("a", ofDays(30)).by(slow).deployed("b", ofMinutes(20));

        Assessment assessment = world.check("1");

        assertThat(assessment.expected().settled()).isEqualTo(ofHours(2).plusSeconds(15));
        assertThat(world.finding("1", "ENVIRONMENT_LOCKED").text())
                .startsWith("The environment takes no other deployment for 10 minutes");
    }

    @Test
    void a_revert_whose_time_is_over_when_its_turn_comes_is_a_deployment() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(3));
        world.prod.profile("texts").ran("a", ofDays(30)).by(slow).deployed("b", ofMinutes(20));

        assertThat(path("1")).first().asString().startsWith("StartDeployment of version 1");
        assertThat(written("1")).containsExactly("appconfig:StartDeployment");
    }

    @Test
    void more_changes_than_are_looked_at_are_lost_at_least() {
        for (int version = 1; version <= 12; version++) {
            limits.ran("{\"limit\":" + version + "}", ofDays(1));
        }

        assertThat(world.finding("1", "SEVERAL_CHANGES_LOST").text())
                .startsWith("Going back to version 1 takes back at least 10 deployments: 12 (version 12, ");
    }

    @Test
    void an_alarm_whose_name_has_colons_is_found() {
        world.prod.monitors("svc:5xx");
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        world.look();
        world.cloudWatch.alarm("svc:5xx").inAlarm();

        assertThat(world.finding("1", "MONITOR_WOULD_REVERT").text()).startsWith("Alarm svc:5xx (ALARM) is watched");
    }

    @Test
    void an_alarm_that_is_not_there_is_unknown() {
        world.prod.monitors("deleted");
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        world.cloudWatch.deleteAlarms(asked -> asked.alarmNames("deleted"));

        assertThat(world.finding("1", "MONITORS_UNKNOWN").text())
                .startsWith("Alarm deleted is watched by the environment and was not found in CloudWatch");
    }

    @Test
    void a_version_of_another_store_that_was_never_deployed_is_said_not_to_have_been_seen() {
        FakeConfiguration texts = world.prod.profile("texts").storedIn("s3://shop-config/texts.json");
        texts.ran("v1", ofDays(30)).deployed("v2", ofDays(4));
        AppConfigProfile target = world.named("shop", "prod", "texts");
        TestAttempt look = new TestAttempt(world.clock);
        Change change = new Change(
                target.id(), target.current(look), target.version("typo", look).orElseThrow(), "change-1");

        assertThat(target.check(change, look).findings())
                .filteredOn(finding -> finding.code().equals("VERSION_NOT_SEEN"))
                .singleElement()
                .satisfies(finding ->
                        assertThat(finding.text()).startsWith("Version typo of shop/prod/texts is kept in s3://"));
    }
}
