package dev.rollback.examples;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.aws.AwsTargets;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.Outcome;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.testkit.FakeAws;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The story with all five targets, whose process is lost under way and whose run another one carries on from its folder. */
class ResumeTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @TempDir
    Path folder;

    private RollbackPlan plan(Instant incident) {
        return QuickStart.planWithDatabase(AwsTargets.using(world::client), incident);
    }

    private RollbackEngine engine(FileJournal journal) {
        return RollbackEngine.with(
                journal,
                options -> options.time(world.clock().engineTime())
                        .http(world.http())
                        .processes(world.processes()));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0, 1, 2, 3, 4, 5, 10, 30, 60, 200, 245, 300, 400, 700, 800, 870, 900, 950, 1000, 1050, 1100, 1200})
    void a_run_that_is_lost_is_carried_on_to_the_same_end(int seconds) {
        QuickStart.scene(world);
        Instant incident = world.clock().instant().minus(ofMinutes(20));
        RunId run = lostAfter(ofSeconds(seconds), incident);
        world.clock().advance(ofMinutes(2));

        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(journal)) {
            assertThat(engine.unfinished()).containsExactly(run);
            RollbackReport report = engine.resume(run, plan(incident)).await();

            assertThat(report.outcome()).isEqualTo(Outcome.ROLLED_BACK);
            assertThat(world.rds().instance("orders").restoredFrom()).isPresent();
            assertThat(world.rds().instanceNames()).hasSize(2);
            List<RunEvent> events = journal.read(run);
            assertThat(events).filteredOn(RunEvent.RunResumed.class::isInstance).hasSize(1);
            assertThat(events)
                    .filteredOn(RunEvent.ChangePlanned.class::isInstance)
                    .hasSize(5);
            assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".lock"));
        }
    }

    private RunId lostAfter(Duration time, Instant incident) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = engine(journal)) {
            RunId run = engine.start(plan(incident)).id();
            world.clock().advance(time);
            return run;
        }
    }
}
