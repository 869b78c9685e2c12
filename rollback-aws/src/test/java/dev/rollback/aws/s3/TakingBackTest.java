package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.s3.S3World.Crash;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/** A rollback of a bucket that is taken back: each key to what was found on top. */
class TakingBackTest {

    private final S3World world = new S3World().withSite();
    private final Map<String, String> bad = new TreeMap<>(world.site.live());

    private static int callsOf(boolean back) {
        S3World world = new S3World().withSite();
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);
        int forth = world.calls.size();
        world.takeBack(change);
        return back ? world.calls.size() - forth : forth;
    }

    static IntStream everyCallForth() {
        return IntStream.rangeClosed(2, callsOf(false) + 2);
    }

    static IntStream everyCallBack() {
        return IntStream.rangeClosed(1, callsOf(true) + 1);
    }

    private void isBad(Progress end) {
        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).isEqualTo(bad);
        assertThat(world.site.lost()).isZero();
    }

    @Test
    void every_key_is_as_it_was_found() {
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);

        Progress end = world.takeBack(change);

        isBad(end);
        assertThat(((Progress.Settled) end).evidence()).isEqualTo("put back 6 keys of bucket shop-frontend as found");
        assertThat(((Progress.Settled) end).serving()).isEqualTo(change.from());
        assertThat(world.site.versions("untouched.txt")).hasSize(1);
        assertThat(world.site.versions("assets/c.js")).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("everyCallBack")
    void a_crash_after_any_call_changes_nothing_of_the_end(int number) {
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);
        int forth = world.calls.size();
        world.hook = (call, after) -> {
            if (after && call.number() == forth + number) {
                throw new Crash();
            }
        };

        isBad(world.takeBack(change));
    }

    @ParameterizedTest
    @MethodSource("everyCallBack")
    void an_answer_that_is_lost_changes_nothing_of_the_end(int number) {
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);
        int forth = world.calls.size();
        world.hook = (call, after) -> {
            if (after && call.number() == forth + number) {
                throw ApiCallTimeoutException.create(20_000);
            }
        };

        isBad(world.takeBack(change));
    }

    /** The engine dies at any place on the way there, and what was done by then is taken back, recorded or not. */
    @ParameterizedTest
    @MethodSource("everyCallForth")
    void a_change_that_was_cut_off_anywhere_is_taken_back(int number) {
        Change change = world.to(S3World.GOOD);
        world.hook = (call, after) -> {
            if (after && call.number() >= number) {
                throw new IllegalStateException("the end of this engine");
            }
        };
        try {
            world.drive(world.target(), change);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("the end of this engine");
        }
        world.hook = (call, after) -> {};

        isBad(world.takeBack(change));
    }

    @Test
    void what_somebody_wrote_since_stays_and_is_named() {
        Change change = world.to(S3World.GOOD);
        world.drive(world.target(), change);
        world.site.now(release -> release.put("assets/a.js", "somebody's").delete("index.html"));

        Progress.Failed end = (Progress.Failed) world.takeBack(change);

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason())
                .startsWith("2 keys could not be put back: assets/a.js (somebody wrote version ")
                .contains("index.html (somebody deleted it", "put back 4 keys");
        assertThat(world.site.live())
                .containsEntry("assets/a.js", "somebody's")
                .doesNotContainKey("index.html")
                .containsEntry("assets/new.js", "added")
                .doesNotContainKey("assets/gone.js");
    }

    @Test
    void what_was_encrypted_with_kms_is_put_back_too() {
        S3World other = new S3World();
        other.site.ago(
                ofDays(2),
                release ->
                        release.put("a", "good").kmsKey("key-1").put("b", "old").kmsKey("key-1"));
        other.site.ago(
                ofMinutes(20),
                release -> release.put("a", "evil").kmsKey("key-1").delete("b"));
        Change change = other.to(S3World.GOOD);
        other.drive(other.target(), change);

        Progress end = other.takeBack(change);

        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(other.site.live()).containsExactly(Map.entry("a", "evil"));
    }

    @Test
    void nothing_was_done_so_nothing_is_put_back() {
        Change change = world.to(S3World.GOOD);

        isBad(world.takeBack(change));

        assertThat(world.calls).doesNotContain("CopyObject", "DeleteObjects");
    }
}
