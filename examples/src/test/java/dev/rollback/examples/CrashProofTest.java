package dev.rollback.examples;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.Preview;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.sdk.ClientSource;
import dev.rollback.examples.MortalProcess.Place;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.journal.Journal;
import dev.rollback.run.FailurePolicy;
import dev.rollback.run.RunId;
import dev.rollback.testkit.FakeAws;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The story, whose process dies at each append to the journal and at each call to AWS, before and after, and is carried on: the end is always the same. */
@Tag("proof")
class CrashProofTest {

    /** What is told. */
    enum Story {
        /** All five targets go back. */
        ALL_WELL(FailurePolicy.HALT, true, false),
        /** One of five fails, and what does not depend on it goes on. */
        ONE_FAILS(FailurePolicy.CONTINUE, true, true),
        /** One of four fails, and all are put back. */
        ALL_OR_NOTHING(FailurePolicy.RESTORE, false, true);

        private final FailurePolicy policy;
        private final boolean database;
        private final boolean siteFails;

        Story(FailurePolicy policy, boolean database, boolean siteFails) {
            this.policy = policy;
            this.database = database;
            this.siteFails = siteFails;
        }

        private FakeAws world() {
            FakeAws world = FakeAws.in("eu-west-1", "123456789012");
            QuickStart.scene(world);
            if (siteFails) {
                world.faults().on("s3:CopyObject").always().accessDenied();
            }
            return world;
        }

        private RollbackPlan plan(ClientSource clients, Instant incident) {
            AwsTargets aws = AwsTargets.using(clients);
            RollbackPlan.Builder plan =
                    database ? QuickStart.begunWithDatabase(aws, incident) : QuickStart.begun(aws, incident);
            return plan.onFailure(policy).build();
        }
    }

    /** A world and the journal that is left of a process in it. */
    private static final class Stage {
        private final Story story;
        private final FakeAws world;
        private final Instant incident;
        private final InMemoryJournal kept = new InMemoryJournal();
        private final MortalProcess process;

        Stage(Story story, Place place) {
            this.story = story;
            this.world = story.world();
            this.incident = world.clock().instant().minus(ofMinutes(20));
            this.process = new MortalProcess(world::client, kept, place);
        }

        private RollbackEngine engine(Journal journal) {
            return RollbackEngine.with(
                    journal,
                    options -> options.time(world.clock().engineTime())
                            .http(world.http())
                            .processes(world.processes()));
        }

        /** Runs until the end, or until the process dies. */
        void run() {
            try (RollbackEngine engine = engine(process.journal())) {
                Preview preview = engine.preview(story.plan(process, incident));
                process.arm();
                engine.execute(preview);
            } catch (RuntimeException | MortalProcess.Death e) {
                process.isOver();
            }
        }

        /** Another process carries on what is left, or begins where nothing is. */
        void carryOn() {
            world.clock().advance(ofMinutes(2));
            try (RollbackEngine engine = engine(kept)) {
                RollbackPlan plan = story.plan(world::client, incident);
                if (kept.runs().isEmpty()) {
                    engine.execute(plan);
                }
                for (RunId run : engine.unfinished()) {
                    engine.resume(run, plan).await();
                }
            }
        }

        /** What it came to, by what is true and by what the journal says. */
        SortedMap<String, Object> end() {
            SortedMap<String, Object> end = new TreeMap<>();
            end.put(
                    "outcome",
                    Objects.requireNonNull(kept.summary(first()).end()).outcome());
            end.put("api", world.ecs().service("prod", "checkout-api").servingTaskDefinition());
            end.put("deployments", world.ecs().service("prod", "checkout-api").serviceDeployments());
            end.put(
                    "indexer",
                    world.lambda().function("search-indexer").alias("live").traffic());
            end.put(
                    "flags",
                    world.appConfig()
                            .application("shop")
                            .environment("prod")
                            .profile("flags")
                            .servedContent());
            end.put("site", world.s3().bucket("shop-frontend").live());
            end.put("uploads", world.s3().bucket("shop-frontend").openUploads());
            end.put("database", world.rds().instance("orders").restoredFrom());
            end.put("databases", world.rds().instanceNames().size());
            return end;
        }

        private RunId first() {
            return kept.runs().get(kept.runs().size() - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Story.class)
    void wherever_the_process_dies_the_run_that_is_carried_on_ends_as_one_that_lived(Story story) {
        Stage undisturbed = new Stage(story, Place.NOWHERE);
        undisturbed.run();
        SortedMap<String, Object> expected = undisturbed.end();

        List<String> wrong = places(undisturbed.process)
                .parallel()
                .flatMap(place -> wrong(story, place, expected).stream())
                .toList();

        assertThat(wrong).isEmpty();
    }

    private static Stream<Place> places(MortalProcess process) {
        List<Place> places = new ArrayList<>();
        for (boolean after : new boolean[] {false, true}) {
            for (int number = 1; number <= process.appends(); number++) {
                places.add(new Place(true, number, after));
            }
            for (int number = 1; number <= process.calls(); number++) {
                places.add(new Place(false, number, after));
            }
        }
        System.out.println(places.size() + " places to die at");
        return places.stream();
    }

    private static List<String> wrong(Story story, Place place, SortedMap<String, Object> expected) {
        Stage stage = new Stage(story, place);
        stage.run();
        stage.carryOn();
        SortedMap<String, Object> end = stage.end();
        List<String> wrong = new ArrayList<>();
        expected.forEach((what, wanted) -> {
            if (!wanted.equals(end.get(what))) {
                wrong.add(place + ": " + what + " is " + end.get(what) + ", expected " + wanted);
            }
        });
        return wrong;
    }
}
