package dev.rollback.aws;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.CaptureOptions;
import dev.rollback.RollbackEngine;
import dev.rollback.RollbackPlan;
import dev.rollback.RollbackReport;
import dev.rollback.journal.Checkpoint;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.run.Outcome;
import dev.rollback.target.Target;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.appconfig.FakeConfiguration;
import dev.rollback.testkit.ecs.FakeEcsService;
import dev.rollback.testkit.lambda.LambdaAliasScene;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;

/** All kinds of targets, captured before a deployment and brought back to that after it. */
class CaptureTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);
    private final InMemoryJournal journal = new InMemoryJournal();
    private final RollbackEngine engine = RollbackEngine.with(
            journal,
            options -> options.time(world.clock().engineTime())
                    .http(world.http())
                    .processes(world.processes())
                    .seed(1));
    private FakeEcsService api;
    private LambdaAliasScene indexer;
    private FakeConfiguration flags;

    private final Target ecs = aws.ecsService("prod", "checkout-api");
    private final Target lambda = aws.lambdaAlias("search-indexer", "live");
    private final Target appConfig = aws.appConfig("shop", "prod", "flags");
    private final Target bucket = aws.s3Bucket("shop-frontend");
    private final Target database =
            aws.rdsSnapshot("orders").acceptDataLoss(ofHours(3)).cutOverByRename();

    @BeforeEach
    void a_month_of_a_good_release() {
        api = world.ecs().service("prod", "checkout-api").desired(4).ran("41", ofDays(30));
        indexer = world.lambda()
                .function("search-indexer")
                .alias("live")
                .ran("5", ofDays(30))
                .ran("6", ofDays(30));
        flags = world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .ran("{\"a\":1}", ofDays(30));
        world.s3().bucket("shop-frontend").versioned().ago(ofDays(30), release -> release.put("index.html", "good"));
        world.rds().instance("orders");
    }

    /** A release right after the capture: each by the API, or as a scene would have it. */
    private void deploy() {
        world.client(S3Client.class)
                .putObject(put -> put.bucket("shop-frontend").key("index.html"), RequestBody.fromString("bad"));
        world.client(S3Client.class)
                .putObject(put -> put.bucket("shop-frontend").key("new.js"), RequestBody.fromString("new"));
        world.clock().advance(ofMinutes(30));
        api.otherActorDeploys("42");
        indexer.otherActorPoints("5");
        flags.someoneDeploys("{\"a\":2}");
        world.clock().advance(ofMinutes(30));
    }

    private List<String> site() {
        return world.client(S3Client.class).listObjectsV2(list -> list.bucket("shop-frontend")).contents().stream()
                .map(object -> object.key() + " " + object.eTag())
                .toList();
    }

    private RollbackReport back(Checkpoint checkpoint, Target... targets) {
        RollbackPlan.Builder plan = RollbackPlan.named("checkout").to(checkpoint);
        plan.inParallel(group -> List.of(targets).forEach(group::rollBack));
        return engine.execute(plan.override("all", "rehearsed").build());
    }

    @Test
    void all_are_brought_back_to_what_was_captured_and_read_from_its_text() {
        List<String> good = site();
        Checkpoint before = engine.capture(ecs, lambda, appConfig, bucket, database);
        deploy();
        assertThat(site()).isNotEqualTo(good);

        RollbackReport report = back(Checkpoint.parse(before.toJson()), ecs, lambda, appConfig, bucket, database);

        assertThat(report.outcome()).as(report.toText(120)).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(api.servingTaskDefinition()).isEqualTo("checkout-api:41");
        assertThat(site()).isEqualTo(good);
    }

    @Test
    void a_database_that_was_replaced_since_is_not_restored_from_another_one() {
        Checkpoint before = engine.capture(database);
        world.clock().advance(ofMinutes(30));
        Checkpoint later = engine.capture(database);
        world.clock().advance(ofMinutes(30));
        assertThat(back(later, database).outcome()).isEqualTo(Outcome.ROLLED_BACK);

        assertThat(back(later, database).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
        RollbackReport report = back(before, database);

        assertThat(report.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.refusals())
                .extracting(refusal -> refusal.finding().toString())
                .anyMatch(text ->
                        text.contains("was captured of db-") && text.contains("which is not called orders now"));
    }

    @Test
    void what_was_not_deployed_is_there_already() {
        Checkpoint before = engine.capture(ecs, lambda, appConfig);

        assertThat(back(before, ecs, lambda, appConfig).outcome()).isEqualTo(Outcome.NOTHING_TO_DO);
    }

    @Test
    void what_aws_forgets_is_in_the_text() {
        Checkpoint before = engine.capture(ecs, lambda, appConfig, bucket, database);

        assertThat(before.toJson())
                .contains(
                        "\"digest.",
                        "sha256:",
                        "\"deployment\"",
                        "\"version\":\"6\"",
                        "\"parameter group\"",
                        "\"class\"");
    }

    @Test
    void a_lifecycle_policy_that_will_take_an_image_is_warned_of() {
        world.ecr().lifecyclePolicy("checkout-api", policy("any", ""));

        Checkpoint before = engine.capture(ecs);

        assertThat(before.warnings())
                .singleElement()
                .asString()
                .startsWith(
                        "checkout-api: Rule 7 (any, sinceImagePushed 14 days) of the lifecycle policy of repository checkout-api"
                                + " may delete its image sha256:");
    }

    @Test
    void a_lifecycle_policy_for_other_tags_is_not_warned_of() {
        world.ecr().lifecyclePolicy("checkout-api", policy("tagged", ",\"tagPatternList\":[\"dev-*\"]"));

        assertThat(engine.capture(ecs).warnings()).isEmpty();
    }

    @Test
    void a_policy_that_cannot_be_read_is_unknown() {
        world.ecr().lifecyclePolicy("checkout-api", "{\"rules\":[{}]}");

        assertThat(engine.capture(ecs).warnings())
                .singleElement()
                .asString()
                .contains("Could not look at the lifecycle policy of repository checkout-api");
    }

    private static String policy(String tagStatus, String more) {
        return "{\"rules\":[{\"rulePriority\":7,\"selection\":{\"tagStatus\":\"" + tagStatus + "\"" + more
                + ",\"countType\":\"sinceImagePushed\",\"countUnit\":\"days\",\"countNumber\":14},\"action\":{\"type\":\"expire\"}}]}";
    }

    @Test
    void the_images_of_a_service_are_pinned_by_a_tag_of_their_own() {
        Checkpoint before = engine.capture(CaptureOptions::pin, ecs, lambda);
        Checkpoint again = engine.capture(CaptureOptions::pin, ecs);

        assertThat(before.warnings()).isEmpty();
        assertThat(tags())
                .anyMatch(tag -> tag.startsWith("rollback-" + before.id() + "-"))
                .anyMatch(tag -> tag.startsWith("rollback-" + again.id() + "-"));
    }

    private List<String> tags() {
        return world
                .client(EcrClient.class)
                .describeImages(ask -> ask.repositoryName("checkout-api"))
                .imageDetails()
                .stream()
                .flatMap(image -> image.imageTags().stream())
                .toList();
    }

    @Test
    void a_bucket_is_captured_to_the_second_and_what_comes_then_is_not_in_it() {
        Checkpoint before = engine.capture(bucket);
        deploy();

        RollbackReport report = back(before, bucket);

        assertThat(report.isSuccess()).as(report.toText(120)).isTrue();
    }
}
