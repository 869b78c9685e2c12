package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.target.Standing;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which releases there are, and which users get and got. */
class S3ReleaseTest extends ReleaseWorld {

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
        shop.ago(
                ofDays(1),
                write -> write.put("releases/v1/a.js", "one")
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
        shop.ago(ofDays(90), both("v10", "a")).ago(ofDays(60), both("v9", "b")).ago(ofMinutes(20), both("v11", "c"));

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

        assertThat(history()).containsExactly("releases/v1/ PROVEN", "releases/v2/ SUSPECT", "releases/v1/ PROVEN");
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
        shop.ago(
                        ofDays(30),
                        write -> write.put("releases/v1/a.js", "good")
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
        shop.ago(
                ofMinutes(10),
                write -> write.put("live/", "").put("releases/", "").put("releases/v1/", ""));

        driver.toTheEnd(site, to("v1"));

        assertThat(shop.live()).containsKey("live/").containsEntry("live/a.js", "good");
    }

    // check
}
