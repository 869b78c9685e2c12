package dev.rollback.aws.s3;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.RollbackPlan;
import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.run.Outcome;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.Rehearsal;
import dev.rollback.testkit.Rehearsed;
import dev.rollback.testkit.s3.FakeBucket;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** A bucket as a target of the real engine, over the fakes, under virtual time and faults. */
class S3ObjectsRehearsalTest {

    private static final int SEEDS = 100;
    private static final Instant GOOD = FakeAws.Builder.START.minus(ofMinutes(60));

    /** A site of 40 keys, the last release of which changed ten, added five and removed five. */
    private static void site(FakeAws world) {
        FakeBucket bucket = world.s3().bucket("shop-frontend").versioned();
        bucket.ago(ofDays(30), release -> {
            for (int i = 0; i < 39; i++) {
                release.put("assets/" + i + ".js", "good " + i);
            }
            release.put("index.html", "good");
        });
        bucket.ago(ofMinutes(20), release -> {
            for (int i = 0; i < 9; i++) {
                release.put("assets/" + i + ".js", "bad " + i);
            }
            for (int i = 9; i < 14; i++) {
                release.delete("assets/" + i + ".js");
            }
            for (int i = 100; i < 105; i++) {
                release.put("assets/" + i + ".js", "new " + i);
            }
            release.put("index.html", "bad");
        });
    }

    private static Map<String, String> good() {
        FakeAws world = FakeAws.in("eu-west-1", "123456789012");
        site(world);
        return world.s3().bucket("shop-frontend").liveAt(GOOD);
    }

    private static Rehearsal rehearsal(Consumer<FakeAws> scene, VersionSelector to, UnaryOperator<S3Objects> options) {
        return Rehearsal.of(
                world -> {
                    site(world);
                    scene.accept(world);
                },
                world -> RollbackPlan.named("site")
                        .reason("the page is blank since the last release")
                        .rollBack(
                                "site",
                                options.apply(AwsTargets.using(world::client).s3Bucket("shop-frontend")),
                                step -> step.to(to))
                        .build());
    }

    private static Rehearsal toGood(Consumer<FakeAws> scene) {
        return rehearsal(scene, VersionSelector.asOf(GOOD), site -> site.removeAfter(ZERO));
    }

    @Test
    void the_site_is_as_it_was_and_no_version_is_lost() {
        Rehearsed run = toGood(world -> {}).run();

        FakeBucket bucket = run.world().s3().bucket("shop-frontend");
        assertThat(run).rolledBack();
        assertThat(bucket.live()).isEqualTo(good());
        assertThat(bucket.lost()).isZero();
    }

    /** To preview, once more because the preview was shown before it was executed, to apply and to compare. */
    @Test
    void only_what_differs_is_written_and_each_listing_has_its_reason() {
        Rehearsed run = toGood(world -> {}).run();

        assertThat(run.calls().operations().stream()
                        .filter("s3:ListObjectVersions"::equals)
                        .toList())
                .hasSize(3);
        assertThat(run.calls().operations().stream()
                        .filter("s3:CopyObject"::equals)
                        .toList())
                .hasSize(15);
        assertThat(run.calls().operations().stream()
                        .filter("s3:DeleteObjects"::equals)
                        .toList())
                .hasSize(1);
    }

    @Test
    void the_entry_points_come_after_the_assets() {
        Rehearsed run = toGood(world -> {}).run();

        assertThat(run.calls().writes().list().stream()
                        .filter(call -> call.operation().equals("s3:CopyObject"))
                        .map(call -> ((CopyObjectRequest) call.request()).destinationKey())
                        .toList())
                .last()
                .isEqualTo("index.html");
    }

    @Test
    void the_state_before_the_last_burst_of_writes_is_the_previous_one() {
        Rehearsed run = rehearsal(world -> {}, VersionSelector.previous(), site -> site.removeAfter(ZERO))
                .run();

        assertThat(run).rolledBack();
        assertThat(run.world().s3().bucket("shop-frontend").live()).isEqualTo(good());
    }

    @Test
    void a_bucket_without_versioning_is_refused() {
        Rehearsed run = Rehearsal.of(
                        world -> world.s3().bucket("shop-frontend").ago(ofDays(1), release -> release.put("a", "x")),
                        world -> RollbackPlan.named("site")
                                .asOf(GOOD)
                                .rollBack(
                                        "site", AwsTargets.using(world::client).s3Bucket("shop-frontend"))
                                .build())
                .run();

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
    }

    @Test
    void what_the_bad_release_added_is_removed_after_the_grace() {
        Rehearsed run =
                rehearsal(world -> {}, VersionSelector.asOf(GOOD), site -> site).run();

        assertThat(run).rolledBack();
        assertThat(run.report().took()).isGreaterThan(ofMinutes(10));
    }

    @Test
    void a_rollback_under_faults_keeps_the_invariants() {
        assertThat(toGood(world -> {}).seeds(SEEDS)).keepsInvariants();
    }
}
