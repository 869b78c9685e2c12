package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.Change;
import dev.rollback.target.Position;
import dev.rollback.target.Target;
import org.junit.jupiter.api.Test;

/** Where a bucket is said to stand between the ends of a change. */
class LocatingTest {

    private final S3World world = new S3World().withSite();
    private final Change change = world.to(S3World.GOOD);

    private Target.Located locate(Change asked) {
        return world.target().locate(asked, world.look());
    }

    private void driveUntil(int calls) {
        world.hook = (call, after) -> {
            if (after && call.number() >= calls) {
                throw new IllegalStateException("enough");
            }
        };
        try {
            world.drive(world.target(), change);
        } catch (IllegalStateException e) {
            world.hook = (call, after) -> {};
        }
    }

    @Test
    void before_anything_was_written_it_stands_where_it_was() {
        Target.Located located = locate(change);

        assertThat(located.position()).isEqualTo(Position.FROM);
        assertThat(located.evidence())
                .isEqualTo("of 8 keys 6 are not as at 2026-11-20T11:00:00Z, and 0 were brought there since");
    }

    @Test
    void once_all_is_done_it_stands_at_the_other_end() {
        world.drive(world.target(), change);

        assertThat(locate(change).position()).isEqualTo(Position.TO);
        assertThat(locate(change.reversed()).position()).isEqualTo(Position.FROM);
    }

    @Test
    void half_way_it_stands_between_and_that_is_known_early() {
        driveUntil(12);

        Target.Located located = locate(change);

        assertThat(located.position()).isEqualTo(Position.BETWEEN);
        assertThat(locate(change.reversed()).position()).isEqualTo(Position.BETWEEN);
    }

    @Test
    void what_was_taken_back_stands_where_it_was() {
        world.drive(world.target(), change);
        world.takeBack(change);

        assertThat(locate(change.reversed()).position()).isEqualTo(Position.TO);
    }

    @Test
    void copies_that_no_tag_tells_count_as_done() {
        S3World other = new S3World();
        other.site.ago(ofDays(2), release -> release.put("a", "good").kmsKey("key-1"));
        other.site.ago(ofMinutes(20), release -> release.put("a", "evil").kmsKey("key-1"));
        Change to = other.to(S3World.GOOD);
        other.drive(other.target(), to);

        assertThat(other.target().locate(to, other.look()).position()).isEqualTo(Position.TO);
    }

    @Test
    void what_there_was_no_time_to_look_at_is_not_known() {
        S3World large = new S3World();
        large.site.ago(ofDays(2), release -> {
            for (int i = 0; i < 3_000; i++) {
                release.put("k" + i, "x");
            }
        });
        large.site.ago(ofMinutes(20), release -> release.put("z", "new"));
        Change to = large.to(S3World.GOOD);
        large.tick = ofSeconds(28);

        Target.Located located = large.target().locate(to, large.look());

        assertThat(located.position()).isEqualTo(Position.UNKNOWN);
        assertThat(located.evidence()).startsWith("of the first 999 keys");
    }
}
