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
import dev.rollback.testkit.s3.FakeRelease;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** A live prefix brought to a release, by the real engine over the fakes, under virtual time and faults. */
class S3ReleaseRehearsalTest {

    private static final int SEEDS = 60;

    /** Each release was uploaded and went live at once; the last is bad, changed ten of its keys, added two and left two out. */
    private static void site(FakeAws world) {
        FakeBucket bucket = world.s3().bucket("shop").versioned();
        bucket.ago(ofDays(60), write -> release(write, "v1.2.1", "old", 0));
        bucket.ago(ofDays(60), write -> copy(write, "old", 0));
        bucket.ago(ofDays(30), write -> release(write, "v1.2.2", "good", 0));
        bucket.ago(ofDays(30), write -> copy(write, "good", 0));
        bucket.ago(ofMinutes(40), write -> release(write, "v1.3.0", "bad", 2));
        bucket.ago(ofMinutes(40), write -> copy(write, "bad", 2));
        bucket.ago(ofMinutes(40), write -> write.delete("live/assets/0.js").delete("live/assets/1.js"));
    }

    private static void release(FakeRelease write, String name, String body, int first) {
        content(body, first).forEach((key, value) -> write.put("releases/" + name + "/" + key, value));
    }

    private static void copy(FakeRelease write, String body, int first) {
        content(body, first).forEach((key, value) -> write.put("live/" + key, value));
    }

    private static Map<String, String> content(String body, int first) {
        Map<String, String> content = new TreeMap<>();
        for (int i = first; i < 20 + first; i++) {
            content.put("assets/" + i + ".js", i < 10 ? body + " " + i : "same " + i);
        }
        content.put("index.html", body);
        return content;
    }

    private static Map<String, String> live(FakeAws world) {
        Map<String, String> live = new TreeMap<>();
        world.s3().bucket("shop").live().forEach((key, body) -> {
            if (key.startsWith("live/")) {
                live.put(key.substring("live/".length()), body);
            }
        });
        return live;
    }

    private static Rehearsal rehearsal(Consumer<FakeAws> scene, VersionSelector to, UnaryOperator<S3Release> options) {
        return Rehearsal.of(
                world -> {
                    site(world);
                    scene.accept(world);
                },
                world -> RollbackPlan.named("site")
                        .reason("the page is blank since the last release")
                        .rollBack(
                                "site",
                                options.apply(AwsTargets.using(world::client).s3Release("shop", "releases/", "live/")),
                                step -> step.to(to))
                        .build());
    }

    private static Rehearsal toGood(Consumer<FakeAws> scene) {
        return rehearsal(scene, VersionSelector.exactly("v1.2.2"), site -> site.removeAfter(ZERO));
    }

    @Test
    void the_live_prefix_has_the_content_of_the_release_and_no_version_is_lost() {
        Rehearsed run = toGood(world -> {}).run();

        assertThat(run).rolledBack().step("site").servesVersion("releases/v1.2.2/");
        assertThat(live(run.world())).isEqualTo(content("good", 0));
        assertThat(run.world().s3().bucket("shop").lost()).isZero();
    }

    @Test
    void only_what_differs_is_copied_and_entry_points_come_last() {
        Rehearsed run = toGood(world -> {}).run();

        assertThat(run.calls().writes().list().stream()
                        .filter(call -> call.operation().equals("s3:CopyObject"))
                        .map(call -> ((CopyObjectRequest) call.request()).destinationKey())
                        .toList())
                .hasSize(11)
                .last()
                .isEqualTo("live/index.html");
    }

    @Test
    void the_release_that_was_live_before_is_the_previous_one() {
        Rehearsed run = rehearsal(world -> {}, VersionSelector.previous(), site -> site.removeAfter(ZERO))
                .run();

        assertThat(run).rolledBack().step("site").servesVersion("releases/v1.2.2/");
    }

    /** It was uploaded after the good one and before the bad one, so order of upload would choose it. */
    @Test
    void a_release_that_never_was_live_is_not_the_previous_one() {
        Rehearsed run = rehearsal(
                        world -> world.s3()
                                .bucket("shop")
                                .ago(ofMinutes(20), write -> release(write, "v1.4.0", "next", 0)),
                        VersionSelector.previous(),
                        site -> site.removeAfter(ZERO))
                .run();

        assertThat(run).rolledBack().step("site").servesVersion("releases/v1.2.2/");
    }

    @Test
    void what_the_release_does_not_have_goes_after_the_grace() {
        Rehearsed run = rehearsal(world -> {}, VersionSelector.exactly("v1.2.2"), site -> site)
                .run();

        assertThat(run).rolledBack();
        assertThat(run.report().took()).isGreaterThan(ofMinutes(10));
    }

    @Test
    void a_release_that_there_is_not_is_refused() {
        Rehearsed run = rehearsal(world -> {}, VersionSelector.exactly("v9"), site -> site)
                .run();

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
    }

    @Test
    void a_bucket_without_versioning_is_refused() {
        Rehearsed run = toGood(world -> world.s3().bucket("shop").suspended()).run();

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
    }

    @Test
    void a_release_with_none_of_the_live_names_is_refused() {
        Rehearsed run = rehearsal(
                        world -> world.s3().bucket("shop").ago(ofDays(1), write -> write.put("releases/odd/x/y", "z")),
                        VersionSelector.exactly("odd"),
                        site -> site)
                .run();

        assertThat(run).ended(Outcome.REFUSED).wroteNothing();
    }

    @Test
    void a_rollback_under_faults_keeps_the_invariants() {
        assertThat(toGood(world -> {}).seeds(SEEDS)).keepsInvariants();
    }

    @Test
    void what_somebody_else_writes_meanwhile_is_not_covered() {
        assertThat(rehearsal(world -> {}, VersionSelector.previous(), release -> release)
                        .interference())
                .keepsInvariants();
    }
}
