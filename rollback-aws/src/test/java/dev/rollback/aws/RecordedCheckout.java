package dev.rollback.aws;

import static dev.rollback.health.HttpProbe.http;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.FileJournal;
import dev.rollback.run.RunEvent;
import dev.rollback.run.RunId;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Recording;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** A run of a checkout that takes place in one world, and of which only its folder is left. */
final class RecordedCheckout {

    static final String HEALTH = "https://checkout.example.com/health";
    static final Duration AGO = ofMinutes(20);

    final FakeAws production = FakeAws.in("eu-central-1", "210987654321");

    private final Path folder;

    RecordedCheckout(Path folder) {
        this.folder = folder;
    }

    static RollbackPlan plan(FakeAws world) {
        AwsTargets aws = AwsTargets.using(world::client);
        return RollbackPlan.named("checkout")
                .incidentStartedAt(FakeAws.Builder.START.minus(AGO))
                .rollBack("flags", aws.appConfig("shop", "prod", "flags"))
                .inParallel(group -> group.rollBack("api", aws.ecsService("prod", "checkout-api"))
                        .rollBack("indexer", aws.lambdaAlias("search-indexer", "live"))
                        .rollBack("site", aws.s3Bucket("shop-frontend")))
                .run("cdn", aws.invalidation("E1234567890ABC", "/*"))
                .verify("healthy", http(HEALTH).returns(200), hold -> hold.forAtLeast(ofMinutes(5)))
                .build();
    }

    void scene() {
        production
                .ecs()
                .service("prod", "checkout-api")
                .desired(4)
                .ran("41", ofDays(30))
                .deployed("42", AGO);
        production
                .lambda()
                .function("search-indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", AGO);
        production
                .appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .ran("{\"a\":1}", ofDays(30))
                .deployed("{\"a\":2}", AGO);
        production
                .s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(
                        ofDays(30),
                        site -> site.put("index.html", "good")
                                .put("app.js", "good")
                                .put("logo.svg", "good"))
                .ago(
                        AGO,
                        site -> site.put("index.html", "bad")
                                .put("app.js", "bad")
                                .put("new.js", "bad"));
        production.cloudFront().distribution("E1234567890ABC");
        production.http(HEALTH).returns(200);
    }

    Recording recorded(Consumer<FakeAws> trouble) {
        scene();
        trouble.accept(production);
        return carriedOut(RecordedCheckout::plan);
    }

    Recording carriedOut(Function<FakeAws, RollbackPlan> plan) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, production::host)) {
            engine.execute(plan.apply(production));
        }
        return fromItsFolder();
    }

    /** The process is lost after some time, and another one carries the run on seven minutes later. */
    Recording cutOff(Duration time, Consumer<FakeAws> trouble) {
        scene();
        trouble.accept(production);
        RunId run = lostAfter(time);
        production.clock().advance(ofMinutes(7));
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, production::host)) {
            engine.resume(run, plan(production)).await();
        }
        return fromItsFolder();
    }

    private RunId lostAfter(Duration time) {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, production::host)) {
            RunId run = engine.start(plan(production)).id();
            production.clock().advance(time);
            return run;
        }
    }

    Recording fromItsFolder() {
        try (FileJournal journal = FileJournal.in(folder)) {
            return Recording.of(journal, journal.runs().get(0));
        }
    }

    List<RunEvent> events() {
        try (FileJournal journal = FileJournal.in(folder)) {
            return journal.read(journal.runs().get(0));
        }
    }

    /** The report of what was recorded, as anybody can make it from the journal. */
    RollbackReport original() {
        try (FileJournal journal = FileJournal.in(folder);
                RollbackEngine engine = RollbackEngine.with(journal, production::host)) {
            return engine.run(journal.runs().get(0)).await();
        }
    }

    /** A step that was never started tells nothing of what it would have changed. */
    static Rehearsed replayed(Recording recording) {
        Consumer<FakeAws> scene = recording::scene;
        return Rehearsal.of(
                        scene.andThen(world -> world.cloudFront().distribution("E1234567890ABC")),
                        RecordedCheckout::plan)
                .world(recording::world)
                .run();
    }
}
