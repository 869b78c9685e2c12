package dev.rollback.aws.appconfig;

import static dev.rollback.aws.appconfig.FlagWorld.FLAGS;
import static dev.rollback.aws.appconfig.FlagWorld.checkoutOff;
import static dev.rollback.aws.appconfig.FlagWorld.plain;
import static dev.rollback.aws.appconfig.FlagWorld.searchOff;
import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The kill switch as a step of the real engine, over the fakes, under virtual time and faults. */
class FlagRehearsalTest {
    private static final int SEEDS = 100;

    private static FakeConfiguration flags(FakeAws world) {
        return world.appConfig().application("shop").environment("prod").profile("flags");
    }

    private static void scene(FakeAws world) {
        world.appConfig().strategy("now", ZERO, ZERO);
        flags(world).flags().ran(FLAGS, ofDays(30)).deployed(searchOff(FLAGS), ofHours(5));
    }

    private static Rehearsal rehearsal(Consumer<FakeAws> more) {
        return rehearsal(
                more,
                (aws, plan) -> plan.run(
                        "kill switch",
                        aws.appConfigFlag("shop", "prod", "flags", "checkout").disable()));
    }

    private static Rehearsal rehearsal(
            Consumer<FakeAws> more, BiFunction<AwsTargets, RollbackPlan.Builder, RollbackPlan.Builder> steps) {
        return Rehearsal.of(
                world -> {
                    scene(world);
                    more.accept(world);
                },
                world -> steps.apply(
                                AwsTargets.using(world::client),
                                RollbackPlan.named("flags").reason("nobody can pay"))
                        .build());
    }

    private static String served(FakeAws world) {
        return plain(flags(world).servedContent());
    }

    @Test
    void the_flag_is_off_and_the_report_says_so() {
        Rehearsed run = rehearsal(world -> {}).run();

        assertThat(run).ended(Outcome.ROLLED_BACK);
        assertThat(served(run.world())).isEqualTo(plain(checkoutOff(searchOff(FLAGS))));
        assertThat(run.preview().toText(160))
                .contains("flag checkout of shop/prod/flags: turn it off")
                .contains("flag checkout.enabled true -> false");
        assertThat(run.report().toText(160)).contains("flag checkout is set");
    }

    @Test
    void two_flags_of_one_profile_are_both_set_though_an_environment_takes_one_deployment_at_a_time() {
        Rehearsed run = rehearsal(
                        world -> {},
                        (aws, plan) -> plan.inParallel(group -> group.run(
                                        "checkout",
                                        aws.appConfigFlag("shop", "prod", "flags", "checkout")
                                                .disable())
                                .run(
                                        "search",
                                        aws.appConfigFlag("shop", "prod", "flags", "search")
                                                .enable())))
                .run();

        assertThat(run).ended(Outcome.ROLLED_BACK);
        assertThat(served(run.world())).isEqualTo(plain(checkoutOff(FLAGS)));
    }

    @Test
    void a_profile_is_rolled_back_and_a_flag_set_on_top_of_that() {
        Rehearsed run = rehearsal(
                        world -> {},
                        (aws, plan) -> plan.rollBack("flags", aws.appConfig("shop", "prod", "flags"))
                                .run(
                                        "kill switch",
                                        aws.appConfigFlag("shop", "prod", "flags", "checkout")
                                                .disable()))
                .run();

        assertThat(run).rolledBack();
        assertThat(served(run.world())).isEqualTo(plain(checkoutOff(FLAGS)));
    }

    @Test
    void a_flag_that_is_not_there_refuses_the_plan_before_anything_is_written() {
        Rehearsed run = rehearsal(
                        world -> {},
                        (aws, plan) -> plan.run(
                                "kill switch",
                                aws.appConfigFlag("shop", "prod", "flags", "kart")
                                        .disable()))
                .run();

        assertThat(run).ended(Outcome.REFUSED).refused("NO_SUCH_FLAG").wroteNothing();
    }

    @Test
    void somebody_who_deploys_meanwhile_is_waited_for_and_loses_nothing() {
        Rehearsed run = rehearsal(world -> world.after(
                        ofMinutes(0).plusMillis(900),
                        then -> flags(then).someoneDeploys(searchOff(FLAGS).replace("50", "75"))))
                .run();

        assertThat(run).ended(Outcome.ROLLED_BACK);
        assertThat(served(run.world()))
                .isEqualTo(plain(checkoutOff(searchOff(FLAGS)).replace("50", "75")));
    }

    @Test
    void no_text_that_a_flag_has_or_gets_is_shown() {
        Rehearsed run = rehearsal(
                        world -> {},
                        (aws, plan) -> plan.run(
                                "mode",
                                aws.appConfigFlag("shop", "prod", "flags", "checkout")
                                        .attribute("mode", "hunter2")))
                .run();

        assertThat(run).ended(Outcome.ROLLED_BACK);
        assertThat(served(run.world())).contains("hunter2");
        assertThat(run.preview().toText(160) + run.report().toText(160) + run.trace())
                .doesNotContain("hunter2");
    }

    @Test
    void faults_make_no_second_version_and_keep_the_invariants() {
        Rehearsal rehearsal = rehearsal(world -> {})
                .invariant(
                        "one version is made at most",
                        world -> flags(world).versions().size() <= 3)
                .invariant(
                        "one deployment is made at most",
                        world -> flags(world).environment().deployments().size() <= 3)
                .invariant(
                        "the flags are as they were or as they shall be",
                        world -> served(world).equals(plain(searchOff(FLAGS)))
                                || served(world).equals(plain(checkoutOff(searchOff(FLAGS)))));

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants().coversAllFaults();
    }

    @Test
    void two_flags_under_faults_keep_the_invariants() {
        Rehearsal rehearsal = rehearsal(
                world -> {},
                (aws, plan) -> plan.inParallel(group -> group.run(
                                "checkout",
                                aws.appConfigFlag("shop", "prod", "flags", "checkout")
                                        .disable())
                        .run(
                                "search",
                                aws.appConfigFlag("shop", "prod", "flags", "search")
                                        .enable())));

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_flag_and_another_profile_of_the_environment_under_faults_keep_the_invariants() {
        Rehearsal rehearsal = rehearsal(
                        world -> flags(world)
                                .environment()
                                .profile("limits")
                                .ran("{\"limit\":10}", ofDays(30))
                                .deployed("{\"limit\":0}", ofDays(4)),
                        (aws, plan) -> plan.inParallel(
                                group -> group.rollBack("limits", aws.appConfig("shop", "prod", "limits"))
                                        .run(
                                                "kill switch",
                                                aws.appConfigFlag("shop", "prod", "flags", "checkout")
                                                        .disable())))
                .invariant(
                        "the flags are as they were or as they shall be",
                        world -> served(world).equals(plain(searchOff(FLAGS)))
                                || served(world).equals(plain(checkoutOff(searchOff(FLAGS)))));

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }
}
