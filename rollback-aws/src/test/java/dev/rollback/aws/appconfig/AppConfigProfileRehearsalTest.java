package dev.rollback.aws.appconfig;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The profile as a target of the real engine, over the fakes, under virtual time and faults. */
class AppConfigProfileRehearsalTest {

    private static final int SEEDS = 100;
    private static final String GOOD = "{\"limit\":10}";
    private static final String BAD = "{\"limit\":0}";

    private static FakeConfiguration flags(FakeAws world) {
        return world.appConfig().application("shop").environment("prod").profile("limits");
    }

    private static Rehearsal rehearsal(Consumer<FakeAws> scene) {
        return Rehearsal.of(
                scene,
                world -> RollbackPlan.named("limits")
                        .reason("nobody may order any more")
                        .rollBack("limits", AwsTargets.using(world::client).appConfig("shop", "prod", "limits"))
                        .build());
    }

    @Test
    void a_deployment_of_the_last_hours_is_reverted() {
        Rehearsed run = rehearsal(world -> flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofMinutes(40)))
                .run();

        assertThat(run).rolledBack().called("appconfig:StopDeployment");
        assertThat(run.calls().writes().operations()).containsExactly("appconfig:StopDeployment");
    }

    @Test
    void a_deployment_in_flight_is_stopped() {
        Rehearsed run = rehearsal(world -> {
                    String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
                    flags(world).ran(GOOD, ofDays(30)).by(slow).deployed(BAD, ofMinutes(20));
                })
                .run();

        assertThat(run).rolledBack();
        assertThat(run.calls().writes().operations()).containsExactly("appconfig:StopDeployment");
    }

    @Test
    void after_three_days_the_older_version_is_deployed() {
        Rehearsed run = rehearsal(world -> flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4)))
                .run();

        assertThat(run).rolledBack();
        assertThat(run.calls().writes().operations()).containsExactly("appconfig:StartDeployment");
    }

    @Test
    void a_strategy_without_bake_is_preferred() {
        Rehearsed run = rehearsal(world -> {
                    world.appConfig().strategy("emergency", ZERO, ZERO);
                    flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
                })
                .run();

        assertThat(run).rolledBack();
        assertThat(run.preview().toText(200)).contains("emergency (0 min, then 0 min of bake)");
    }

    /** A profile whose bad version can only be deployed over, and another one in the same environment. */
    private static Rehearsal twoProfiles() {
        return Rehearsal.of(
                world -> {
                    flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
                    texts(world).ran("{\"a\":1}", ofDays(30)).deployed("{\"a\":2}", ofDays(5));
                },
                world -> RollbackPlan.named("both")
                        .inParallel(group -> group.rollBack(
                                        "limits",
                                        AwsTargets.using(world::client).appConfig("shop", "prod", "limits"))
                                .rollBack(
                                        "texts", AwsTargets.using(world::client).appConfig("shop", "prod", "texts")))
                        .build());
    }

    private static FakeConfiguration texts(FakeAws world) {
        return world.appConfig().application("shop").environment("prod").profile("texts");
    }

    @Test
    void two_profiles_of_one_environment_go_one_after_the_other() {
        Rehearsed run = twoProfiles().run();

        assertThat(run).rolledBack();
        assertThat(flags(run.world()).servedVersion()).isEqualTo("1");
        assertThat(texts(run.world()).servedVersion()).isEqualTo("1");
        assertThat(run.report().toText(160)).contains("waits its turn in the environment");
    }

    @Test
    void two_profiles_of_one_environment_under_faults_keep_the_invariants() {
        assertThat(twoProfiles().seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void nothing_older_is_refused() {
        assertThat(rehearsal(world -> flags(world).deployed(BAD, ofDays(4))).run())
                .ended(Outcome.REFUSED)
                .refused("NO_VERSION")
                .wroteNothing();
    }

    @Test
    void the_newest_deployment_is_not_passed_over_when_its_state_is_not_known() {
        Rehearsed rehearsed = rehearsal(
                        world -> flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofMinutes(40)))
                .withFault("appconfig:GetDeployment", 9, FaultKind.UNKNOWN_VALUES)
                .run();

        assertThat(rehearsed).rolledBack().keepsInvariants();
        assertThat(rehearsed.calls().of("appconfig:StopDeployment").count()).isOne();
    }

    @Test
    void a_revert_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(world -> flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofMinutes(40)))
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void a_stop_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(world -> {
                            String slow = world.appConfig().strategy("slow", ofHours(2), ofMinutes(10));
                            flags(world).ran(GOOD, ofDays(30)).by(slow).deployed(BAD, ofMinutes(20));
                        })
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void a_deployment_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(world -> flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4)))
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void what_failed_half_way_is_put_back_by_stopping_our_own_deployment_which_nobody_else_is_blamed_for() {
        Rehearsed run = Rehearsal.of(
                        world -> {
                            flags(world).ran(GOOD, ofDays(30)).deployed(BAD, ofDays(4));
                            world.after(
                                    ofMinutes(1),
                                    later -> later.faults()
                                            .on("appconfig:GetDeployment")
                                            .times(1)
                                            .accessDenied());
                        },
                        world -> RollbackPlan.named("limits")
                                .onFailure(FailurePolicy.RESTORE)
                                .rollBack(
                                        "limits",
                                        AwsTargets.using(world::client).appConfig("shop", "prod", "limits"))
                                .build())
                .run();

        assertThat(run).ended(Outcome.RESTORED);
        assertThat(run.calls().writes().operations())
                .containsExactly("appconfig:StartDeployment", "appconfig:StopDeployment");
        assertThat(flags(run.world()).servedVersion()).isEqualTo("2");
    }
}
