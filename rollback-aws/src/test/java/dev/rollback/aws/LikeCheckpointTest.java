package dev.rollback.aws;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.target.Target;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/** Worlds that are made like a checkpoint of another one. */
class LikeCheckpointTest {

    private static final String FLAGS =
            "{\"version\":\"1\",\"flags\":{\"basket\":{\"name\":\"Basket\"}},\"values\":{\"basket\":{\"enabled\":true,\"limit\":3}}}";

    private final FakeAws production = FakeAws.in("eu-central-1", "210987654321");

    private static List<Target> targets(AwsTargets aws) {
        return List.of(
                aws.ecsService("prod", "checkout-api"),
                aws.lambdaAlias("search-indexer", "live"),
                aws.appConfig("shop", "prod", "flags"),
                aws.s3Bucket("shop-frontend"),
                aws.s3Prefix("shop-frontend", "live/"),
                aws.s3Object("shop-frontend", "settings.json"),
                aws.rdsSnapshot("orders").acceptDataLoss(ofHours(3)),
                aws.rdsClusterSnapshot("stock").acceptDataLoss(ofHours(3)));
    }

    private static Checkpoint captured(FakeAws world, Function<AwsTargets, List<Target>> targets) {
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), world::host)) {
            return engine.capture(targets.apply(AwsTargets.using(world::client)).toArray(Target[]::new));
        }
    }

    private static Checkpoint written(Checkpoint checkpoint) {
        return Checkpoint.parse(checkpoint.toJson());
    }

    private void scene() {
        production
                .ecs()
                .service("prod", "checkout-api")
                .desired(6)
                .circuitBreaker()
                .alarms("5xx", "too slow")
                .minimumHealthyPercent(50)
                .family("checkout")
                .definition("417", definition -> definition.cpu("1024").memory("2048"))
                .ran("416", ofDays(30))
                .ran("417", ofDays(3));
        production
                .lambda()
                .function("search-indexer")
                .sameCode("91", "90")
                .role("91", "arn:aws:iam::210987654321:role/other")
                .alias("live")
                .ran("90", ofDays(30))
                .ran("91", ofDays(9))
                .provisionedConcurrency(5);
        production
                .appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .flags()
                .undeployed(FLAGS)
                .ran(FLAGS.replace("true", "false"), ofDays(30))
                .ran(FLAGS, ofDays(2));
        production
                .s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(ofDays(30), site -> site.put("settings.json", "{}").put("live/index.html", "good"));
        production
                .rds()
                .instance("orders")
                .with(instance -> instance.allocatedStorage(700).dbInstanceClass("db.r7g.xlarge"));
        production.rds().cluster("stock").withCluster(cluster -> cluster.port(6000));
    }

    private static List<String> contents(Checkpoint checkpoint) {
        List<String> contents = new ArrayList<>();
        checkpoint
                .captured()
                .forEach(one -> contents.add(one.target() + " " + one.version().id() + " "
                        + one.version().content()));
        return contents;
    }

    @Test
    void a_world_like_a_checkpoint_is_captured_as_the_same_versions() {
        scene();
        Checkpoint before = written(captured(production, LikeCheckpointTest::targets));

        FakeAws like =
                FakeAws.builder().like(before).startingAt(FakeAws.Builder.START).build();
        Checkpoint again = captured(like, LikeCheckpointTest::targets);

        assertThat(contents(again)).containsExactlyElementsOf(contents(before));
    }

    @Test
    void what_is_known_of_how_they_are_set_up_is_the_same() {
        scene();
        Checkpoint before = written(captured(production, LikeCheckpointTest::targets));

        FakeAws like =
                FakeAws.builder().like(before).startingAt(FakeAws.Builder.START).build();
        Checkpoint again = captured(like, LikeCheckpointTest::targets);

        for (Checkpoint.Captured one : before.captured()) {
            assertThat(facts(again.of(one.target()).orElseThrow()))
                    .as("%s", one.target())
                    .containsExactlyInAnyOrderElementsOf(facts(one.version()));
        }
    }

    /** But for the ids that AWS gives. */
    private static List<String> facts(Version version) {
        return version.facts().entrySet().stream()
                .filter(fact -> !List.of("deployment", "revision", "endpoint", "looked at", "deployedAt")
                        .contains(fact.getKey()))
                .map(fact -> fact.getKey() + " = " + fact.getValue())
                .toList();
    }

    @Test
    void a_bad_release_on_top_is_rolled_back_to_the_checkpoint() {
        scene();
        Checkpoint before = written(captured(production, LikeCheckpointTest::targets));
        FakeAws like = FakeAws.like(before);
        like.ecs()
                .service("prod", "checkout-api")
                .deployed("418", ofMinutes(20))
                .unhealthy();
        like.lambda().function("search-indexer").alias("live").deployed("92", ofMinutes(20));
        like.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .deployed("{}", ofMinutes(20));
        like.s3()
                .bucket("shop-frontend")
                .ago(ofMinutes(20), site -> site.put("settings.json", "bad").put("live/index.html", "bad"));

        RollbackReport report = back(like, before, LikeCheckpointTest::releases);

        assertThat(report.outcome()).as(report.toText(150)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(like.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout:417");
        assertThat(like.ecs().service("prod", "checkout-api").desiredCount()).isEqualTo(6);
        assertThat(like.lambda().function("search-indexer").alias("live").servingVersion())
                .isEqualTo("91");
        assertThat(like.s3().bucket("shop-frontend").live()).doesNotContainValue("bad");
    }

    private static List<Target> releases(AwsTargets aws) {
        return List.of(
                aws.ecsService("prod", "checkout-api"),
                aws.lambdaAlias("search-indexer", "live"),
                aws.appConfig("shop", "prod", "flags"),
                aws.s3Bucket("shop-frontend"));
    }

    private static RollbackReport back(
            FakeAws world, Checkpoint checkpoint, Function<AwsTargets, List<Target>> targets) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").to(checkpoint);
        plan.inParallel(group -> targets.apply(AwsTargets.using(world::client)).forEach(group::rollBack));
        try (RollbackEngine engine = RollbackEngine.with(new InMemoryJournal(), world::host)) {
            return engine.execute(plan.override("all", "rehearsed").build());
        }
    }

    @Test
    void secrets_are_in_no_checkpoint_and_a_world_without_them_is_rolled_back_all_the_same() {
        production
                .ecs()
                .service("prod", "checkout-api")
                .definition(
                        "41",
                        definition -> definition.containerDefinitions(ContainerDefinition.builder()
                                .name("web")
                                .image(production.ecr().uri("checkout-api") + ":41")
                                .essential(true)
                                .command("--token=" + production.canary("command"))
                                .environment(KeyValuePair.builder()
                                        .name("PASSWORD")
                                        .value(production.canary("environment"))
                                        .build())
                                .build()))
                .ran("41", ofDays(30));
        String secretFlags = FLAGS.replace("3", "\"" + production.canary("flags") + "\"");
        production
                .appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .flags()
                .ran(secretFlags, ofDays(30));
        Function<AwsTargets, List<Target>> targets =
                aws -> List.of(aws.ecsService("prod", "checkout-api"), aws.appConfig("shop", "prod", "flags"));

        Checkpoint before = written(captured(production, targets));
        FakeAws like = FakeAws.like(before);
        like.ecs().service("prod", "checkout-api").deployed("43", ofMinutes(20)).unhealthy();
        like.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .deployed(FLAGS, ofMinutes(20));
        RollbackReport report = back(like, before, targets);

        assertThat(before.toJson()).contains("\"environment.web\":\"PASSWORD\"").doesNotContain("canary");
        assertThat(report.outcome()).as(report.toText(150)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(like.ecs().service("prod", "checkout-api").servingTaskDefinition())
                .isEqualTo("checkout-api:41");
        assertThat(like.assumptions())
                .anyMatch(line -> line.contains("what version 1 holds is not known"))
                .anyMatch(line -> line.contains("the values of environment variables, commands"));
    }

    @Test
    void what_a_configuration_held_can_be_said() {
        production
                .appConfig()
                .application("shop")
                .environment("prod")
                .profile("limits")
                .ran("{\"most\":\"few\"}", ofDays(30));
        Function<AwsTargets, List<Target>> limits = aws -> List.of(aws.appConfig("shop", "prod", "limits"));
        Checkpoint before = written(captured(production, limits));

        FakeAws like = FakeAws.like(before);
        like.appConfig()
                .application("shop")
                .environment("prod")
                .profile("limits")
                .holding("1", "{\"most\":\"few\"}");

        assertThat(contents(captured(like, limits))).isEqualTo(contents(before));
    }

    @Test
    void a_release_and_a_mixture_are_there() {
        production
                .lambda()
                .function("search-indexer")
                .alias("live")
                .ran("5", ofDays(9))
                .ran("6", ofDays(9))
                .weights("5", 0.1, ofHours(1));
        production
                .s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(ofDays(30), site -> site.put("releases/1/a.js", "one").put("releases/1/index.html", "one"))
                .ago(ofDays(29), site -> site.put("live/a.js", "one").put("live/index.html", "one"));
        Function<AwsTargets, List<Target>> targets = aws -> List.of(
                aws.lambdaAlias("search-indexer", "live"), aws.s3Release("shop-frontend", "releases/", "live/"));
        Checkpoint before = written(captured(production, targets));

        FakeAws like = FakeAws.like(before);
        Checkpoint again = captured(like, targets);

        assertThat(contents(again).get(0)).isEqualTo(contents(before).get(0));
        assertThat(again.captured().get(1).version().id()).isEqualTo("releases/1/");
        assertThat(like.s3().bucket("shop-frontend").live()).hasSize(4);
        assertThat(like.assumptions()).anyMatch(line -> line.contains("what the release holds is not known: 2 keys"));
    }

    private static Checkpoint of(TargetId... targets) {
        return new Checkpoint(
                "by-hand",
                FakeAws.Builder.START,
                List.of(targets).stream()
                        .map(target -> new Checkpoint.Captured(
                                target,
                                Version.of(
                                        "arn:aws:ecs:eu-west-1:123456789012:task-definition/api:7",
                                        "seven",
                                        Tenure.unknown("memory"))))
                        .toList(),
                List.of(),
                new TreeMap<>());
    }

    @Test
    void a_checkpoint_that_knows_little_makes_a_world_that_says_what_it_takes_for_what() {
        Checkpoint little = of(TargetId.parse("ecs-service:eu-west-1/123456789012/prod/api"));

        FakeAws like = FakeAws.like(little);

        assertThat(like.ecs().service("prod", "api").servingTaskDefinition()).isEqualTo("api:7");
        assertThat(like.assumptions())
                .containsExactly(
                        "ecs-service:eu-west-1/123456789012/prod/api: its containers are not known: one, called app,"
                                + " with an image of the service's name.",
                        "ecs-service:eu-west-1/123456789012/prod/api: its desired count is not known: 2.",
                        "ecs-service:eu-west-1/123456789012/prod/api: how it deploys, the size of its tasks and what"
                                + " else its task definition says are not known: a rolling update on Fargate without a"
                                + " circuit breaker, alarms or a load balancer.",
                        "ecs-service:eu-west-1/123456789012/prod/api: since when api:7 serves is not known: for 30"
                                + " days.",
                        "ecs-service:eu-west-1/123456789012/prod/api: how long a change of it takes is not known: as"
                                + " long as the fake's.");
    }

    @Test
    void a_kind_that_is_not_known_is_refused_by_name() {
        Checkpoint queue = of(TargetId.parse("sqs-queue:eu-west-1/123456789012/jobs"));

        assertThatThrownBy(() -> FakeAws.like(queue))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("its kind sqs-queue is not known; expected one of [ecs-service, lambda-alias,");
    }

    @Test
    void targets_of_two_regions_are_no_one_world() {
        Checkpoint two = of(
                TargetId.parse("ecs-service:eu-west-1/123456789012/prod/api"),
                TargetId.parse("ecs-service:us-east-1/123456789012/prod/api"));

        assertThatThrownBy(() -> FakeAws.like(two))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(
                        "expected all its targets in one region and account of AWS, got [eu-west-1/123456789012,"
                                + " us-east-1/123456789012]. Capture the targets of each region and account as a"
                                + " checkpoint of its own");
    }
}
