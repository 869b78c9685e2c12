package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Action;
import dev.rollback.target.Change;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.Tier;

/** One object, prefixes, captured states, archives and large objects, all the way. */
class S3ObjectsTest {

    private static final long GIGABYTE = 1024L * 1024 * 1024;

    private final S3World world = new S3World();

    @TempDir
    private Path folder;

    @Test
    void ids_tell_buckets_prefixes_and_objects_apart() {
        assertThat(world.target().id()).hasToString("s3-bucket:eu-west-1/123456789012/shop-frontend");
        assertThat(world.prefix("assets/").id()).hasToString("s3-prefix:eu-west-1/123456789012/shop-frontend/assets/");
        assertThat(world.object("a/b.js").id()).hasToString("s3-object:eu-west-1/123456789012/shop-frontend/a/b.js");
    }

    @Test
    void one_object_goes_back_to_a_version_and_others_that_begin_like_it_stay() {
        world.site.ago(ofDays(3), release -> release.put("a", "good").put("a.js", "good"));
        world.site.ago(ofHours(1), release -> release.put("a", "bad").put("a.js", "bad"));
        S3Objects target = world.object("a");
        Change change = world.change(target, world.site.versions("a").get(1));

        Progress end = world.drive(target, change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).containsEntry("a", "good").containsEntry("a.js", "bad");
        assertThat(target.current(world.look()).sameContent(change.to())).isTrue();
    }

    @Test
    void one_object_goes_back_to_having_been_deleted() {
        world.site.ago(ofDays(3), release -> release.put("a", "old"));
        world.site.ago(ofDays(2), release -> release.delete("a"));
        world.site.ago(ofHours(1), release -> release.put("a", "unwanted"));
        S3Objects target = world.object("a");

        world.drive(target, world.change(target, world.site.versions("a").get(1)));

        assertThat(world.site.live()).isEmpty();
        assertThat(world.site.lost()).isZero();
    }

    @Test
    void a_prefix_leaves_all_else_alone() {
        world.withSite();
        S3Objects target = world.prefix("assets/");

        world.drive(target, world.change(target, S3World.GOOD.toString()));

        assertThat(world.site.live()).containsEntry("assets/a.js", "good a").containsEntry("index.html", "bad page");
    }

    private Progress.Settled capture(S3Objects target, Path file) {
        Action action = target.capture(file);
        for (int i = 0; i < 50; i++) {
            Progress progress = action.reconcile(world.attempt);
            if (progress instanceof Progress.Settled settled) {
                world.attempt.remember(Memo.empty());
                return settled;
            }
            world.attempt.remember(((Progress.Pending) progress).memo());
        }
        throw new AssertionError("the capture does not end");
    }

    @Test
    void a_state_that_was_captured_before_a_release_is_gone_back_to() throws IOException {
        world.site.ago(
                ofDays(3),
                release -> release.put("a", "good")
                        .put("b\nc", "good")
                        .put("gone", "x")
                        .delete("gone"));
        Path file = folder.resolve("before.txt");
        Progress.Settled captured = capture(world.target(), file);
        world.clock.advance(ofMinutes(1));
        world.site.now(release -> release.put("a", "bad").put("new", "added").delete("b\nc"));
        world.clock.advance(ofMinutes(1));
        world.attempt = world.look();
        S3Objects target = world.target().manifest(file);
        Change change = world.change(target, captured.facts().getOrDefault("manifest", ""));

        Progress end = world.drive(target, change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).containsExactly(Map.entry("a", "good"), Map.entry("b\nc", "good"));
        assertThat(Files.readAllLines(file)).hasSize(4).first().asString().contains("\"bucket\":\"shop-frontend\"");
        assertThat(folder.toFile().list()).containsExactly(String.valueOf(file.getFileName()));
    }

    @Test
    void a_capture_that_was_cut_off_goes_on_where_it_was() throws IOException {
        world.site.ago(ofDays(3), release -> {
            for (int i = 0; i < 3_500; i++) {
                release.put("k" + (10_000 + i), "x");
            }
        });
        Path whole = folder.resolve("whole.txt");
        Path cut = folder.resolve("cut.txt");
        capture(world.target(), whole);
        world.hook = (call, after) -> {
            world.clock.advance(ofMinutes(1));
            if (call.number() == 11) {
                throw new S3World.Crash();
            }
        };
        world.attempt.remember(Memo.empty());
        try {
            capture(world.target(), cut);
        } catch (S3World.Crash e) {
            assertThat(Files.exists(cut)).isFalse();
        }
        world.hook = (call, after) -> {};

        capture(world.target(), cut);

        assertThat(Files.readAllLines(cut).subList(1, 3_502))
                .isEqualTo(Files.readAllLines(whole).subList(1, 3_502));
    }

    @Test
    void a_manifest_that_changed_since_is_refused() throws IOException {
        world.withSite();
        Path file = folder.resolve("m.txt");
        capture(world.target(), file);
        S3Objects target = world.target().manifest(file);
        Change change = world.change(target, "manifest");
        List<String> lines = Files.readAllLines(file);
        Files.write(file, List.of(lines.get(0), "{\"keys\":\"0\"}"));

        assertThatThrownBy(() -> target.reconcile(change, world.attempt))
                .isInstanceOf(TargetException.class)
                .hasMessageContainingAll(
                        "manifest " + file, "expected " + change.to().id(), "Give the unchanged text");
        assertThatThrownBy(() -> world.target().reconcile(change, world.attempt))
                .hasMessageContaining("this target was given none: expected its manifest. Name it with manifest(…).");
        assertThat(world.calls).doesNotContain("CopyObject", "DeleteObjects");
    }

    @Test
    void archived_versions_are_waited_for_and_entry_points_wait_with_them() {
        world.site.ago(
                ofDays(3),
                release -> release.put("a.js", "good").storageClass("GLACIER").put("index.html", "good"));
        world.site.ago(ofHours(1), release -> release.put("a.js", "bad").put("index.html", "bad"));
        world.options = target -> target.removeAfter(ZERO).restoringArchived(Tier.EXPEDITED);
        boolean[] early = {false};
        world.hook =
                (call, after) -> early[0] |= "good".equals(world.site.live().get("index.html"))
                        && "bad".equals(world.site.live().get("a.js"));

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).containsEntry("a.js", "good").containsEntry("index.html", "good");
        assertThat(early[0]).isFalse();
        assertThat(world.seen.stream()
                        .filter(Progress.Pending.class::isInstance)
                        .map(progress -> ((Progress.Pending) progress).why()))
                .contains("waits for 1 key that S3 restores from an archive or copies in parts; brought back 0 keys");
    }

    @Test
    void archived_versions_that_are_not_to_be_restored_fail_by_name() {
        world.site.ago(
                ofDays(3),
                release -> release.put("a.js", "good").storageClass("GLACIER").put("b.js", "good"));
        world.site.ago(ofHours(1), release -> release.put("a.js", "bad").put("b.js", "bad"));

        Progress.Failed end = (Progress.Failed) world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(end.reason()).contains("a.js (version ", "is archived in GLACIER");
        assertThat(world.site.live()).containsEntry("b.js", "good");
    }

    @Test
    void a_large_object_is_copied_in_parts_over_several_calls() {
        world.site.ago(
                ofDays(3),
                release -> release.put("big\n.bin", "good").size(60 * GIGABYTE).put("a", "good"));
        world.site.ago(ofHours(1), release -> release.put("big\n.bin", "bad").put("a", "bad"));

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).containsEntry("big\n.bin", "good").containsEntry("a", "good");
        assertThat(world.site.openUploads()).isEmpty();
        assertThat(world.calls.stream().filter("CreateMultipartUpload"::equals)).hasSize(1);
    }

    @Test
    void options_out_of_range_are_refused() {
        assertThatThrownBy(() -> world.target().atOnce(0))
                .hasMessage(
                        "Working on 0 keys of bucket shop-frontend at once: expected 1 to 512. 64 suits most buckets.");
        assertThatThrownBy(() -> world.target().atOnce(513)).hasMessageContaining("Working on 513 keys");
        assertThatThrownBy(() -> world.target().entryPoints(""))
                .hasMessageContaining("A pattern for entry points is empty");
    }

    @Test
    void patience_lasts_for_the_grace() {
        world.options = target -> target;

        assertThat(world.target().patience()).isEqualTo(ofMinutes(35));
    }

    @Test
    void an_object_with_more_versions_than_a_page_goes_back_to_any_of_them() {
        for (int minute = 1_200; minute > 0; minute--) {
            String text = "v" + minute;
            world.site.ago(ofMinutes(minute), release -> release.put("config.json", text));
        }
        S3Objects object = world.object("config.json");
        Instant then = TestClock.START.minus(ofMinutes(1_100));

        Version found = object.versionAt(then, world.look()).orElseThrow();

        assertThat(object.version(found.id(), world.look())).map(Version::id).contains(found.id());
        Progress end = world.drive(object, world.change(object, found.id()));
        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).containsEntry("config.json", "v1100");
        assertThat(object.versionAt(then.minus(ofDays(9)), world.look())).isEmpty();
        assertThat(object.version("no such id", world.look())).isEmpty();
    }

    @Test
    void a_capture_whose_text_was_lost_begins_again() throws IOException {
        world.site.ago(ofDays(3), release -> {
            for (int i = 0; i < 3_500; i++) {
                release.put("k" + (10_000 + i), "x");
            }
        });
        Path file = folder.resolve("captured.txt");
        Files.writeString(file, "a manifest of last week\n");
        world.hook = (call, after) -> {
            world.clock.advance(ofMinutes(1));
            if (call.number() == 6) {
                throw new S3World.Crash();
            }
        };
        try {
            capture(world.target(), file);
        } catch (S3World.Crash e) {
            assertThat(Files.deleteIfExists(folder.resolve("captured.txt.part")))
                    .isTrue();
        }
        world.hook = (call, after) -> {};

        capture(world.target(), file);

        assertThat(Files.readAllLines(file)).hasSize(3_502).first().asString().startsWith("{\"manifest\":\"1\"");
        assertThat(world.target().manifest(file).version(Manifest.AT_HAND, world.look()))
                .isPresent();
    }

    @Test
    void what_comes_from_an_archive_can_be_read_again() {
        world.options = target -> target.removeAfter(ZERO).restoringArchived(Tier.EXPEDITED);
        world.site.ago(
                ofDays(3),
                release -> release.put("logo.png", "good")
                        .storageClass("GLACIER")
                        .put("gone.png", "good")
                        .storageClass("GLACIER"));
        world.site.ago(
                ofHours(1),
                release -> release.put("logo.png", "bad")
                        .storageClass("STANDARD_IA")
                        .delete("gone.png"));

        Progress end = world.drive(world.target(), world.to(S3World.GOOD.minus(ofHours(1))));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.attributes("logo.png")).contains("class=STANDARD_IA");
        assertThat(world.site.attributes("gone.png")).contains("class=STANDARD");
    }
}
