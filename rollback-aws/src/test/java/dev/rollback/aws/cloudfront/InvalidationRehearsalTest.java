package dev.rollback.aws.cloudfront;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static java.util.Objects.requireNonNull;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.cloudfront.FakeInvalidation;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The invalidation as an action of the real engine, over the fakes, under virtual time and faults. */
class InvalidationRehearsalTest {

    private static final String SITE = "E1234567890ABC";
    private static final int SEEDS = 100;

    private static Rehearsal rehearsal(Consumer<FakeAws> more, String... paths) {
        return Rehearsal.of(
                world -> {
                    world.lambda()
                            .function("pages")
                            .alias("live")
                            .ran("6", ofDays(20))
                            .deployed("7", ofMinutes(20))
                            .unhealthy();
                    world.cloudFront().distribution(SITE);
                    more.accept(world);
                },
                world -> plan(AwsTargets.using(world::client), paths));
    }

    private static RollbackPlan plan(AwsTargets aws, String... paths) {
        return RollbackPlan.named("site")
                .reason("pages are blank since 7")
                .rollBack("pages", aws.lambdaAlias("pages", "live"))
                .run("cdn", aws.invalidation(SITE, paths))
                .build();
    }

    private static List<FakeInvalidation> invalidations(Rehearsed rehearsed) {
        return rehearsed.world().cloudFront().distribution(SITE).invalidations();
    }

    @Test
    void it_follows_the_rollback_and_is_waited_for() {
        Rehearsed rehearsed = rehearsal(world -> {}, "/*").run();

        assertThat(rehearsed).rolledBack().called("lambda:UpdateAlias", "cloudfront:CreateInvalidation");
        FakeInvalidation made = invalidations(rehearsed).get(0);
        assertThat(rehearsed.world().clock().instant()).isAfterOrEqualTo(made.completesAt());
        assertThat(rehearsed.report().toText(100)).contains("CloudFront has completed the invalidation of 1 path");
    }

    @Test
    void what_comes_after_it_starts_when_it_is_accepted() {
        Rehearsed rehearsed = Rehearsal.of(
                        world -> world.cloudFront().distribution(SITE).invalidationsTake(ofMinutes(5)), world -> {
                            AwsTargets aws = AwsTargets.using(world::client);
                            world.lambda()
                                    .function("pages")
                                    .alias("live")
                                    .ran("6", ofDays(20))
                                    .deployed("7", ofMinutes(20));
                            return RollbackPlan.named("site")
                                    .run("cdn", aws.invalidation(SITE, "/*"))
                                    .rollBack("pages", aws.lambdaAlias("pages", "live"))
                                    .build();
                        })
                .run();

        assertThat(rehearsed).rolledBack();
        Instant completed = invalidations(rehearsed).get(0).completesAt();
        assertThat(over(rehearsed, "pages")).isBefore(completed);
        assertThat(over(rehearsed, "cdn")).isAfterOrEqualTo(completed);
    }

    private static Instant over(Rehearsed rehearsed, String step) {
        return requireNonNull(rehearsed.report().step(step).times().over());
    }

    @Test
    void faults_invalidate_nothing_twice_and_keep_the_invariants() {
        Rehearsal rehearsal = rehearsal(world -> {}, "/index.html", "/assets/*")
                .invariant(
                        "each path is invalidated once",
                        world -> world.cloudFront()
                                        .distribution(SITE)
                                        .invalidations()
                                        .size()
                                <= 2);

        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants().coversAllFaults();
    }

    @Test
    void room_that_others_take_is_waited_for() {
        Consumer<FakeAws> full = world -> world.cloudFront()
                .distribution(SITE)
                .invalidationsTake(ofMinutes(4))
                .someoneInvalidates(CloudFrontWorld.folders(15))
                .invalidationsTake(ofSeconds(60));

        Rehearsed rehearsed = rehearsal(full, "/*").run();

        assertThat(rehearsed).rolledBack();
        assertThat(invalidations(rehearsed)).hasSize(2);
    }

    @Test
    void an_invalidation_that_never_ends_is_reported_at_its_deadline_and_the_rollback_stands() {
        Rehearsed rehearsed = rehearsal(
                        world -> world.cloudFront().distribution(SITE).invalidationsTake(ofHours(8)), "/*")
                .run();

        assertThat(rehearsed).ended(Outcome.PARTIAL);
        assertThat(rehearsed.report().toText(100)).contains("cdn");
        assertThat(rehearsed.world().lambda().function("pages").alias("live").servingVersion())
                .isEqualTo("6");
    }

    @Test
    void a_missing_distribution_refuses_the_plan_before_anything_is_written() {
        Rehearsed rehearsed =
                rehearsal(world -> world.cloudFront().delete(SITE), "/*").run();

        assertThat(rehearsed)
                .ended(Outcome.REFUSED)
                .refused("DISTRIBUTION_MISSING")
                .wroteNothing();
    }
}
