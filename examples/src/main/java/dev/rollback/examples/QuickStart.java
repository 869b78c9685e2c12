package dev.rollback.examples;

import static dev.rollback.health.HttpProbe.http;
import static java.time.Duration.ofDays;
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
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;

/**
 * A checkout system went bad 20 minutes ago and is put back: ten minutes of an incident, told in seconds, on an AWS in memory. The plan is what
 * you would write for your own; {@link #scene} stands in for your account.
 */
public final class QuickStart {

    private static final String HEALTH = "https://checkout.example.com/health";
    private static final Duration AGO = ofMinutes(20);
    private static final int WIDTH = 100;

    private QuickStart() {}

    /** What to put back, and how to know that it helped. Takes real clients as well as fakes. */
    public static RollbackPlan plan(AwsTargets aws, Instant incidentStart) {
        return RollbackPlan.named("checkout")
                .reason("7 % of the checkouts fail since the 08:40 release")
                .incidentStartedAt(incidentStart)
                .inParallel(group -> group.rollBack("api", aws.ecsService("prod", "checkout-api"))
                        .rollBack("indexer", aws.lambdaAlias("search-indexer", "live")))
                .verify("healthy", http(HEALTH).returns(200), hold -> hold.forAtLeast(ofMinutes(5)))
                .build();
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
        world.http(HEALTH).healthyWhen(now -> api.isHealthy() && indexer.isHealthy());
    }

    /** Previews, runs and reports. */
    public static void main(String[] args) {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        scene(world);
        tell(world, System.out);
    }

    static RollbackReport tell(FakeAws world, PrintStream out) {
        RollbackPlan plan =
                plan(AwsTargets.using(world::client), world.clock().instant().minus(AGO));
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
