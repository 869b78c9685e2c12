package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackEngine;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import org.junit.jupiter.api.Test;

/** Tomorrow's rollback, rehearsed on what production serves today. */
class TodaysVersionsTest {

    private static final String HEALTH = "https://checkout.example.com/health";

    /** A checkpoint knows of a bucket when it was, and not what is in it: the world has this page for all of them. */
    private static final String PAGE = "like.html";

    /** What a pipeline would do against the real account before it deploys. */
    private static String captured() {
        FakeAws production = FakeAws.in("eu-west-1", "123456789012");
        production.ecs().service("prod", "checkout-api").desired(4).ran("41", ofDays(30));
        production.lambda().function("search-indexer").alias("live").ran("6", ofDays(30));
        production
                .appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .flags()
                .ran(flags(false), ofDays(30));
        production.s3().bucket("shop-frontend").versioned().ago(ofDays(30), site -> site.put("index.html", "good"));
        production.rds().instance("orders");
        AwsTargets aws = AwsTargets.using(production::client);
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), production::host)) {
            return engine.capture(
                            aws.ecsService("prod", "checkout-api"),
                            aws.lambdaAlias("search-indexer", "live"),
                            aws.appConfig("shop", "prod", "flags"),
                            aws.s3Bucket("shop-frontend"),
                            aws.rdsSnapshot("orders"))
                    .toJson();
        }
    }

    private static String flags(boolean newBasket) {
        return "{\"version\":\"1\",\"flags\":{\"new-basket\":{\"name\":\"New"
                + " basket\"}},\"values\":{\"new-basket\":{\"enabled\":"
                + newBasket + "}}}";
    }

    /** Tomorrow's release goes wrong. */
    private static void badRelease(FakeAws world) {
        var api = world.ecs()
                .service("prod", "checkout-api")
                .deployed("42", ofMinutes(20))
                .unhealthy();
        var indexer = world.lambda()
                .function("search-indexer")
                .alias("live")
                .deployed("7", ofMinutes(20))
                .unhealthy();
        var flags = world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .deployed(flags(true), ofMinutes(20))
                .unhealthy();
        var site = world.s3()
                .bucket("shop-frontend")
                .ago(ofMinutes(20), release -> release.put(PAGE, "bad"))
                .unhealthy("bad");
        world.cloudFront().distribution("E1234567890ABC");
        world.http(HEALTH)
                .healthyWhen(now -> api.isHealthy() && indexer.isHealthy() && flags.isHealthy() && site.isHealthy());
    }

    @Test
    void the_checkout_can_be_rolled_back_from_tomorrows_release_to_todays() {
        Checkpoint today = Checkpoint.parse(captured());

        Rehearsal rehearsal = Rehearsal.of(
                        TodaysVersionsTest::badRelease,
                        world -> QuickStart.planWithDatabase(
                                AwsTargets.using(world::client),
                                world.clock().instant().minus(ofMinutes(20))))
                .world(world -> world.like(today));

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.run().report()).helped().step("indexer").servesVersion("6");
        assertThat(rehearsal.seeds(50)).keepsInvariants();
    }
}
