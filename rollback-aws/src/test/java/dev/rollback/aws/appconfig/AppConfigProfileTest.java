package dev.rollback.aws.appconfig;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.target.Version;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.appconfig.model.EnvironmentState;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** What a rollback of a configuration does where others, alarms and lost answers come in between. */
class AppConfigProfileTest {

    private static final String START = "appconfig:StartDeployment";
    private static final String STOP = "appconfig:StopDeployment";

    private final ProfileWorld world = new ProfileWorld();
    private final FakeConfiguration limits = world.limits;
    private final String slow = world.appConfig.strategy("slow", ofHours(2), ofMinutes(10));

    private Progress run(Change change) {
        return world.driver.toTheEnd(world.target, change);
    }

    private List<String> writes() {
        return world.driver.attempt().writes();
    }

    private static Progress.Failed failed(Progress end) {
        assertThat(end).isInstanceOf(Progress.Failed.class);
        return (Progress.Failed) end;
    }

    private static String evidence(Progress end) {
        assertThat(end).isInstanceOf(Progress.Settled.class);
        return ((Progress.Settled) end).evidence();
    }

    private static AppConfigProfile keptElsewhere(ProfileWorld world, String location) {
        world.limits.storedIn(location).ran("{\"limit\":10}", ofDays(30)).deployed("{\"limit\":0}", ofDays(4));
        return world.target;
    }

    // others

    @Test
    void what_somebody_deploys_after_the_planning_is_a_conflict_and_left_alone() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(4));
        Change change = world.to("1");
        world.clock.advance(ofSeconds(30));
        limits.by(slow).someoneDeploys("3");

        Progress.Failed end = failed(run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason())
                .startsWith("Somebody else started deployment 3 of version 3 of this profile at ")
                .contains("expected version 2 or 1. It is left alone.")
                .endsWith("Find out who (CloudTrail event StartDeployment), agree on one, then plan again.");
        assertThat(writes()).isEmpty();
    }

    @Test
    void what_somebody_has_deployed_to_its_end_after_the_planning_is_a_conflict_too() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(4));
        Change change = world.to("1");
        limits.by("AppConfig.AllAtOnce").someoneDeploys("3");
        world.clock.advance(ofMinutes(11));

        assertThat(failed(run(change)).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(writes()).isEmpty();
    }

    @Test
    void who_rolls_back_by_hand_meanwhile_has_done_it() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        limits.someoneDeploysVersion("1");

        String evidence = evidence(run(change));

        assertThat(evidence)
                .isEqualTo(
                        "version 1 is complete, by deployment 3 of version 1, which this run did not start: adopted");
        assertThat(writes()).isEmpty();
    }

    @Test
    void another_profiles_deployment_is_waited_for_by_name_and_not_stopped() {
        limits.ran("1", ofDays(30)).deployed("2", ofHours(5));
        Change change = world.to("1");
        world.prod.profile("texts").by("AppConfig.AllAtOnce").someoneDeploys("{}");

        Progress end = run(change);

        assertThat(world.driver.seen().get(0))
                .isInstanceOfSatisfying(
                        Progress.Pending.class,
                        wait -> assertThat(wait.why())
                                .startsWith("waits its turn in the environment: deployment 3 of version 1 of profile"
                                        + " texts is deploying, 0 %, until about "));
        assertThat(evidence(end)).isEqualTo("version 1 is complete, by stopping deployment 2");
        assertThat(world.prod.profile("texts").servedVersion()).isEqualTo("1");
    }

    @Test
    void an_environment_whose_last_deployment_was_rolled_back_takes_ours() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(4));
        world.prod
                .profile("texts")
                .ran("a", ofDays(20))
                .deployed("b", ofMinutes(50))
                .rolledBack();
        Change change = world.to("1");

        assertThat(world.prod.state()).isEqualTo(EnvironmentState.ROLLED_BACK);
        assertThat(run(change)).isInstanceOf(Progress.Settled.class);
        assertThat(writes()).containsExactly(START);
    }

    @Test
    void an_environment_whose_last_deployment_was_reverted_takes_ours() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(4));
        world.prod
                .profile("texts")
                .ran("a", ofDays(20))
                .deployed("b", ofMinutes(50))
                .reverted(ofMinutes(10));
        Change change = world.to("1");

        assertThat(world.prod.state()).isEqualTo(EnvironmentState.REVERTED);
        assertThat(run(change)).isInstanceOf(Progress.Settled.class);
        assertThat(writes()).containsExactly(START);
    }

    @Test
    void a_revert_that_appconfig_refuses_is_a_deployment() {
        world.appConfig.onlyTheNewestReverts();
        limits.ran("1", ofDays(30)).deployed("2", ofHours(5));
        world.prod.profile("texts").ran("a", ofDays(20)).deployed("b", ofHours(3));
        Change change = world.to("1");

        Progress end = run(change);

        assertThat(evidence(end)).isEqualTo("version 1 is complete, by deployment 5 of version 1");
        assertThat(writes()).containsExactly(STOP, START);
        assertThat(world.driver.seen())
                .anySatisfy(progress -> assertThat(progress.toString())
                        .contains("AppConfig does not revert deployment 3 of version 2, so the older version is"
                                + " deployed"));
    }

    @Test
    void what_ends_just_before_it_is_stopped_is_reverted() {
        String quick = world.appConfig.strategy("quick", ofMinutes(2), ZERO);
        limits.ran("1", ofDays(30)).by(quick).deployed("2", ofMinutes(1));
        Change change = world.to("1");
        world.between.actsBefore("StopDeployment", () -> world.clock.advance(ofMinutes(2)));

        Progress end = run(change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(limits.servedVersion()).isEqualTo("1");
        assertThat(writes()).containsExactly(STOP, STOP);
    }

    // alarms

    @Test
    void an_alarm_in_the_middle_of_our_deployment_is_a_failure_and_nothing_is_started_again() {
        world.prod.monitors("5xx");
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        world.cloudWatch.alarm("5xx").inAlarm();

        Progress.Failed end = failed(run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(end.reason())
                .startsWith("Our deployment 3 of version 1 ended ROLLED_BACK: ")
                .contains("CLOUDWATCH_ALARM")
                .endsWith("It is not started again; look at the environment's monitors, then plan again.");
        assertThat(writes()).containsExactly(START);
        assertThat(limits.servedVersion()).isEqualTo("2");
    }

    @Test
    void an_alarm_while_ours_bakes_takes_back_what_had_served() {
        world.prod.monitors("5xx");
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        world.cloudWatch
                .alarm("5xx")
                .becomes(StateValue.ALARM, world.clock.instant().plus(ofMinutes(5)));

        Progress end = run(change);

        assertThat(failed(end).kind()).isEqualTo(FailureKind.REVERTED_BY_AWS);
        assertThat(world.driver.seen()).anyMatch(Progress.Serving.class::isInstance);
    }

    @Test
    void a_revert_goes_past_an_alarm() {
        world.prod.monitors("5xx");
        world.cloudWatch.alarm("5xx").inAlarm();
        limits.ran("1", ofDays(30)).ran("2", ofHours(5));
        Change change = world.to("1");

        run(change);

        assertThat(limits.servedVersion()).isEqualTo("1");
    }

    @Test
    void somebody_who_stops_our_deployment_is_a_conflict_and_not_fought() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        AppConfigProfile careful = world.target.strategy(slow);
        Change change = world.to("1");
        careful.reconcile(change, world.driver.attempt());
        limits.someoneStops();

        Progress.Failed end = failed(world.driver.toTheEnd(careful, change));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason()).contains("ended ROLLED_BACK").contains("USER");
        assertThat(writes()).containsExactly(START);
    }

    // answers that are lost

    @Test
    void a_lost_answer_to_a_start_makes_no_second_deployment() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        world.between.failsAfter("StartDeployment", FlagWorld.error(500, "InternalServerException"));

        Progress end = run(change);

        assertThat(evidence(end)).isEqualTo("version 1 is complete, by deployment 3 of version 1");
        assertThat(world.driver.failures()).extracting(e -> e.kind()).containsExactly(Kind.UNKNOWN_OUTCOME);
        assertThat(world.prod.deployments()).hasSize(3);
    }

    @Test
    void a_lost_answer_to_a_revert_reverts_nothing_more() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(2)).deployed("3", ofHours(5));
        Change change = world.to("2");
        world.between.failsAfter("StopDeployment", FlagWorld.error(500, "InternalServerException"));

        run(change);

        assertThat(limits.servedVersion()).isEqualTo("2");
        assertThat(writes()).containsExactly(STOP);
    }

    @Test
    void a_race_for_the_number_of_a_deployment_is_tried_again() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        world.between.failsBefore("StartDeployment", FlagWorld.error(409, "ConflictException"));

        assertThat(run(change)).isInstanceOf(Progress.Settled.class);
        assertThat(world.prod.deployments()).hasSize(3);
    }

    @Test
    void what_a_validator_refuses_only_now_is_a_failure_in_its_words() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        limits.validatedBy(
                "arn:aws:lambda:eu-west-1:123456789012:function:check",
                content -> content.equals("1") ? Optional.of("one is too few") : Optional.empty());

        Progress.Failed end = failed(run(change));

        assertThat(end.kind()).isEqualTo(FailureKind.VERSION);
        assertThat(end.reason()).startsWith("AppConfig refused version 1: ").contains("one is too few");
    }

    // what is asked for

    @Test
    void a_version_that_was_encrypted_is_deployed_with_its_key() {
        limits.encryptedWith("arn:aws:kms:eu-west-1:123456789012:key/1");
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));

        run(world.to("1"));

        assertThat(limits.latest().kmsKeyIdentifier()).isEqualTo("arn:aws:kms:eu-west-1:123456789012:key/1");
        assertThat(limits.latest().description()).isEqualTo("rollback change-1");
    }

    @Test
    void the_content_made_again_under_another_number_is_the_wanted_one() {
        limits.ran("1", ofDays(30)).deployed("2", ofDays(4));
        Change change = world.to("1");
        limits.by("AppConfig.AllAtOnce").someoneDeploys("1");

        assertThat(evidence(run(change))).contains("version 3 is complete").contains("adopted");
        assertThat(writes()).isEmpty();
    }

    @Test
    void a_label_is_the_number_that_it_stands_for() {
        limits.ran("1", ofDays(30)).labelled("v1.2.2").deployed("2", ofDays(4));

        Optional<Version> found = world.target.version("v1.2.2", new TestAttempt(world.clock));

        assertThat(found).map(Version::id).contains("1");
        assertThat(world.target.version("v9", new TestAttempt(world.clock))).isEmpty();
        assertThat(world.target.version("9", new TestAttempt(world.clock))).isEmpty();
    }

    @Test
    void versions_of_other_stores_are_named_as_the_store_names_them_and_deployed_so() {
        for (String store : List.of(
                "ssm-parameter://limits",
                "ssm-document://limits",
                "s3://config/limits.json",
                "secretsmanager://limits",
                "codepipeline://limits")) {
            ProfileWorld other = new ProfileWorld();
            AppConfigProfile target = keptElsewhere(other, store);
            String before = other.prod.deployments().get(1).configurationVersion();

            Change change = other.to(before);
            Progress end = other.driver.toTheEnd(target, change);

            assertThat(change.to().content()).isEqualTo("version " + before + " of " + store);
            assertThat(end).as(store).isInstanceOf(Progress.Settled.class);
            assertThat(other.limits.servedVersion()).isEqualTo(before);
        }
    }

    // what it was

    @Test
    void what_was_rolled_back_or_reverted_is_suspect_and_what_was_deleted_unusable() {
        limits.ran("1", ofDays(30)).ran("2", ofDays(9)).ran("3", ofDays(3));
        limits.redeployed("2", ofDays(1)).rolledBack().deleted("1");

        List<Version> history =
                world.target.history(new TestAttempt(world.clock)).toList();

        assertThat(history).extracting(Version::id).containsExactly("3", "2", "1");
        assertThat(history)
                .extracting(Version::standing)
                .containsExactly(Standing.PROVEN, Standing.SUSPECT, Standing.UNUSABLE);
    }

    @Test
    void a_deployment_on_its_way_is_a_mixture_that_says_how_far_it_is() {
        limits.ran("1", ofDays(30)).by(slow).deployed("2", ofMinutes(60));

        Version live = world.look();

        assertThat(live.id()).isEqualTo("2");
        assertThat(live.content()).endsWith(" in deployment 2");
        assertThat(live.facts()).containsEntry("state", "DEPLOYING").containsKey("clients");
    }

    // where it is given

    @Test
    void names_that_cannot_be_are_refused_where_they_are_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.named("shop", "a/b", "limits"))
                .withMessage("\"a/b\" names no environment of AppConfig: expected a name or id of at most 128 letters"
                        + " without a slash. Copy it from its page.");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.named(" ", "prod", "limits"))
                .withMessageStartingWith("\" \" names no application of AppConfig");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.named("shop", "prod", ""))
                .withMessageStartingWith("\"\" names no configuration profile of AppConfig");
    }

    @Test
    void a_strategy_without_a_name_is_refused_where_it_is_given() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> world.target.strategy(" "))
                .withMessage("strategy(\" \") names none: give its id or name, or leave it out for the quickest.");
    }
}
