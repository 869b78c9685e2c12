package dev.rollback.aws.s3;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.FaultKind;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.Tier;

/** Buckets of many kinds, rolled back by the real engine under virtual time and faults. */
class S3VariantsRehearsalTest {

    private static final int SEEDS = 50;
    private static final Instant GOOD = FakeAws.Builder.START.minus(ofHours(1));

    private static Rehearsal rehearsal(
            Consumer<FakeBucket> scene, VersionSelector to, Function<AwsTargets, S3Objects> target) {
        return Rehearsal.of(
                world -> scene.accept(world.s3().bucket("shop").versioned()),
                world -> RollbackPlan.named("site")
                        .reason("blank page")
                        .rollBack("site", target.apply(AwsTargets.using(world::client)), step -> step.to(to))
                        .build());
    }

    private static S3Objects bucket(AwsTargets aws) {
        return aws.s3Bucket("shop").removeAfter(ZERO);
    }

    private static void encrypted(FakeBucket shop) {
        shop.ago(
                ofDays(9),
                release -> IntStream.range(0, 9)
                        .forEach(i -> release.put("k" + i, "good " + i).kmsKey("key-1")));
        shop.ago(ofMinutes(20), release -> {
            IntStream.range(0, 6).forEach(i -> release.put("k" + i, "bad " + i).kmsKey("key-1"));
            release.delete("k8").put("new", "added").kmsKey("key-1");
        });
    }

    @Test
    void content_that_no_tag_tells_is_rolled_back_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(
                S3VariantsRehearsalTest::encrypted, VersionSelector.asOf(GOOD), S3VariantsRehearsalTest::bucket);

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    private static void mixed(FakeBucket shop) {
        shop.withAcls();
        shop.ago(
                ofDays(9),
                release -> release.put("a.css", "same")
                        .content("text/css", "max-age=60")
                        .put("big.bin", "good")
                        .size(12L << 30)
                        .put("old.zip", "good")
                        .storageClass("GLACIER")
                        .put("page.html", "good")
                        .publicRead());
        shop.ago(
                ofMinutes(20),
                release -> release.put("a.css", "same")
                        .content("text/plain", "max-age=60")
                        .put("big.bin", "bad")
                        .put("old.zip", "bad")
                        .put("page.html", "bad"));
    }

    @Test
    void large_archived_and_relabelled_objects_are_rolled_back_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(
                S3VariantsRehearsalTest::mixed,
                VersionSelector.asOf(GOOD),
                aws -> bucket(aws).restoringArchived(Tier.EXPEDITED));

        assertThat(rehearsal.run()).rolledBack();
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void one_object_is_undeleted_whatever_goes_wrong() {
        Rehearsal rehearsal = rehearsal(
                shop -> shop.ago(
                                ofDays(9),
                                release -> release.put("config.json", "good").put("config.json.bak", "x"))
                        .ago(ofHours(2), release -> release.delete("config.json")),
                VersionSelector.previous(),
                aws -> aws.s3Object("shop", "config.json"));

        Rehearsed run = rehearsal.run();

        assertThat(run).rolledBack();
        assertThat(run.world().s3().bucket("shop").live()).containsEntry("config.json", "good");
        assertThat(rehearsal.seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void one_object_that_somebody_else_writes_meanwhile_is_theirs() {
        Rehearsal rehearsal = rehearsal(
                shop -> shop.ago(ofDays(9), release -> release.put("config.json", "good"))
                        .ago(ofHours(2), release -> release.put("config.json", "bad")),
                VersionSelector.previous(),
                aws -> aws.s3Object("shop", "config.json"));

        assertThat(rehearsal.interference()).keepsInvariants();
    }

    /** Good, bad, good again by hand, bad again: the bad one between is not chosen, though it served for hours. */
    @Test
    void the_previous_state_is_never_one_that_was_rolled_away_from() {
        Consumer<FakeBucket> scene = shop -> {
            shop.ago(ofDays(9), release -> release.put("a.js", "good").put("index.html", "good"));
            shop.ago(ofHours(20), release -> release.put("a.js", "bad one").put("index.html", "bad one"));
            shop.ago(ofHours(10), release -> release.put("a.js", "good").put("index.html", "good"));
        };
        Rehearsal twice = rehearsal(scene, VersionSelector.previous(), S3VariantsRehearsalTest::bucket);
        Rehearsal thrice = rehearsal(
                scene.andThen(shop -> shop.ago(
                        ofMinutes(30), release -> release.put("a.js", "bad two").put("index.html", "bad two"))),
                VersionSelector.previous(),
                S3VariantsRehearsalTest::bucket);

        assertThat(twice.run().world().s3().bucket("shop").live()).containsEntry("a.js", "good");
        assertThat(thrice.run()).rolledBack();
        assertThat(thrice.run().world().s3().bucket("shop").live()).containsEntry("a.js", "good");
    }

    private static void thousands(FakeBucket shop) {
        shop.ago(ofDays(9), release -> IntStream.range(0, 3_000).forEach(i -> release.put("k" + i, "good")));
        shop.ago(ofMinutes(20), release -> {
            IntStream.range(0, 200).forEach(i -> release.put("k" + i * 7, "bad"));
            IntStream.range(0, 50).forEach(i -> release.put("new" + i, "added"));
        });
    }

    @Test
    void thousands_of_keys_are_rolled_back_over_several_pages() {
        Rehearsal rehearsal = rehearsal(
                S3VariantsRehearsalTest::thousands, VersionSelector.asOf(GOOD), S3VariantsRehearsalTest::bucket);

        Rehearsed run = rehearsal.run();

        assertThat(run).rolledBack();
        assertThat(run.calls().operations().stream()
                        .filter("s3:CopyObject"::equals)
                        .toList())
                .hasSize(200);
        assertThat(run.world().s3().bucket("shop").lost()).isZero();
    }

    @Test
    void being_asked_to_slow_down_is_no_failure() {
        Rehearsal rehearsal = rehearsal(
                S3VariantsRehearsalTest::thousands, VersionSelector.asOf(GOOD), S3VariantsRehearsalTest::bucket);
        for (int call = 3; call < 120; call += 4) {
            rehearsal = rehearsal.withFault("s3:CopyObject", call, FaultKind.THROTTLE);
        }

        assertThat(rehearsal.run()).rolledBack();
    }

    @Test
    void many_answers_that_are_lost_are_no_failure() {
        Rehearsal rehearsal = rehearsal(
                S3VariantsRehearsalTest::encrypted, VersionSelector.asOf(GOOD), S3VariantsRehearsalTest::bucket);
        for (int call = 1; call < 12; call += 2) {
            rehearsal = rehearsal.withFault("s3:CopyObject", call, FaultKind.LOST_RESPONSE);
        }

        assertThat(rehearsal.run()).rolledBack();
    }

    @Test
    void a_writer_in_the_middle_of_the_run_is_named_and_not_fought() {
        Rehearsal rehearsal = Rehearsal.of(
                world -> {
                    thousands(world.s3().bucket("shop").versioned());
                    world.after(
                            ofSeconds(8),
                            later -> later.s3().bucket("shop").now(release -> release.put("new7", "a user's")));
                },
                world -> RollbackPlan.named("site")
                        .asOf(GOOD)
                        .rollBack(
                                "site",
                                AwsTargets.using(world::client).s3Bucket("shop").removeAfter(ofMinutes(1)))
                        .build());

        Rehearsed run = rehearsal.world(world -> world.latency(ofMillis(40))).run();

        assertThat(run).ended(Outcome.PARTIAL);
        assertThat(run.report().toText(200)).contains("new7 (somebody wrote version");
        assertThat(run.world().s3().bucket("shop").live())
                .containsEntry("new7", "a user's")
                .containsEntry("k7", "good")
                .doesNotContainKey("new8");
    }

    @Test
    void recent_writers_are_a_reason_to_ask() {
        Rehearsal rehearsal = rehearsal(
                shop -> {
                    thousands(shop);
                    shop.ago(ofMinutes(2), release -> release.put("upload/cat.jpg", "cat"));
                },
                VersionSelector.asOf(GOOD),
                S3VariantsRehearsalTest::bucket);

        assertThat(rehearsal.run())
                .ended(Outcome.REFUSED)
                .refused("NOT_ONLY_DEPLOYS")
                .wroteNothing();
        assertThat(rehearsal.overriding("NOT_ONLY_DEPLOYS", "the cat was ours").run())
                .rolledBack();
    }
}
