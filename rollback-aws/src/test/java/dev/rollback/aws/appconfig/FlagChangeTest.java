package dev.rollback.aws.appconfig;

import static dev.rollback.aws.appconfig.FlagWorld.FLAGS;
import static dev.rollback.aws.appconfig.FlagWorld.checkoutOff;
import static dev.rollback.aws.appconfig.FlagWorld.plain;
import static dev.rollback.aws.appconfig.FlagWorld.searchOff;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;

class FlagChangeTest {
    private static final String CREATE = "CreateHostedConfigurationVersion";
    private static final String START = "StartDeployment";

    private final FlagWorld world = FlagWorld.afterARelease();
    private final FlagChange off = world.flag("checkout").disable();

    private List<String> writes() {
        return world.driver.attempt().writes();
    }

    private Progress run() {
        return world.driver.toTheEnd(off);
    }

    private static String reason(Progress progress) {
        return ((Progress.Failed) progress).reason();
    }

    // what it does

    @Test
    void turns_one_flag_off_in_what_is_deployed_and_changes_nothing_else() {
        Progress end = run();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(((Progress.Settled) end).facts()).containsEntry("version", "3");
        assertThat(world.served()).isEqualTo(plain(checkoutOff(searchOff(FLAGS))));
        assertThat(writes()).containsExactly("appconfig:" + CREATE, "appconfig:" + START);
        assertThat(world.flags.latest().description()).isEqualTo("rollback change-1");
    }

    @Test
    void changes_what_is_deployed_and_not_what_is_newest() {
        world.flags.undeployed(FLAGS.replace("50", "75"));

        run();

        assertThat(world.flags.servedVersion()).isEqualTo("4");
        assertThat(world.served()).isEqualTo(plain(checkoutOff(searchOff(FLAGS))));
    }

    @Test
    void sets_attributes_of_all_kinds_at_once() {
        FlagChange change = world.flag("checkout")
                .attribute("percentage", 0)
                .attribute("mode", "the \"old\" one")
                .disable();

        world.driver.toTheEnd(change);

        assertThat(world.served())
                .isEqualTo(plain(searchOff(FLAGS)
                        .replace(
                                "\"enabled\":true,\"percentage\":50",
                                "\"enabled\":false,\"percentage\":0,\"mode\":\"the \\\"old\\\" one\"")));
    }

    @Test
    void writes_nothing_where_the_flag_is_so_already() {
        Progress end = world.driver.toTheEnd(world.flag("search").disable());

        assertThat(end)
                .isInstanceOfSatisfying(
                        Progress.Settled.class,
                        done -> assertThat(done.evidence())
                                .isEqualTo("flag search is so already in version 2, by deployment 2 of version 2"));
        assertThat(writes()).isEmpty();
    }

    @Test
    void serves_while_it_bakes_and_settles_after_the_bake() {
        FlagChange slow = off.strategy("AppConfig.AllAtOnce");

        Progress end = world.driver.toTheEnd(slow);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.driver.seen())
                .anySatisfy(
                        progress -> assertThat(progress)
                                .isInstanceOfSatisfying(
                                        Progress.Serving.class,
                                        serving -> assertThat(serving.evidence())
                                                .contains(
                                                        "all clients may get version 3; deployment 3 of version 3 bakes until about")));
    }

    @Test
    void passes_the_key_of_an_encrypted_profile_on() {
        world.flags.encryptedWith("arn:aws:kms:eu-west-1:123456789012:key/1");

        run();

        assertThat(world.flags.latest().kmsKeyIdentifier()).isEqualTo("arn:aws:kms:eu-west-1:123456789012:key/1");
    }

    // others

    @Test
    void waits_for_a_deployment_of_the_profile_and_sets_the_flag_on_top_of_it() {
        world.flags.by("AppConfig.Canary10Percent20Minutes").someoneDeploys(FLAGS.replace("50", "75"));

        Progress end = run();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.driver.seen().get(0))
                .isInstanceOfSatisfying(
                        Progress.Pending.class,
                        wait -> assertThat(wait.why())
                                .contains(
                                        "waits its turn in the environment: deployment 3 of version 3 of profile flags is deploying, 0 %"));
        assertThat(world.served()).isEqualTo(plain(checkoutOff(FLAGS.replace("50", "75"))));
    }

    @Test
    void waits_for_a_deployment_of_another_profile() {
        world.prod.profile("texts").someoneDeploys("{}");

        run();

        assertThat(world.served()).isEqualTo(plain(checkoutOff(searchOff(FLAGS))));
        assertThat(world.prod.deployments().get(0).deploymentNumber()).isEqualTo(4);
    }

    @Test
    void loses_nothing_when_somebody_makes_a_version_at_the_same_time() {
        world.between.actsBefore(CREATE, () -> world.flags.someoneCreates(FLAGS.replace("50", "75")));

        run();

        assertThat(world.flags.versions()).containsExactly("4", "3", "2", "1");
        assertThat(plain(world.flags.content("3"))).isEqualTo(plain(FLAGS.replace("50", "75")));
        assertThat(world.flags.servedVersion()).isEqualTo("4");
        assertThat(world.driver.seen())
                .anySatisfy(
                        progress -> assertThat(progress.toString()).contains("somebody else has made a version too"));
    }

    @Test
    void goes_without_the_lock_where_appconfig_means_another_number_by_the_latest() {
        world.flags.undeployed(FLAGS).deleted("3");
        world.appConfig.deletedVersionsCount();

        Progress end = run();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.flags.versions()).containsExactly("4", "2", "1");
    }

    @Test
    void makes_another_version_when_somebody_deployed_after_the_first_was_made() {
        String theirs = searchOff(FLAGS).replace("50", "75");
        world.between.actsBefore(START, () -> world.flags.someoneDeploys(theirs));

        Progress end = run();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.served()).isEqualTo(plain(checkoutOff(theirs)));
        assertThat(world.flags.servedVersion()).isEqualTo("5");
    }

    @Test
    void is_done_where_somebody_turned_it_off_meanwhile() {
        world.between.actsBefore(CREATE, () -> world.flags.someoneDeploys(checkoutOff(FLAGS)));

        Progress end = run();

        assertThat(end)
                .isInstanceOfSatisfying(
                        Progress.Settled.class,
                        done -> assertThat(done.evidence())
                                .contains("flag checkout is so already in version 3, by deployment 3 of version 3"));
    }

    @Test
    void reports_somebody_who_turns_it_on_again_as_a_conflict() {
        run();
        world.flags.someoneDeploys(FLAGS);
        world.clock.advance(ofMinutes(11));

        Progress after = off.reconcile(world.driver.attempt());

        assertThat(after).isInstanceOfSatisfying(Progress.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(failed.reason())
                    .startsWith("Somebody else started deployment 4 of version 4 at")
                    .contains("after our deployment 3 of version 3, and in it flag checkout is not so")
                    .endsWith("Find out who (CloudTrail event StartDeployment), agree on one, then plan again.");
        });
    }

    @Test
    void stays_done_where_somebody_deploys_something_else_with_the_flag_off() {
        run();
        world.flags.someoneDeploys(checkoutOff(FLAGS));
        world.clock.advance(ofMinutes(11));

        Progress after = off.reconcile(world.driver.attempt());

        assertThat(after)
                .isInstanceOfSatisfying(
                        Progress.Settled.class,
                        done -> assertThat(done.evidence()).contains("flag checkout is so in version 4 too"));
    }

    // what goes wrong

    @Test
    void an_alarm_that_rolls_it_back_is_a_failure_and_nothing_is_started_again() {
        world.prod.monitors("5xx");
        world.cloudWatch.alarm("5xx").inAlarm();

        Progress end = run();

        assertThat(end).isInstanceOfSatisfying(Progress.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
            assertThat(failed.reason()).contains("ended ROLLED_BACK: ROLLBACK_STARTED by CLOUDWATCH_ALARM");
        });
        assertThat(writes()).containsExactly("appconfig:" + CREATE, "appconfig:" + START);
    }

    @Test
    void a_lost_answer_makes_no_second_version_and_no_second_deployment() {
        world.between.failsAfter(CREATE, ApiCallAttemptTimeoutException.create(10_000));
        world.between.failsAfter(START, FlagWorld.error(500, "InternalServerException"));

        Progress end = run();

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.driver.failures())
                .extracting(TargetException::kind)
                .containsExactly(TargetException.Kind.UNKNOWN_OUTCOME, TargetException.Kind.UNKNOWN_OUTCOME);
        assertThat(world.flags.versions()).hasSize(3);
        assertThat(world.prod.deployments()).hasSize(3);
    }

    @Test
    void a_race_for_the_number_of_a_deployment_is_tried_again() {
        world.between.failsBefore(START, FlagWorld.error(409, "ConflictException"));

        assertThat(run()).isInstanceOf(Progress.Settled.class);
        assertThat(world.flags.versions()).hasSize(3);
    }

    @Test
    void what_appconfig_refuses_to_make_is_a_failure_in_its_words() {
        world.between.failsBefore(CREATE, FlagWorld.error(413, "PayloadTooLargeException"));

        assertThat(reason(run()))
                .isEqualTo(
                        "AppConfig does not take version 2 of shop/prod/flags with the change: said the service. Set the"
                                + " flag by hand, or another value.");
    }

    @Test
    void what_a_validator_refuses_is_a_failure_in_its_words() {
        world.flags.validatedBy(
                "arn:aws:lambda:eu-west-1:123456789012:function:check",
                content -> content.contains("\"checkout\":{\"enabled\":false")
                        ? Optional.of("the checkout must be on")
                        : Optional.empty());

        assertThat(reason(run())).contains("AppConfig refused version 3").contains("the checkout must be on");
    }

    @Test
    void a_deleted_content_cannot_be_changed() {
        world.flags.deleted("2");

        assertThat(reason(run()))
                .isEqualTo("The content of version 2 of shop/prod/flags, which is deployed, was deleted from the hosted"
                        + " store: expected it there, to change the flag in it. Deploy a version that is there, then plan"
                        + " again.");
    }

    @Test
    void what_cannot_be_read_is_not_quoted() {
        world.flags.someoneDeploys("{\"secret\": \"hunter2");
        world.clock.advance(ofMinutes(11));

        assertThat(reason(run()))
                .contains("The content of version 3 of shop/prod/flags, which is deployed, cannot be read")
                .doesNotContain("hunter2");
    }

    @Test
    void a_profile_of_which_nothing_is_deployed_is_a_failure() {
        FlagWorld empty = new FlagWorld();
        empty.flags.undeployed(FLAGS);

        Progress end = empty.driver.toTheEnd(empty.flag("checkout").disable());

        assertThat(reason(end))
                .isEqualTo(
                        "Nothing of shop/prod/flags is deployed: expected a version to change flag checkout in. Deploy one"
                                + " first.");
    }

    @Test
    void a_flag_that_is_gone_by_then_is_a_failure() {
        world.flags.someoneDeploys("{\"version\":\"1\",\"flags\":{\"search\":{}}}");
        world.clock.advance(ofMinutes(11));

        assertThat(reason(run())).startsWith("There is no flag checkout in version 3 of shop/prod/flags");
    }

    @Test
    void a_freeform_profile_is_a_failure() {
        world.prod.profile("limits").undeployed("{}");

        Progress end = world.driver.toTheEnd(
                FlagWorld.flag(world, "limits", "checkout").disable());

        assertThat(reason(end))
                .startsWith("shop/prod/limits is of type AWS.Freeform, kept in hosted: expected feature flags");
    }

    @Test
    void a_missing_profile_is_said_to_be_missing() {
        assertThatThrownBy(() -> world.driver.toTheEnd(
                        FlagWorld.flag(world, "flagz", "checkout").disable()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining(
                        "There is no configuration profile flagz in application shop: expected one of flags");
    }

    // bad arguments

    @Test
    void refuses_a_number_that_json_cannot_say() {
        assertThatThrownBy(() -> world.flag("checkout").attribute("percentage", Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "Attribute percentage of flag checkout is given NaN: expected a number that JSON can say. Give a"
                                + " finite one.");
    }

    @Test
    void refuses_a_strategy_without_a_name() {
        assertThatThrownBy(() -> off.strategy(" "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "strategy(\" \") names none: expected an id or a name. Give one, or leave it out for the quickest.");
    }

    @Test
    void says_what_it_does() {
        assertThat(off.attribute("percentage", 0.5).describe())
                .isEqualTo("flag checkout of shop/prod/flags: turn it off, set percentage to 0.5");
    }
}
