package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What somebody writes between the look that a change was decided on and its beginning, by clocks that differ. */
class LaterWritesTest {

    private final S3World world = new S3World().withSite();

    private static TestClock clock(Duration ahead) {
        TestClock clock = new TestClock();
        clock.advance(ahead);
        return clock;
    }

    @Test
    void a_site_that_was_deployed_since_the_preview_is_left_alone_entirely() {
        S3Objects target = world.target();
        Change previewed = world.to(S3World.GOOD);
        target.check(previewed, world.look());
        world.clock.advance(ofMinutes(30));
        world.site.now(fix -> fix.put("index.html", "fixed page").put("assets/fix.js", "fix"));
        var before = world.site.live();
        world.clock.advance(ofMinutes(10));
        world.attempt = new TestAttempt(world.clock);

        Progress end = world.drive(target, previewed);

        assertThat(world.site.live()).isEqualTo(before);
        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(((Progress.Failed) end).reason())
                .startsWith("index.html of bucket shop-frontend was written at 2026-11-20T12:30:")
                .contains("after it was looked at, at 2026-11-20T12:00:0", "Nothing was written")
                .endsWith("Preview again.");
    }

    @Test
    void keys_that_were_written_or_added_since_the_look_stay_and_are_named() {
        Change previewed = world.to(S3World.GOOD);
        world.clock.advance(ofMinutes(30));
        world.site.now(fix -> fix.put("assets/a.js", "fixed a").put("uploads/1", "a user's"));
        world.clock.advance(ofMinutes(10));
        world.attempt = new TestAttempt(world.clock);

        Progress end = world.drive(world.target(), previewed);

        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(((Progress.Failed) end).reason())
                .contains("2 keys of bucket shop-frontend could not be brought")
                .contains("assets/a.js (somebody wrote version ", "uploads/1 (", "after it was looked at");
        assertThat(world.site.live())
                .containsEntry("assets/a.js", "fixed a")
                .containsEntry("uploads/1", "a user's")
                .containsEntry("assets/b.js", "good b");
    }

    @Test
    void an_engine_whose_clock_is_slow_does_not_take_the_bad_release_for_a_later_one() {
        S3World skewed = new S3World();
        skewed.site.ago(ofDays(30), good -> good.put("a.js", "good").put("index.html", "good page"));
        skewed.site.ago(ofMinutes(2), bad -> bad.put("a.js", "bad").put("b.js", "added"));
        Change change = new Change(
                skewed.target().id(),
                skewed.target().current(new TestAttempt(clock(ofHours(-1)))),
                skewed.to(S3World.GOOD).to(),
                "change-1");
        skewed.attempt = new TestAttempt(clock(ofHours(-1)));

        Progress end = skewed.drive(skewed.target(), change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(skewed.site.live()).isEqualTo(skewed.good());
    }

    @Test
    void an_engine_whose_clock_is_fast_still_leaves_later_writes_alone() {
        TestClock fast = clock(ofHours(1));
        Change change = new Change(
                world.target().id(),
                world.target().current(new TestAttempt(fast)),
                world.to(S3World.GOOD).to(),
                "change-1");
        world.clock.advance(ofMinutes(5));
        world.site.now(fix -> fix.put("assets/a.js", "fixed a"));
        world.clock.advance(ofMinutes(5));
        world.attempt = new TestAttempt(fast);

        Progress end = world.drive(world.target(), change);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(world.site.live()).containsEntry("assets/a.js", "fixed a").containsEntry("index.html", "good page");
    }

    @Test
    void taking_back_leaves_the_same_bytes_alone_that_somebody_wrote_later() {
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);
        world.clock.advance(ofMinutes(5));
        world.site.now(again -> again.put("assets/a.js", "good a")
                .content("text/javascript", "max-age=1")
                .metadata("release", "v9"));
        world.clock.advance(ofMinutes(5));

        Progress end = world.takeBack(change);

        assertThat(((Progress.Failed) end).reason()).contains("assets/a.js (somebody wrote version ");
        assertThat(world.site.live()).containsEntry("assets/a.js", "good a").containsEntry("index.html", "bad page");
        assertThat(world.site.attributes("assets/a.js")).anyMatch(attribute -> attribute.contains("v9"));
    }
}
