package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Look;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a bucket and an object are said to have been. */
class HistoryTest {

    private static final Instant NOW = TestClock.START;

    private final S3World world = new S3World();

    private List<Version> history(S3Objects target) {
        Look look = world.look();
        try (Stream<Version> versions = target.history(look)) {
            return versions.toList();
        }
    }

    @Test
    void the_present_state_is_not_listed() {
        world.withSite();

        Version current = world.target().current(world.look());

        assertThat(current.id()).isEqualTo("live");
        assertThat(world.calls).containsExactly("HeadBucket");
    }

    @Test
    void reading_no_further_than_the_present_state_lists_nothing() {
        world.withSite();

        try (Stream<Version> versions = world.target().history(world.look())) {
            assertThat(versions.findFirst()).get().extracting(Version::id).isEqualTo("live");
        }

        assertThat(world.calls).isEmpty();
    }

    @Test
    void a_time_is_taken_unseen() {
        world.withSite();

        assertThat(world.target().versionAt(S3World.GOOD, world.look())).isPresent();
        assertThat(world.calls).isEmpty();
    }

    @Test
    void the_state_before_the_last_burst_has_the_quiet_before_it_for_evidence() {
        world.withSite();

        Version before = history(world.target()).get(1);

        assertThat(before.id()).isEqualTo("2026-11-20T11:39:59Z");
        assertThat(before.title()).isEqualTo("before 7 writes at 2026-11-20T11:40:00Z (2026-11-20T11:39:59Z)");
        assertThat(before.tenure().served()).contains(ofDays(30).minus(ofMinutes(20)));
        assertThat(before.tenure().source())
                .isEqualTo("no write for 29 d 23 h before the burst of 7 writes at 2026-11-20T11:40:00Z");
        assertThat(before.standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void nothing_is_offered_of_before_the_oldest_burst() {
        world.withSite();

        assertThat(history(world.target())).hasSize(2);
    }

    /** Good, bad, good again by hand: what was rolled away from is never chosen. */
    @Test
    void the_bad_state_before_a_rollback_is_suspect() {
        world.withSite();
        world.site.ago(
                ofMinutes(10),
                release -> release.put("assets/a.js", "good a")
                        .put("assets/b.js", "good b")
                        .put("assets/gone.js", "needed")
                        .put("index.html", "good page")
                        .delete("assets/new.js")
                        .delete("assets/newer.js"));

        List<Version> history = history(world.target());

        assertThat(history.get(1).standing()).isEqualTo(Standing.SUSPECT);
        assertThat(history.get(1).why())
                .isEqualTo(
                        "was rolled away from at 2026-11-20T11:50:00Z: most of the 6 writes then put earlier content back");
        assertThat(history.get(2).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void our_own_rollback_is_seen_for_one_also_where_keys_of_kms_change_every_tag() {
        world.site.ago(
                ofDays(9),
                release -> IntStream.range(0, 9)
                        .forEach(i -> release.put("k" + i, "good").kmsKey("key-1")));
        world.site.ago(
                ofMinutes(50),
                release -> IntStream.range(0, 9)
                        .forEach(i -> release.put("k" + i, "bad").kmsKey("key-1")));
        world.rollBack();
        world.clock.advance(ofHours(3));

        assertThat(history(world.target()).get(1).standing()).isEqualTo(Standing.SUSPECT);
    }

    @Test
    void an_accidental_deletion_is_gone_back_before() {
        world.site.ago(ofDays(9), release -> release.put("a", "one").put("b", "two"));
        world.site.ago(ofDays(3), release -> release.put("c", "three"));
        world.site.ago(ofHours(1), release -> release.delete("a").delete("b").delete("c"));

        assertThat(history(world.target()).get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void a_history_that_there_was_no_time_for_is_unproven() {
        world.site.ago(ofDays(9), release -> IntStream.range(0, 3_000).forEach(i -> release.put("k" + i, "x")));
        world.site.ago(ofHours(2), release -> IntStream.range(0, 1_500).forEach(i -> release.put("k" + i, "y")));
        world.hook = (call, after) -> {
            if (after) {
                world.clock.advance(ofMinutes(1));
            }
        };

        Version before = history(world.target()).get(1);

        assertThat(before.standing()).isEqualTo(Standing.UNPROVEN);
        assertThat(before.why()).startsWith("the time sufficed to list the keys up to ");
    }

    @Test
    void a_bucket_that_is_not_there_is_missing() {
        S3Objects target = S3Objects.bucket(AwsScope.of(world, "eu-west-1", "123456789012"), "elsewhere");

        assertThatThrownBy(() -> target.current(world.look()))
                .isInstanceOfSatisfying(
                        TargetException.class, e -> assertThat(e.kind()).isEqualTo(TargetException.Kind.MISSING))
                .hasMessage(
                        "Bucket elsewhere was not found from eu-west-1: expected a bucket of that name. Check the name and the"
                                + " account.");
    }

    @Test
    void a_bucket_of_another_region_is_refused_with_the_line_to_write() {
        S3Objects target = S3Objects.bucket(AwsScope.of(world, "eu-central-1", "123456789012"), "shop-frontend");

        assertThatThrownBy(() -> target.current(world.look()))
                .hasMessage(
                        "Bucket shop-frontend is in eu-west-1 and this target in eu-central-1: expected one region. Write"
                                + " aws.in(\"eu-west-1\") for it.");
    }

    @Test
    void the_versions_of_an_object_have_their_times() {
        world.withSite();
        S3Objects page = world.object("index.html");

        List<Version> history = history(page);

        assertThat(history).extracting(Version::id).containsExactlyElementsOf(world.site.versions("index.html"));
        assertThat(history.get(1).tenure().liveFrom()).contains(NOW.minus(ofDays(30)));
        assertThat(history.get(1).tenure().liveTo()).contains(NOW.minus(ofMinutes(20)));
        assertThat(page.current(world.look()).sameContent(history.get(0))).isTrue();
        assertThat(page.versionAt(S3World.GOOD, world.look()).orElseThrow().id())
                .isEqualTo(history.get(1).id());
        assertThat(page.version(history.get(1).id(), world.look())).isPresent();
        assertThat(page.version("no such", world.look())).isEmpty();
    }

    @Test
    void a_version_of_an_object_that_was_rolled_away_from_is_suspect() {
        world.site.ago(ofDays(3), release -> release.put("a", "good"));
        world.site.ago(ofHours(3), release -> release.put("a", "bad"));
        world.site.ago(ofHours(1), release -> release.put("a", "good"));

        assertThat(history(world.object("a")))
                .extracting(Version::standing)
                .containsExactly(Standing.PROVEN, Standing.SUSPECT, Standing.PROVEN);
    }

    @Test
    void a_deleted_object_can_be_gone_back_before() {
        world.site.ago(ofDays(3), release -> release.put("a", "good"));
        world.site.ago(ofHours(1), release -> release.delete("a"));

        List<Version> history = history(world.object("a"));

        assertThat(history.get(0).title()).startsWith("deleted (");
        assertThat(history.get(1).standing()).isEqualTo(Standing.PROVEN);
    }

    @Test
    void entries_of_one_second_are_put_in_their_order() {
        world.site.ago(
                ofDays(3),
                release -> release.put("a", "one")
                        .delete("a")
                        .put("a", "two")
                        .delete("a")
                        .put("a", "three"));

        assertThat(history(world.object("a")))
                .extracting(Version::id)
                .containsExactlyElementsOf(world.site.versions("a"));
    }

    @Test
    void an_object_without_any_version_is_missing() {
        world.withSite();

        assertThatThrownBy(() -> world.object("index").current(world.look()))
                .hasMessage(
                        "object index of bucket shop-frontend has no version: expected an object or a delete marker of that key."
                                + " Check the key; S3 tells capital and small letters apart.");
    }
}
