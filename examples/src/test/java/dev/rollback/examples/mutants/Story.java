package dev.rollback.examples.mutants;

import static dev.rollback.VersionSelector.asOf;
import static dev.rollback.health.HttpProbe.http;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;

import dev.rollback.RollbackPlan;
import dev.rollback.aws.AwsTargets;
import dev.rollback.health.Health;
import dev.rollback.health.Probe;
import dev.rollback.lease.Severity;
import dev.rollback.run.FailurePolicy;
import dev.rollback.target.Target;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import java.util.function.Consumer;
import java.util.function.Function;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** The scenes in which mutants are looked for: small ones, so that all of it takes seconds. */
enum Story {
    /** An ECS service whose new release is bad. */
    SERVICE(alone(Story::service, Story::service)),
    /** The older version crashes by now, and ECS takes its deployment back. */
    SERVICE_TAKEN_BACK(alone(
                    world -> world.ecs()
                            .service("prod", "api")
                            .circuitBreaker()
                            .ran("41", ofDays(30))
                            .crashing()
                            .deployed("42", ofMinutes(40)),
                    Story::service)
            .overriding("UNPROVEN", "it has run for a month")),
    /** There is no room for new tasks, and the plan has little time. */
    SERVICE_WITHOUT_ROOM(Rehearsal.of(
            world -> {
                service(world);
                world.ecs().service("prod", "api").outOfCapacity();
            },
            world -> plan().timeout(ofMinutes(5))
                    .rollBack("it", service(aws(world)), step -> step.timeout(ofMinutes(30)))
                    .build())),
    /** An alias that points to a bad version. */
    ALIAS(alone(Story::alias, Story::alias)),
    /** The same, and somebody has to approve it, who does so after a minute. */
    ALIAS_TO_BE_APPROVED(Rehearsal.of(
                    Story::alias,
                    world -> plan().severity(Severity.MINOR)
                            .rollBack("it", alias(aws(world)))
                            .build())
            .approvedBy("Ann", ofMinutes(1))),
    /** An alias that sends a tenth of its traffic to a bad version. */
    CANARY(alone(
            world -> world.lambda()
                    .function("indexer")
                    .alias("live")
                    .ran("6", ofDays(30))
                    .weights("7", 0.1, ofMinutes(40)),
            Story::alias)),
    /** Somebody points the alias elsewhere before it is its turn. */
    ALIAS_OF_TWO(later(
            Story::alias,
            Story::alias,
            world -> world.lambda().function("indexer").alias("live").otherActorPoints("8"))),
    /** The version that served well fails to start by the time that it is its turn. */
    ALIAS_TO_A_DEAD_VERSION(later(
            world -> world.lambda()
                    .function("indexer")
                    .alias("live")
                    .ran("6", ofDays(30))
                    .deployed("7", ofMinutes(40)),
            Story::alias,
            world -> world.lambda().function("indexer").alias("live").state("6", "Failed"))),
    /** A site whose new release is bad. */
    SITE(alone(Story::site, Story::site)),
    /** Somebody puts a file of the site right before it is its turn. */
    SITE_OF_TWO(later(
            Story::site,
            Story::site,
            world -> world.s3().bucket("site").now(release -> release.put("assets/3.js", "put right by hand")))),
    /** A configuration that is bad for so long that it cannot be reverted. */
    LIMITS(alone(Story::limits, Story::limits)),
    /** An alarm goes off while the older configuration is deployed. */
    LIMITS_WITH_ALARM(later(
            world -> {
                world.appConfig().application("shop").environment("prod").monitors("5xx");
                limits(world);
            },
            Story::limits,
            world -> world.after(
                    ofMinutes(3), later -> later.cloudWatch().alarm("5xx").inAlarm()))),
    /** Somebody deploys a third configuration before it is its turn. */
    LIMITS_OF_TWO(later(
            Story::limits,
            Story::limits,
            world -> world.appConfig()
                    .application("shop")
                    .environment("prod")
                    .profile("limits")
                    .someoneDeploys("{\"limit\":7}"))),
    /** A database whose data are bad. */
    DATABASE(Rehearsal.of(
            world -> world.rds().instance("orders"),
            world -> plan().rollBack(
                            "it",
                            aws(world)
                                    .rdsSnapshot("orders")
                                    .acceptDataLoss(ofHours(2))
                                    .cutOverByRename(),
                            step -> step.to(asOf(FakeAws.Builder.START.minus(ofMinutes(30)))))
                    .build())),
    /** Configuration, then service and alias side by side, and a look whether it helped. */
    CHECKOUT(Rehearsal.of(
            Story::checkout,
            world -> checkout(aws(world), http(Story.HEALTH).returns(200)).build())),
    /** The same, where nobody can tell whether it helped. */
    CHECKOUT_IN_THE_DARK(Rehearsal.of(
            Story::checkout,
            world -> checkout(aws(world), Probe.of("orders per minute", look -> Health.unknown("there are no data")))
                    .build())),
    /** Configuration, then alias, then a site that cannot be written: all is put back. */
    ALL_OR_NOTHING(
            allOrNothing(world -> world.faults().on("s3:CopyObject").always().accessDenied())),
    /** The same, and the alias cannot be put back either. */
    NOT_ALL(allOrNothing(world -> {
        world.faults().on("s3:CopyObject").always().accessDenied();
        world.faults().on("lambda:UpdateAlias").call(2).accessDenied();
    }));

    private static final String HEALTH = "https://shop.example.com/health";

    private final Rehearsal rehearsal;

    Story(Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
    }

    Rehearsal rehearsal() {
        return rehearsal;
    }

    private static RollbackPlan.Builder plan() {
        return RollbackPlan.named("checkout").reason("5xx");
    }

    private static AwsTargets aws(FakeAws world) {
        return AwsTargets.using(world::client);
    }

    private static Rehearsal alone(Consumer<FakeAws> scene, Function<AwsTargets, Target> target) {
        return Rehearsal.of(
                scene, world -> plan().rollBack("it", target.apply(aws(world))).build());
    }

    /** Two minutes pass between the start of the run and the only target's turn; after one of them somebody acts. */
    private static Rehearsal later(
            Consumer<FakeAws> scene, Function<AwsTargets, Target> target, Consumer<FakeAws> act) {
        return Rehearsal.of(scene, world -> {
            world.after(ofMinutes(1), act);
            return plan().pause("wait", ofMinutes(2))
                    .rollBack("it", target.apply(aws(world)))
                    .build();
        });
    }

    private static Rehearsal allOrNothing(Consumer<FakeAws> hindered) {
        return Rehearsal.of(
                world -> {
                    alias(world);
                    limits(world);
                    site(world);
                    hindered.accept(world);
                },
                world -> plan().onFailure(FailurePolicy.RESTORE)
                        .rollBack("limits", limits(aws(world)))
                        .rollBack("indexer", alias(aws(world)))
                        .rollBack("site", site(aws(world)))
                        .build());
    }

    private static void service(FakeAws world) {
        String secret = world.canary("password");
        world.ecs()
                .service("prod", "api")
                .desired(4)
                .ran("41", ofDays(30))
                .deployed("42", ofMinutes(40))
                .definition(
                        "42",
                        task -> task.containerDefinitions(ContainerDefinition.builder()
                                .name("app")
                                .image("api:42")
                                .environment(KeyValuePair.builder()
                                        .name("PASSWORD")
                                        .value(secret)
                                        .build())
                                .build()))
                .unhealthy();
    }

    private static Target service(AwsTargets aws) {
        return aws.ecsService("prod", "api");
    }

    private static void alias(FakeAws world) {
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", ofMinutes(40))
                .unhealthy();
    }

    private static Target alias(AwsTargets aws) {
        return aws.lambdaAlias("indexer", "live");
    }

    private static void site(FakeAws world) {
        world.s3()
                .bucket("site")
                .versioned()
                .ago(ofDays(30), release -> {
                    for (int i = 0; i < 6; i++) {
                        release.put("assets/" + i + ".js", "good " + i);
                    }
                    release.put("about.html", "good").put("index.html", "good");
                })
                .ago(ofMinutes(40), release -> {
                    for (int i = 0; i < 4; i++) {
                        release.put("assets/" + i + ".js", "bad " + i).put("assets/new." + i + ".js", "new " + i);
                    }
                    release.put("about.html", "bad").put("index.html", "bad");
                });
    }

    private static Target site(AwsTargets aws) {
        return aws.s3Bucket("site");
    }

    private static void limits(FakeAws world) {
        world.appConfig().strategy("slow", ofMinutes(10), ZERO);
        world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("limits")
                .ran("{\"limit\":10}", ofDays(30))
                .deployed("{\"limit\":0}", ofDays(4))
                .unhealthy();
    }

    private static Target limits(AwsTargets aws) {
        return aws.appConfig("shop", "prod", "limits");
    }

    private static void checkout(FakeAws world) {
        limits(world);
        service(world);
        alias(world);
        world.http(HEALTH).returns(200);
    }

    private static RollbackPlan.Builder checkout(AwsTargets aws, Probe probe) {
        return plan().rollBack("limits", limits(aws))
                .inParallel(group -> group.rollBack("api", service(aws)).rollBack("indexer", alias(aws)))
                .verify("healthy", probe, hold -> hold.forAtLeast(ofMinutes(2)));
    }
}
