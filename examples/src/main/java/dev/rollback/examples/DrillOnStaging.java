package dev.rollback.examples;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.Drill;
import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Practice;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;

/**
 * The plan of {@link QuickStart}, practised before it is needed: rehearsed in the build, drilled on staging, and previewed in production with what was measured there. Both accounts are in
 * memory here; a scheduled job would drill with the clients of staging and keep the records where production finds them.
 */
public final class DrillOnStaging {

    private static final String STAGING = "222222222222";
    private static final int WIDTH = 120;

    private DrillOnStaging() {}

    /** What the build leaves: a line of JSON, to be kept as a resource beside the plan. */
    static String rehearse(Instant now) {
        Rehearsal rehearsal = Rehearsal.of(
                QuickStart::scene,
                world -> QuickStart.plan(
                        AwsTargets.using(world::client), world.clock().instant()));
        return rehearsal.seeds(20).practice(now).toJson();
    }

    /** What the scheduled job leaves: staging as it was, and a line of JSON. */
    static String drill(RollbackEngine staging, RollbackPlan plan) {
        Drill drill = staging.drill(STAGING, plan).orThrow();
        return drill.remembered().map(Practice::toJson).orElseThrow();
    }

    /** The plan of production, told of its practice. */
    static RollbackPlan practised(AwsTargets aws, Instant incidentStart, String records) {
        return QuickStart.begun(aws, incidentStart)
                .practised(Practice.parseLines(records))
                .build();
    }

    /** Rehearses, drills, and previews nine days later. */
    public static void main(String[] args) {
        tell(world(STAGING, FakeAws.Builder.START), System.out);
    }

    static FakeAws world(String account, Instant start) {
        FakeAws world = FakeAws.builder()
                .region("eu-west-1")
                .account(account)
                .startingAt(start)
                .build();
        QuickStart.scene(world);
        return world;
    }

    static Preview tell(FakeAws staging, PrintStream out) {
        Instant now = staging.clock().instant();
        List<String> records;
        try (RollbackEngine engine = engine(staging)) {
            RollbackPlan plan = QuickStart.plan(AwsTargets.using(staging::client), now.minus(ofMinutes(20)));
            records = List.of(rehearse(now), drill(engine, plan));
        }
        out.println(String.join("\n", records) + "\n");
        FakeAws production = world("123456789012", now.plus(ofDays(9)));
        Instant incidentStart = production.clock().instant().minus(ofMinutes(20));
        try (RollbackEngine engine = engine(production)) {
            Preview preview = engine.preview(
                    practised(AwsTargets.using(production::client), incidentStart, String.join("\n", records)));
            out.println(preview.toText(WIDTH));
            return preview;
        }
    }

    static RollbackEngine engine(FakeAws world) {
        return RollbackEngine.with(new InMemoryJournal(), world::host);
    }
}
