package dev.rollback.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Bursts of writes, as a listing tells them. */
class WriteTimesTest {

    private static final Instant NOW = TestClock.START;
    private static final Instant GOOD = NOW.minus(Duration.ofDays(5));
    private static final Instant BAD = NOW.minus(Duration.ofHours(3));
    private static final Instant BACK = NOW.minus(Duration.ofHours(1));

    private static List<Burst> bursts(Listings listing) {
        WriteTimes times = times(listing, null);
        return times.bursts();
    }

    private static WriteTimes times(Listings listing, @Nullable Instant focus) {
        WriteTimes times = new WriteTimes(NOW, focus);
        WriteWatch watch = new WriteWatch(times);
        new Scan(listing, Span.bucket("shop"), Wanted.at(NOW), Scan.Range.ALL, watch).forEachRemaining(state -> {});
        watch.end();
        return times;
    }

    @Test
    void writes_that_follow_each_other_within_minutes_are_one_burst() {
        List<Burst> bursts = bursts(new Listings()
                .version("a", "2", BAD, "a2")
                .version("a", "1", GOOD, "a1")
                .version("b", "1", BAD.plusSeconds(200), "b1")
                .version("c", "1", BAD.plusSeconds(400), "c1"));

        assertThat(bursts)
                .extracting(Burst::toString)
                .containsExactly("3 writes from " + BAD + " to " + BAD.plusSeconds(400), "one write at " + GOOD);
        assertThat(bursts.get(0).before()).isEqualTo(BAD.minusSeconds(1));
    }

    @Test
    void a_release_is_no_rollback() {
        List<Burst> bursts = bursts(new Listings()
                .version("app.1.js", "1", GOOD, "one")
                .version("app.2.js", "2", BAD, "two")
                .version("index.html", "2", BAD, "two!")
                .version("index.html", "1", GOOD, "one"));

        assertThat(bursts).extracting(Burst::isRollback).containsExactly(false, false);
    }

    @Test
    void a_release_that_prunes_what_the_one_before_added_is_no_rollback() {
        List<Burst> bursts = bursts(new Listings()
                .marker("app.1.js", "2", BAD)
                .version("app.1.js", "1", GOOD, "one")
                .version("app.2.js", "1", BAD, "two")
                .version("index.html", "2", BAD, "index two")
                .version("index.html", "1", GOOD, "index one"));

        assertThat(bursts.get(0).isRollback()).isFalse();
    }

    @Test
    void putting_older_content_back_is_a_rollback() {
        List<Burst> bursts = bursts(new Listings()
                .marker("added.js", "2", BACK)
                .version("added.js", "1", BAD, "added")
                .version("index.html", "3", BACK, "good")
                .version("index.html", "2", BAD, "bad one")
                .version("index.html", "1", GOOD, "good")
                .version("removed.js", "3", BACK, "needed")
                .marker("removed.js", "2", BAD)
                .version("removed.js", "1", GOOD, "needed"));

        assertThat(bursts).extracting(Burst::isRollback).containsExactly(true, false, false);
    }

    /** A copy that is encrypted with KMS, or put together from other parts, has another ETag. */
    @Test
    void a_size_that_comes_back_stands_for_content_whose_tag_cannot() {
        Listings listing = new Listings();
        for (String key : List.of("a", "b", "c")) {
            listing.version(key, "3", BACK, "xyz")
                    .version(key, "2", BAD, "longer")
                    .version(key, "1", GOOD, "abc");
        }

        assertThat(bursts(listing).get(0).isRollback()).isTrue();
    }

    @Test
    void removing_just_what_the_burst_before_added_is_a_rollback() {
        List<Burst> bursts = bursts(new Listings()
                .marker("a", "2", BACK)
                .version("a", "1", BAD, "a")
                .version("b", "1", GOOD, "b"));

        assertThat(bursts.get(0).isRollback()).isTrue();
    }

    @Test
    void removing_what_came_long_ago_is_an_accident_and_no_rollback() {
        List<Burst> bursts = bursts(new Listings()
                .marker("a", "2", BACK)
                .version("a", "1", GOOD, "a")
                .marker("b", "2", BACK)
                .version("b", "1", GOOD.minus(Duration.ofDays(9)), "b")
                .version("c", "1", BAD, "c"));

        assertThat(bursts.get(0).isRollback()).isFalse();
    }

    @Test
    void storing_the_same_again_changes_nothing_and_is_no_burst() {
        List<Burst> bursts =
                bursts(new Listings().version("a", "2", BAD, "same").version("a", "1", GOOD, "same"));

        assertThat(bursts).extracting(Burst::first).containsExactly(GOOD);
    }

    @Test
    void what_is_long_ago_is_told_more_coarsely_and_memory_stays_bounded() {
        Listings listing = new Listings().pagesOf(1_000);
        for (int i = 0; i < 2_000; i++) {
            Instant at = NOW.minus(Duration.ofDays(400)).plus(Duration.ofMinutes(7L * i));
            listing.version(String.format("k%05d", i), "1", at, "x" + i);
        }

        assertThat(bursts(listing)).hasSizeLessThan(12);
    }

    @Test
    void a_time_between_two_writes_of_a_burst_is_found_with_both_edges() {
        Instant focus = BAD.plusSeconds(60);
        WriteTimes times = times(
                new Listings()
                        .version("a", "1", BAD, "a")
                        .version("b", "1", BAD.plusSeconds(59), "b")
                        .version("c", "1", BAD.plusSeconds(120), "c")
                        .version("d", "1", GOOD, "d"),
                focus);

        Burst burst = times.aroundFocus().orElseThrow();

        assertThat(burst.first()).isEqualTo(BAD);
        assertThat(burst.last()).isEqualTo(BAD.plusSeconds(120));
        assertThat(times.lastUntilFocus()).contains(BAD.plusSeconds(59));
    }

    @Test
    void a_time_of_long_ago_is_still_told_by_the_minute() {
        Instant then = NOW.minus(Duration.ofDays(300));
        Listings listing = new Listings().version("a", "1", then, "a").version("b", "1", then.plusSeconds(600), "b");

        assertThat(times(listing, then.plusSeconds(300)).aroundFocus()).isEmpty();
    }

    @Test
    void a_quiet_time_is_in_no_burst() {
        Listings listing = new Listings().version("a", "2", BAD, "two").version("a", "1", GOOD, "one");

        assertThat(times(listing, BAD.minusSeconds(1)).aroundFocus()).isEmpty();
        assertThat(times(listing, NOW.minusSeconds(1)).aroundFocus()).isEmpty();
    }
}
