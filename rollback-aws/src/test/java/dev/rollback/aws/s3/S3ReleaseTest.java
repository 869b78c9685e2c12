package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Finding;
import dev.rollback.target.Memo;
import dev.rollback.target.Position;
import dev.rollback.target.Progress;
import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import dev.rollback.testkit.s3.FakeRelease;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A live prefix and its releases, asked and driven call by call. */
class S3ReleaseTest {

    private final TestClock clock = new TestClock();
    private final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    private final FakeBucket shop = world.s3().bucket("shop").versioned();
    private final AwsScope scope = AwsScope.of(world::client, "eu-west-1", "123456789012");
    private final S3Release site = S3Release.of(scope, "shop", "releases/", "live/").removeAfter(ZERO);
    private final TestDriver driver = new TestDriver(clock);
    private final TestAttempt look = driver.attempt();

    private static Consumer<FakeRelease> both(String name, String body) {
        return write -> {
            write.put("releases/" + name + "/a.js", body).put("releases/" + name + "/index.html", body);
            write.put("live/a.js", body).put("live/index.html", body);
        };
    }

    private void goodThenBad() {
        shop.ago(ofDays(30), both("v1", "good")).ago(ofMinutes(20), both("v2", "worse"));
    }

    private Version version(String id) {
        return site.version(id, look).orElseThrow();
    }

    private Change to(String id) {
        return new Change(site.id(), site.current(look), version(id), "change-1");
    }

    private List<String> history() {
        return site.history(look)
                .map(version -> version.id() + " " + version.standing())
                .toList();
    }

    private List<String> codes(Change change) {
        return site.check(change, look).findings().stream().map(Finding::code).toList();
    }

    // arguments

    @Test
    void prefixes_that_overlap_are_refused() {
        assertThatThrownBy(() -> S3Release.of(scope, "shop", "site/releases/", "site/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"site/releases/\" and \"site/\" in bucket shop overlap")
                .hasMessageContaining("expected")
                .hasMessageContaining("Keep them beside each other");
        assertThatThrownBy(() -> S3Release.of(scope, "shop", "site/", "site/live/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
        assertThatThrownBy(() -> S3Release.of(scope, "shop", "site/", "site/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("overlap");
    }

    @Test
    void a_prefix_that_is_no_folder_is_refused() {
        assertThatThrownBy(() -> S3Release.of(scope, "shop", "releases", "live/"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"releases\" in bucket shop does not end with a slash: expected")
                .hasMessageContaining("Write \"releases/\"");
    }

    @Test
    void options_out_of_range_are_refused() {
        assertThatThrownBy(() -> site.removeAfter(ofDays(2))).hasMessageContaining("expected zero to a day");
        assertThatThrownBy(() -> site.removeOnceInvalidated(" ")).hasMessageContaining("has no name");
        assertThatThrownBy(() -> site.atOnce(0)).hasMessageContaining("expected 1 to 512");
        assertThatThrownBy(() -> site.entryPoints("")).hasMessageContaining("pattern for entry points is empty");
    }

    // what is live

    @Test
    void the_release_that_users_get_is_told_by_its_content() {
        goodThenBad();

        Version current = site.current(look);

        assertThat(current.id()).isEqualTo("releases/v2/");
        assertThat(current.sameContent(version("v2"))).isTrue();
    }

    /** Else nothing would be done for what lies there besides. */
    @Test
    void a_release_with_more_beside_it_is_not_that_release() {
        goodThenBad();
        shop.ago(ofMinutes(10), write -> write.put("live/left-over.js", "x"));

        Version current = site.current(look);

        assertThat(current.sameContent(version("v2"))).isFalse();
        assertThat(current.title()).contains("releases/v2/ and 1 key more");
    }

    @Test
    void what_is_of_no_release_is_named_so() {
        goodThenBad();
        shop.ago(ofMinutes(10), write -> write.put("live/a.js", "by hand"));

        assertThat(site.current(look).title()).contains("2 keys of no release");
    }

    /** Sizes alone must never make a rollback do nothing. */
    @Test
    void a_release_that_only_sizes_speak_for_is_not_that_release() {
        shop.ago(ofDays(1), write -> write.put("releases/v1/a.js", "one")
                .put("live/a.js", "two")
                .parts(2));

        assertThat(site.current(look).sameContent(version("v1"))).isFalse();
    }

    @Test
    void an_empty_live_prefix_is_no_release() {
        shop.ago(ofDays(1), write -> write.put("releases/v1/a.js", "one"));

        assertThat(site.current(look).title()).contains("0 keys of no release");
    }

    // history

    @Test
    void releases_are_told_in_the_order_in_which_they_were_live() {
        shop.ago(ofDays(90), both("v10", "a"))
                .ago(ofDays(60), both("v9", "b"))
                .ago(ofMinutes(20), both("v11", "c"));

        assertThat(history()).containsExactly("releases/v11/ PROVEN", "releases/v9/ PROVEN", "releases/v10/ PROVEN");
    }

    @Test
    void how_long_a_release_was_live_is_known() {
        goodThenBad();

        Version good = site.history(look).skip(1).findFirst().orElseThrow();

        assertThat(good.tenure().served()).contains(ofDays(30).minus(ofMinutes(20)));
    }

    /** Good, bad, and good again: the bad one must not look like a predecessor. */
    @Test
    void a_release_that_was_rolled_away_from_is_suspect() {
        shop.ago(ofDays(30), both("v1", "good"))
                .ago(ofDays(2), both("v2", "bad"))
                .ago(ofDays(1), write -> write.put("live/a.js", "good").put("live/index.html", "good"));

        assertThat(history())
                .containsExactly("releases/v1/ PROVEN", "releases/v2/ SUSPECT", "releases/v1/ PROVEN");
    }

    @Test
    void a_release_that_never_was_live_comes_last_and_without_a_time() {
        goodThenBad();
        shop.ago(ofMinutes(5), write -> write.put("releases/v3/a.js", "next"));

        List<Version> all = site.history(look).toList();
        Version last = all.get(all.size() - 1);

        assertThat(last.id()).isEqualTo("releases/v3/");
        assertThat(last.tenure().liveFrom()).isEmpty();
        assertThat(last.tenure().source()).contains("not seen in the live prefix");
    }

    @Test
    void what_only_sizes_speak_for_is_unproven() {
        shop.ago(ofDays(30), write -> write.put("releases/v1/a.js", "good")
                        .put("live/a.js", "good")
                        .parts(2))
                .ago(ofMinutes(20), write -> write.put("live/a.js", "something else"));

        assertThat(site.history(look).findFirst())
                .get()
                .satisfies(version -> assertThat(version.standing()).isEqualTo(Standing.UNPROVEN))
                .satisfies(version -> assertThat(version.why()).contains("only the size tells"));
    }

    @Test
    void more_releases_than_are_compared_are_refused_and_can_be_named() {
        for (int i = 0; i < 101; i++) {
            String key = "releases/v" + i + "/a.js";
            shop.ago(ofDays(1), write -> write.put(key, key));
        }

        assertThatThrownBy(() -> site.current(look))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("more than 100 releases below releases/ of bucket shop: expected no more")
                .hasMessageContaining("exactly(\"releases/NAME/\")");
        assertThat(site.version("v7", look)).isPresent();
    }

    // naming

    @Test
    void a_release_is_named_by_prefix_or_name() {
        goodThenBad();

        assertThat(version("releases/v1/").id()).isEqualTo("releases/v1/");
        assertThat(version("releases/v1").id()).isEqualTo("releases/v1/");
        assertThat(version("v1").id()).isEqualTo("releases/v1/");
        assertThat(site.version("v7", look)).isEmpty();
        assertThat(site.version("v1/assets", look)).isEmpty();
    }

    @Test
    void a_prefix_with_objects_directly_in_it_is_the_only_release() {
        goodThenBad();
        S3Release one = S3Release.of(scope, "shop", "releases/v1/", "live/");

        assertThat(one.history(look).map(Version::id)).containsExactly("releases/v1/");
        assertThat(one.version("releases/v1/", look)).isPresent();
    }

    @Test
    void the_object_of_a_folder_belongs_to_no_release_and_stays() {
        goodThenBad();
        shop.ago(ofMinutes(10), write -> write.put("live/", "").put("releases/", "").put("releases/v1/", ""));

        driver.toTheEnd(site, to("v1"));

        assertThat(shop.live()).containsKey("live/").containsEntry("live/a.js", "good");
    }

    // check

    @Test
    void a_preview_says_what_it_takes_and_writes_nothing() {
        goodThenBad();

        Assessment assessment = site.check(to("v1"), look);

        assertThat(assessment.findings()).noneMatch(finding -> finding.level() == Finding.Level.HARD);
        assertThat(assessment.path().get(0)).contains("2 keys: 2 to bring back (8 bytes)");
        assertThat(assessment.permissions())
                .anyMatch(permission -> permission.resource().equals("arn:aws:s3:::shop/releases/*"))
                .anyMatch(permission -> permission.resource().equals("arn:aws:s3:::shop/live/*"));
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void a_release_that_lost_objects_since_it_was_named_is_refused() {
        goodThenBad();
        Change change = to("v1");
        shop.now(write -> write.delete("releases/v1/a.js"));

        assertThat(codes(change)).contains("RELEASE_INCOMPLETE");
    }

    @Test
    void a_release_of_other_names_is_a_finding() {
        goodThenBad();
        shop.ago(ofDays(1), write -> write.put("releases/odd/deep/a.js", "x"));

        assertThat(codes(to("odd"))).contains("RELEASE_UNLIKE");
    }

    // going there

    @Test
    void an_object_of_the_same_bytes_is_not_copied_though_its_tag_is_another() {
        shop.ago(ofDays(1), write -> write.put("releases/v1/a.js", "the same")
                .put("live/a.js", "the same")
                .parts(2));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void an_object_of_the_same_size_and_other_bytes_is_copied() {
        shop.ago(ofDays(1), write -> write.put("releases/v1/a.js", "good")
                .put("live/a.js", "evil")
                .parts(2));

        driver.toTheEnd(site, to("v1"));

        assertThat(shop.live()).containsEntry("live/a.js", "good");
    }

    @Test
    void an_entry_point_of_the_same_bytes_is_not_copied_after_it_was_put_off() {
        shop.ago(ofDays(1), write -> write.put("releases/v1/index.html", "the same")
                .put("live/index.html", "the same")
                .parts(2));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(look.writes()).isEmpty();
    }

    /** A lifecycle rule or a person takes the release away while it is being applied: users must not lose what they have. */
    @Test
    void a_release_that_vanishes_under_way_removes_nothing() {
        goodThenBad();
        Change change = to("v1");
        shop.now(write -> write.delete("releases/v1/a.js").delete("releases/v1/index.html"));

        Progress end = driver.toTheEnd(site, change);

        assertThat(end)
                .isInstanceOfSatisfying(Progress.Failed.class, failed -> assertThat(failed.reason())
                        .contains("Release releases/v1/ of bucket shop has 0 keys now")
                        .contains("expected at least the 2")
                        .contains("Upload the release again"));
        assertThat(shop.live()).containsEntry("live/a.js", "worse").containsEntry("live/index.html", "worse");
        assertThat(look.writes()).isEmpty();
    }

    @Test
    void a_key_that_somebody_wrote_meanwhile_is_left_to_them_and_named() {
        goodThenBad();
        Change change = to("v1");
        clock.advance(ofMinutes(1));
        world.clock().advance(ofMinutes(1));
        shop.now(write -> write.put("live/a.js", "a hot fix"));

        Progress end = driver.toTheEnd(site, change);

        assertThat(end).isInstanceOfSatisfying(Progress.Failed.class, failed -> {
            assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
            assertThat(failed.reason()).contains("live/a.js").contains("somebody wrote version");
        });
        assertThat(shop.live()).containsEntry("live/a.js", "a hot fix").containsEntry("live/index.html", "good");
    }

    @Test
    void an_archived_object_of_the_release_fails_by_name() {
        goodThenBad();
        shop.ago(ofDays(30), write -> write.put("releases/v1/old.bin", "cold").storageClass("GLACIER"));

        Progress end = driver.toTheEnd(site, to("v1"));

        assertThat(end).isInstanceOfSatisfying(Progress.Failed.class, failed -> assertThat(failed.reason())
                .contains("live/old.bin")
                .contains("archived in GLACIER"));
        assertThat(shop.live()).containsEntry("live/a.js", "good");
    }

    @Test
    void where_it_stands_is_told_from_both_prefixes() {
        goodThenBad();
        Change change = to("v1");

        Position before = site.locate(change, look).position();
        driver.toTheEnd(site, change);
        Position after = site.locate(change, look).position();

        assertThat(before).isEqualTo(Position.FROM);
        assertThat(after).isEqualTo(Position.TO);
    }

    // taking back

    @Test
    void taking_it_back_puts_each_key_back_as_it_was_found() {
        goodThenBad();
        shop.ago(ofMinutes(20), write -> write.put("live/only-bad.js", "added"));
        Change change = to("v1");
        driver.toTheEnd(site, change);

        look.remember(Memo.empty());
        Progress end = driver.toTheEnd(site, change.reversed());

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(shop.live())
                .containsEntry("live/a.js", "worse")
                .containsEntry("live/index.html", "worse")
                .containsEntry("live/only-bad.js", "added");
        assertThat(shop.lost()).isZero();
    }

    @Test
    void it_can_be_taken_back_though_the_release_is_gone() {
        goodThenBad();
        Change change = to("v1");
        driver.toTheEnd(site, change);
        shop.now(write -> write.delete("releases/v1/a.js").delete("releases/v1/index.html"));

        look.remember(Memo.empty());
        driver.toTheEnd(site, change.reversed());

        assertThat(shop.live()).containsEntry("live/a.js", "worse").containsEntry("live/index.html", "worse");
    }

    @Test
    void its_patience_covers_the_grace() {
        assertThat(site.removeAfter(ofHours(1)).patience()).isGreaterThan(ofHours(2));
    }
}
