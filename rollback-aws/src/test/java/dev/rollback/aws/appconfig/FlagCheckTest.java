package dev.rollback.aws.appconfig;

import static dev.rollback.aws.appconfig.FlagWorld.FLAGS;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Assessment;
import dev.rollback.target.Finding;
import dev.rollback.target.Permission;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlagCheckTest {
    private final FlagWorld world = FlagWorld.afterARelease();
    private final FlagChange off = world.flag("checkout").disable();

    @Test
    void shows_the_change_the_way_and_the_time_and_finds_nothing() {
        Assessment assessment = world.check(off.attribute("percentage", 0));

        assertThat(assessment.findings()).isEmpty();
        assertThat(assessment.path())
                .containsExactly(
                        "make a new hosted version of version 2, the one deployed, with this change alone",
                        "flag checkout.enabled true -> false",
                        "flag checkout.percentage 50 -> 0",
                        "StartDeployment of it with now (0 min, then 0 min of bake)");
        assertThat(assessment.expected().settled()).isEqualTo(ofSeconds(15));
        assertThat(assessment.losses())
                .containsExactly(
                        "Whoever deploys another version of shop/prod/flags next deploys flag checkout as it is"
                                + " there; clients get it with their next poll.");
    }

    @Test
    void writes_nothing() {
        TestAttempt look = new TestAttempt(world.clock);

        off.check(look);

        assertThat(look.writes()).isEmpty();
        assertThat(world.flags.versions()).hasSize(2);
    }

    @Test
    void names_the_permissions() {
        List<Permission> permissions = world.check(off).permissions();
        String application = "arn:aws:appconfig:eu-west-1:123456789012:application/"
                + world.prod.application().id();

        assertThat(permissions)
                .contains(
                        new Permission(
                                "appconfig:CreateHostedConfigurationVersion",
                                application + "/configurationprofile/" + world.flags.id(),
                                Permission.Use.EXECUTE),
                        new Permission("appconfig:StartDeployment", application, Permission.Use.EXECUTE),
                        new Permission(
                                "appconfig:GetEnvironment",
                                application + "/environment/" + world.prod.id(),
                                Permission.Use.PREVIEW));
        assertThat(permissions).noneMatch(one -> one.action().equals("appconfig:StopDeployment"));
    }

    @Test
    void says_that_nothing_is_to_be_done() {
        assertThat(world.finding(world.flag("search").disable(), "ALREADY_SO"))
                .hasToString(
                        "NOTE ALREADY_SO: Flag search is so already in version 2 of shop/prod/flags: nothing will be"
                                + " written.");
        assertThat(world.check(world.flag("search").disable()).path()).containsExactly("nothing is changed");
    }

    // refusals

    @Test
    void refuses_a_flag_that_is_not_there() {
        assertThat(world.codes(world.flag("kart").disable())).containsExactly("NO_SUCH_FLAG");
    }

    @Test
    void refuses_all_wrong_attributes_at_once() {
        FlagChange change = world.flag("checkout").attribute("least", 1).attribute("percentage", 101);

        assertThat(world.codes(change)).containsExactly("NO_SUCH_ATTRIBUTE", "ATTRIBUTE_REFUSED");
        assertThat(world.check(change).findings()).allMatch(Finding::blocks);
    }

    @Test
    void refuses_names_that_are_none() {
        assertThat(world.finding(FlagWorld.flag(world, "flagz", "checkout").disable(), "NAMED_WRONG"))
                .hasToString(
                        "HARD NAMED_WRONG: There is no configuration profile flagz in application shop: expected one of"
                                + " flags (" + world.flags.id() + "). Check the name, the account and the region.");
        assertThat(world.finding(off.strategy("slow"), "NAMED_WRONG").text())
                .startsWith("There is no deployment strategy slow: expected one of");
    }

    @Test
    void refuses_a_profile_that_is_freeform_or_kept_elsewhere() {
        world.prod.profile("limits").ran("{}", ofDays(1));

        assertThat(world.finding(FlagWorld.flag(world, "limits", "checkout").disable(), "NO_FLAGS"))
                .hasToString(
                        "HARD NO_FLAGS: shop/prod/limits is of type AWS.Freeform, kept in hosted: expected feature flags"
                                + " in the hosted store (AWS.AppConfig.FeatureFlags, hosted). Name a profile with feature flags, or"
                                + " roll this one back with appConfig(…).");
    }

    @Test
    void refuses_where_nothing_is_deployed() {
        FlagWorld empty = new FlagWorld();
        empty.flags.undeployed(FLAGS);

        assertThat(empty.finding(empty.flag("checkout").disable(), "NOTHING_DEPLOYED")
                        .level())
                .isEqualTo(Finding.Level.HARD);
    }

    @Test
    void refuses_where_the_deployed_content_is_gone_or_unreadable() {
        world.flags.deleted("2");
        assertThat(world.codes(off)).containsExactly("VERSION_GONE");

        FlagWorld broken = new FlagWorld();
        broken.flags.deployed("hunter2", ofHours(1));
        Finding unreadable = broken.finding(broken.flag("checkout").disable(), "FLAGS_UNREADABLE");
        assertThat(unreadable.text())
                .isEqualTo("The content of version 1 of shop/prod/flags, which is deployed, cannot be read"
                        + " (JsonParseException): expected one JSON object with flags.");
    }

    // what is in flight

    @Test
    void names_versions_that_nobody_has_deployed() {
        world.flags.undeployed(FLAGS).undeployed(FLAGS);

        assertThat(world.finding(off, "UNDEPLOYED_VERSIONS"))
                .hasToString(
                        "WARNING UNDEPLOYED_VERSIONS: Hosted versions newer than the deployed 2 are not deployed here:"
                                + " [3, 4]. The new version is made of 2, so it holds nothing of them, and it is the latest one from"
                                + " then on. Tell whoever made them to set the flag in them too, and to start from theirs.");
    }

    @Test
    void names_a_deployment_of_the_profile_that_it_waits_for_and_looks_at_what_that_brings() {
        world.flags.by("AppConfig.AllAtOnce").someoneDeploys(FLAGS.replace("50", "75"));

        Assessment assessment = world.check(off);

        assertThat(world.finding(off, "DEPLOYMENT_OPEN").text())
                .startsWith(
                        "There is deployment 3 of version 3 of this profile on its way, 0 %: the flag is set on top of it,"
                                + " when it is over at about");
        assertThat(assessment.path().get(0)).contains("of version 3, the one deployed");
        assertThat(assessment.expected().serving()).isGreaterThan(ofMinutes(10));
        assertThat(world.codes(off)).doesNotContain("UNDEPLOYED_VERSIONS");
    }

    @Test
    void names_a_deployment_of_another_profile_that_it_waits_for() {
        world.prod.profile("texts").someoneDeploys("{}");

        assertThat(world.finding(off, "ENVIRONMENT_BUSY").text())
                .contains("deployment 3 of version 1 of profile texts");
        assertThat(world.check(off).expected().serving()).isGreaterThan(ofMinutes(10));
    }

    @Test
    void does_not_take_a_deployment_that_is_rolled_back_for_what_will_be() {
        world.flags.someoneDeploys(FLAGS.replace("50", "75")).someoneStops();

        assertThat(world.check(off).path().get(0)).contains("of version 2, the one deployed");
    }

    @Test
    void warns_of_alarms_that_would_revert_it() {
        world.prod.monitors("5xx", "quiet");
        world.cloudWatch.alarm("5xx").inAlarm();
        world.cloudWatch.alarm("quiet").insufficientData().actionsDisabled();

        assertThat(world.codes(off)).containsExactly("MONITOR_WOULD_REVERT");
    }

    @Test
    void says_that_alarms_could_not_be_looked_at() {
        world.prod.monitors("5xx");
        world.between.alwaysFails("DescribeAlarms", FlagWorld.error(403, "AccessDeniedException"));

        assertThat(world.finding(off, "MONITORS_UNKNOWN").level()).isEqualTo(Finding.Level.WARNING);
    }

    @Test
    void says_for_how_long_the_environment_is_locked() {
        FlagChange slow = off.strategy("AppConfig.AllAtOnce");

        assertThat(world.codes(slow)).containsExactly("ENVIRONMENT_LOCKED");
        assertThat(world.check(slow).expected().settled())
                .isEqualTo(ofMinutes(10).plusSeconds(15));
    }
}
