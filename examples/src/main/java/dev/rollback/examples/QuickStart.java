package dev.rollback.examples;

import static dev.rollback.VersionSelector.asOf;
import static dev.rollback.health.HttpProbe.http;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.rollback.Preview;
import dev.rollback.ProgressLines;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.ecs.DeploymentPace;
import dev.rollback.testkit.s3.FakeRelease;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A checkout system went bad 20 minutes ago and is put back: ten minutes of an incident, told in seconds, on an AWS in memory. The plan is what
 * you would write for your own; {@link #scene} stands in for your account.
 */
public final class QuickStart {

    private static final String CDN = "E1234567890ABC";
    private static final String HEALTH = "https://checkout.example.com/health";
    private static final Duration AGO = ofMinutes(20);
    private static final int WIDTH = 100;

    private QuickStart() {}

    /** What to put back, and how to know that it helped. Takes real clients as well as fakes. */
    public static RollbackPlan plan(AwsTargets aws, Instant incidentStart) {
        return begun(aws, incidentStart).build();
    }

    /** The same, and the database: only if its data went bad, too, because restoring it loses what was written since. */
    public static RollbackPlan planWithDatabase(AwsTargets aws, Instant incidentStart) {
        return begunWithDatabase(aws, incidentStart).build();
    }

    /** For a plan that says more. */
    static RollbackPlan.Builder begunWithDatabase(AwsTargets aws, Instant incidentStart) {
        return begun(aws, incidentStart)
                .rollBack(
                        "orders",
                        aws.rdsSnapshot("orders").acceptDataLoss(ofHours(1)).cutOverByRename(),
                        step -> step.after().to(asOf(incidentStart.minus(ofMinutes(1)))));
    }

    /** For a plan that says more, without the database. */
    static RollbackPlan.Builder begun(AwsTargets aws, Instant incidentStart) {
        return RollbackPlan.named("checkout")
                .reason("7 % of the checkouts fail since the 08:40 release")
                .incidentStartedAt(incidentStart)
                .rollBack("flags", aws.appConfig("shop", "prod", "flags"))
                .inParallel(group -> group.rollBack("api", aws.ecsService("prod", "checkout-api"))
                        .rollBack("indexer", aws.lambdaAlias("search-indexer", "live"))
                        .rollBack("site", aws.s3Bucket("shop-frontend").removeOnceInvalidated("cdn")))
                .run("cdn", aws.invalidation(CDN, "/*"))
                .verify("healthy", http(HEALTH).returns(200), hold -> hold.forAtLeast(ofMinutes(5)));
    }

    /** A month of a good release, then a bad one. */
    public static void scene(FakeAws world) {
        var api = world.ecs()
                .service("prod", "checkout-api")
                .desired(4)
                .pace(DeploymentPace.DEFAULT.times(4))
                .ran("41", ofDays(30))
                .deployed("42", AGO)
                .unhealthy();
        var indexer = world.lambda()
                .function("search-indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", AGO)
                .unhealthy();
        var flags = world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .flags()
                .ran(flags(false), ofDays(30))
                .deployed(flags(true), AGO)
                .unhealthy();
        var site = world.s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(ofDays(30), QuickStart::goodSite)
                .ago(AGO, QuickStart::badSite)
                .unhealthy("bad");
        world.cloudFront().distribution(CDN);
        world.rds().instance("orders");
        world.http(HEALTH)
                .healthyWhen(now -> api.isHealthy() && indexer.isHealthy() && flags.isHealthy() && site.isHealthy());
    }

    private static String flags(boolean newBasket) {
        return "{\"version\":\"1\",\"flags\":{\"new-basket\":{\"name\":\"New basket\"}},\"values\":{\"new-basket\":{\"enabled\":"
                + newBasket + "}}}";
    }

    /** 50 keys. */
    private static void goodSite(FakeRelease release) {
        for (int i = 1; i < 50; i++) {
            release.put("assets/app." + i + ".js", "good " + i);
        }
        release.put("index.html", "good");
    }

    /** Twelve keys changed, four added, four gone. */
    private static void badSite(FakeRelease release) {
        for (int i = 1; i < 12; i++) {
            release.put("assets/app." + i + ".js", "bad");
        }
        for (int i = 12; i < 16; i++) {
            release.delete("assets/app." + i + ".js").put("assets/new." + i + ".js", "new");
        }
        release.put("index.html", "bad");
    }

    /** Previews, runs and reports; with {@code --database} the database as well. */
    public static void main(String[] args) {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        scene(world);
        tell(world, List.of(args).contains("--database"), System.out);
    }

    static RollbackReport tell(FakeAws world, boolean database, PrintStream out) {
        AwsTargets aws = AwsTargets.using(world::client);
        Instant incidentStart = world.clock().instant().minus(AGO);
        RollbackPlan plan = database ? planWithDatabase(aws, incidentStart) : plan(aws, incidentStart);
        try (RollbackEngine engine = RollbackEngine.with(
                new InMemoryJournal(),
                options -> options.time(world.clock().engineTime())
                        .http(world.http())
                        .processes(world.processes())
                        .listener(ProgressLines.to(out::println).width(WIDTH))
                        .seed(1))) {
            Preview preview = engine.preview(plan);
            out.println(preview.toText(WIDTH));
            RollbackReport report = engine.execute(preview);
            out.println();
            out.println(report.toText(WIDTH));
            return report;
        }
    }
}
