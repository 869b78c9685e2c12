package dev.rollback.examples;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunId;
import dev.rollback.testkit.Call;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The story with all five targets, which goes back as a whole or not at all; and a finished one that is taken back. */
class AllOrNothingTest {

    @TempDir
    Path folder;

    private static RollbackPlan plan(FakeAws world) {
        return plan(world, world.clock().instant().minus(ofMinutes(20)));
    }

    private static RollbackPlan plan(FakeAws world, Instant incident) {
        return QuickStart.begunWithDatabase(AwsTargets.using(world::client), incident)
                .onFailure(FailurePolicy.RESTORE)
                .build();
    }

    private static Rehearsal rehearsal() {
        return Rehearsal.of(QuickStart::scene, AllOrNothingTest::plan);
    }

    /** Each operation that the run writes with. */
    static List<String> writes() {
        return rehearsal().run().calls().writes().list().stream()
                .map(Call::operation)
                .distinct()
                .toList();
    }

    private static void isAsFound(FakeAws world, Map<String, String> site) {
        assertThat(world.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .endsWith(":42");
        assertThat(world.lambda().function("search-indexer").alias("live").servingVersion())
                .isEqualTo("7");
        assertThat(flags(world).servedContent()).contains("\"enabled\":true");
        assertThat(world.rds().instance("orders").restoredFrom()).isEmpty();
        assertThat(world.s3().bucket("shop-frontend").live()).isEqualTo(site);
    }

    private static FakeConfiguration flags(FakeAws world) {
        return world.appConfig().application("shop").environment("prod").profile("flags");
    }

    private static Map<String, String> badSite() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(world);
        return world.s3().bucket("shop-frontend").live();
    }

    @ParameterizedTest
    @MethodSource("writes")
    void whatever_is_denied_all_is_put_back_as_it_was_found(String operation) {
        Rehearsed rehearsed =
                rehearsal().withFault(operation, 1, FaultKind.ACCESS_DENIED).run();

        assertThat(rehearsed).keepsInvariants();
        RollbackReport report = rehearsed.report();
        if (report.outcome() == Outcome.RESTORED) {
            isAsFound(rehearsed.world(), badSite());
        }
    }

    @Test
    void whatever_goes_wrong_the_invariants_hold() {
        assertThat(rehearsal().seeds(200)).keepsInvariants();
    }

    private RollbackEngine engine(FakeAws world, FileJournal journal) {
        return RollbackEngine.with(
                journal,
                options -> options.time(world.clock().engineTime())
                        .http(world.http())
                        .processes(world.processes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 60, 200, 300, 700, 850, 870, 880, 900, 950, 1000, 1050, 1100, 1200, 1400, 1700, 2000})
    void a_process_that_is_lost_while_it_puts_back_changes_nothing_of_the_end(int seconds) {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(world);
        Map<String, String> site = world.s3().bucket("shop-frontend").live();
        world.faults().on("rds:RestoreDBInstanceToPointInTime").call(1).accessDenied();
        Instant incident = world.clock().instant().minus(ofMinutes(20));
        RunId run = lostAfter(ofSeconds(seconds), world, incident);
        world.clock().advance(ofMinutes(2));

        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(world, journal)) {
            if (!engine.unfinished().isEmpty()) {
                engine.resume(run, plan(world, incident)).await();
            }

            assertThat(engine.unfinished()).isEmpty();
            assertThat(Objects.requireNonNull(journal.summary(run).end()).outcome())
                    .isEqualTo(Outcome.RESTORED);
            isAsFound(world, site);
        }
    }

    private RunId lostAfter(Duration time, FakeAws world, Instant incident) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(world, journal)) {
            RunId run = engine.start(plan(world, incident)).id();
            world.clock().advance(time);
            return run;
        }
    }

    @Test
    void a_finished_run_of_all_five_is_taken_back() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        QuickStart.scene(world);
        Map<String, String> site = world.s3().bucket("shop-frontend").live();
        Instant incident = world.clock().instant().minus(ofMinutes(20));
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(world, journal)) {
            RollbackReport done = engine.execute(plan(world, incident));
            assertThat(done).rolledBack();

            RollbackReport back = engine.execute(engine.previewUndo(done.run(), plan(world, incident))
                    .override("WRITES_SINCE_CUT_OVER", "nobody wrote"));

            assertThat(back.outcome()).as(back.toText(120)).isEqualTo(Outcome.RESTORED);
            isAsFound(world, site);
        }
    }
}
