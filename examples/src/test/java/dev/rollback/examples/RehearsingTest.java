package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.testkit.CrashPoint;
import dev.rollback.testkit.ExplorationTests;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.RehearsalExtension;
import dev.rollback.testkit.Rehearsed;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the guide on rehearsing shows. */
class RehearsingTest {

    @RegisterExtension
    static final RehearsalExtension CHECKOUT =
            RehearsalExtension.of(QuickStart::scene, RehearsingTest::checkout);

    static RollbackPlan checkout(FakeAws world) {
        return QuickStart.plan(AwsTargets.using(world::client), FakeAws.Builder.START.minus(ofMinutes(15)));
    }

    @Test
    void brings_all_of_the_checkout_back(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal.run();

        assertThat(rehearsed).rolledBack().helped().keepsInvariants();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").serves("checkout-api:41").wantsTasks(4);
        assertThat(rehearsed.world()).lambdaAlias("search-indexer", "live").serves("6");
        assertThat(rehearsed.world()).s3Bucket("shop-frontend").serves("index.html", "good");
    }

    @TestFactory
    Stream<DynamicTest> the_checkout_can_be_rolled_back_whatever_happens(Rehearsal rehearsal) {
        return ExplorationTests.of(rehearsal.within(ofSeconds(2)));
    }

    @Test
    void the_site_is_never_empty(Rehearsal rehearsal) {
        Rehearsal watched = rehearsal.invariant("the site is never empty", world ->
                world.s3().bucket("shop-frontend").live().containsKey("index.html"));

        assertThat(watched.within(ofSeconds(2)).everyFault()).keepsInvariants();
    }

    @Test
    void a_lost_answer_and_a_dead_process_lead_to_no_second_deployment(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal
                .withFault("ecs:UpdateService", 1, FaultKind.LOST_RESPONSE)
                .withCrash(CrashPoint.At.APPEND, 5, true)
                .run();

        assertThat(rehearsed).rolledBack();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").hasDeployments(3);
    }

    @Test
    void a_colleague_who_scales_the_service_changes_nothing(Rehearsal rehearsal) {
        Rehearsed rehearsed = rehearsal
                .interferer("a colleague scales the service", world -> world.ecs()
                        .service("prod", "checkout-api")
                        .otherActorScalesTo(6))
                .withInterference("a colleague scales the service", 80)
                .run();

        assertThat(rehearsed).rolledBack().keepsInvariants();
        assertThat(rehearsed.world()).ecsService("prod", "checkout-api").wantsTasks(6);
    }
}
