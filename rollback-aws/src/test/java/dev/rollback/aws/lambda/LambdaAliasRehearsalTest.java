package dev.rollback.aws.lambda;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackPlan;
import dev.rollback.StepOptions;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.run.Rollout;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The alias as a target of the real engine, over the fakes, under virtual time and faults. */
class LambdaAliasRehearsalTest {

    private static final int SEEDS = 100;

    private static Rehearsal rehearsal(Consumer<LambdaAliasScene> more, Consumer<StepOptions> options) {
        return Rehearsal.of(
                world -> more.accept(world.lambda()
                        .function("search-indexer")
                        .alias("live")
                        .ran("6", ofDays(20))
                        .deployed("7", ofMinutes(20))
                        .unhealthy()),
                world -> RollbackPlan.named("search")
                        .reason("indexing fails since 7")
                        .rollBack(
                                "indexer",
                                AwsTargets.using(world::client).lambdaAlias("search-indexer", "live"),
                                options)
                        .build());
    }

    @Test
    void a_proven_version_is_rolled_back_to() {
        assertThat(rehearsal(scene -> {}, step -> {}).run()).rolledBack().called("lambda:UpdateAlias");
    }

    @Test
    void a_rollback_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(scene -> {}, step -> {}).seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_gradual_rollback_under_faults_keeps_the_invariants() {
        Consumer<StepOptions> shares =
                step -> step.gradually(Rollout.percent(50).then(100).every(ofMinutes(5)));

        assertThat(rehearsal(scene -> {}, shares).run()).rolledBack();
        assertThat(rehearsal(scene -> {}, shares).seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void a_rollback_with_provisioned_concurrency_under_faults_keeps_the_invariants() {
        assertThat(rehearsal(scene -> scene.provisionedConcurrency(5), step -> {})
                        .run())
                .rolledBack();
        assertThat(rehearsal(scene -> scene.provisionedConcurrency(5), step -> {})
                        .seeds(SEEDS))
                .keepsInvariants();
    }

    @Test
    void without_a_trail_the_rollback_is_refused_until_somebody_overrides() {
        Rehearsal untold = rehearsal(LambdaAliasScene::withoutTrail, step -> {});

        assertThat(untold.run()).ended(Outcome.REFUSED).refused("UNPROVEN").wroteNothing();
        assertThat(untold.overriding("UNPROVEN", "6 was fine for weeks").run()).rolledBack();
    }
}
