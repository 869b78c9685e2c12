package dev.rollback.aws.s3;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.s3.S3World.Crash;
import dev.rollback.aws.s3.S3World.OneCall;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.testkit.s3.FakeRelease;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A rollback of a bucket under crashes, lost answers, other writers and refusals, at every place. */
class ReconciliationTest {

    private static final int CALLS = callsOf(() -> new S3World().withSite());
    private static final int CALLS_WITH_KMS = callsOf(ReconciliationTest::encrypted);

    private static int callsOf(Supplier<S3World> scene) {
        S3World world = scene.get();
        world.rollBack();
        return world.calls.size();
    }

    static IntStream everyCall() {
        return IntStream.rangeClosed(2, CALLS + 2);
    }

    static IntStream everyCallWithKms() {
        return IntStream.rangeClosed(2, CALLS_WITH_KMS + 2);
    }

    /** The same site, encrypted with a key of KMS: no ETag tells what a version holds. */
    private static S3World encrypted() {
        S3World world = new S3World();
        world.site.ago(ofDays(30), release -> {
            release.put("a.js", "good a").kmsKey("key-1");
            release.put("b.js", "good b").kmsKey("key-1");
            release.put("index.html", "good page").kmsKey("key-1");
        });
        world.site.ago(ofMinutes(20), release -> {
            release.put("a.js", "bad a").kmsKey("key-1");
            release.put("b.js", "bad b").kmsKey("key-1");
            release.put("c.js", "added").kmsKey("key-1");
            release.put("index.html", "bad page").kmsKey("key-1");
        });
        return world;
    }

    private static void isGood(S3World world, Progress end) {
        assertThat(end).isInstanceOf(Progress.Settled.class);
        assertThat(world.site.live()).isEqualTo(world.good());
        assertThat(world.site.lost()).isZero();
    }

    private static S3World.Hook at(int number, boolean after, Runnable act) {
        return (call, isAfter) -> {
            if (call.number() == number && isAfter == after) {
                act.run();
            }
        };
    }

    private static void crash() {
        throw new Crash();
    }

    @Test
    void brings_back_what_changed_and_removes_what_came() {
        S3World world = new S3World().withSite();

        Progress end = world.rollBack();

        isGood(world, end);
        assertThat(((Progress.Settled) end).evidence())
                .isEqualTo(
                        "bucket shop-frontend has the state of 2026-11-20T11:00:00Z: 4 keys brought back, 1 the same already, 2"
                                + " removed; listed again, all as wanted");
        assertThat(((Progress.Settled) end).facts())
                .containsEntry("brought back", "4")
                .containsEntry("removed", "2");
    }

    @Test
    void a_version_of_the_same_bytes_is_left_in_place() {
        S3World world = new S3World().withSite();
        String before = world.site.liveVersion("assets/c.js");

        world.rollBack();

        assertThat(world.site.liveVersion("assets/c.js")).isEqualTo(before);
        assertThat(world.site.versions("untouched.txt")).hasSize(1);
    }

    @Test
    void the_same_bytes_with_other_headers_are_brought_back() {
        S3World world = new S3World();
        world.site.ago(ofDays(2), release -> release.put("a.css", "x").content("text/css", "max-age=60"));
        world.site.ago(ofMinutes(20), release -> release.put("a.css", "x").content("text/plain", "max-age=60"));

        Progress end = world.rollBack();

        isGood(world, end);
        assertThat(world.site.attributes("a.css")).contains("content-type=text/css");
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void a_crash_before_any_call_changes_nothing_of_the_end(int number) {
        S3World world = new S3World().withSite();
        world.hook = at(number, false, ReconciliationTest::crash);

        isGood(world, world.rollBack());
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void a_crash_after_any_call_changes_nothing_of_the_end(int number) {
        S3World world = new S3World().withSite();
        world.hook = at(number, true, ReconciliationTest::crash);

        isGood(world, world.rollBack());
    }

    @ParameterizedTest
    @MethodSource("everyCallWithKms")
    void a_crash_after_any_call_changes_nothing_where_no_tag_tells_the_content(int number) {
        S3World world = encrypted();
        world.hook = at(number, true, ReconciliationTest::crash);

        isGood(world, world.rollBack());
    }

    @ParameterizedTest
    @MethodSource("everyCall")
    void an_answer_that_is_lost_changes_nothing_of_the_end(int number) {
        S3World world = new S3World().withSite();
        world.hook = at(number, true, () -> {
            throw ApiCallTimeoutException.create(20_000);
        });

        isGood(world, world.rollBack());
    }

    @ParameterizedTest
    @MethodSource("everyCallWithKms")
    void an_answer_that_is_lost_changes_nothing_where_no_tag_tells_the_content(int number) {
        S3World world = encrypted();
        world.hook = at(number, true, () -> {
            throw ApiCallTimeoutException.create(20_000);
        });

        isGood(world, world.rollBack());
    }

    static Stream<Consumer<FakeRelease>> others() {
        return Stream.of(
                release -> release.put("assets/a.js", "somebody's"),
                release -> release.put("index.html", "somebody's"),
                release -> release.put("assets/new.js", "somebody's"),
                release -> release.delete("assets/b.js"),
                release -> release.put("assets/gone.js", "somebody's"));
    }

    /** What somebody writes once the change is planned stays on top, whenever that is; and everything else is brought back. */
    @ParameterizedTest
    @MethodSource("others")
    void what_somebody_else_writes_between_any_two_calls_stays(Consumer<FakeRelease> writes) {
        everyCall().skip(2).forEach(number -> {
            S3World world = new S3World().withSite();
            Map<String, String> expected = new TreeMap<>();
            world.hook = at(number, false, () -> {
                Map<String, String> before = world.site.live();
                world.site.now(writes);
                expected.putAll(changed(before, world.site.live()));
            });

            Progress end = world.rollBack();

            expected.forEach((key, body) -> assertThat(world.site.live().getOrDefault(key, ""))
                    .as("%s, written before call %s", key, number)
                    .isEqualTo(body));
            Map<String, String> rest = new TreeMap<>(world.site.live());
            Map<String, String> good = new TreeMap<>(world.good());
            rest.keySet().removeAll(expected.keySet());
            good.keySet().removeAll(expected.keySet());
            if (noEntryPoint(expected)) {
                assertThat(rest).as("before call %s", number).isEqualTo(good);
            }
            assertThat(end.getClass()).as("before call %s", number).isIn(Progress.Failed.class, Progress.Settled.class);
            if (end instanceof Progress.Failed failed) {
                assertThat(failed.kind()).isEqualTo(FailureKind.CONFLICT);
                assertThat(failed.reason())
                        .contains(expected.keySet().iterator().next());
            }
        });
    }

    private static boolean noEntryPoint(Map<String, String> written) {
        return written.keySet().stream().noneMatch(EntryPoints.PAGES::include);
    }

    /** Keys that differ, with what users get of them; nothing for those that are gone. */
    private static Map<String, String> changed(Map<String, String> before, Map<String, String> after) {
        Map<String, String> changed = new TreeMap<>();
        Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(key -> !before.getOrDefault(key, "").equals(after.getOrDefault(key, "")))
                .forEach(key -> changed.put(key, after.getOrDefault(key, "")));
        return changed;
    }

    private static S3Exception denied() {
        return (S3Exception) S3Exception.builder()
                .statusCode(403)
                .requestId("r-1")
                .message("Access Denied")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .errorMessage("Access Denied")
                        .serviceName("S3")
                        .build())
                .build();
    }

    private static boolean copies(OneCall call, String key) {
        return call.request() instanceof CopyObjectRequest copy
                && copy.destinationKey().equals(key);
    }

    @Test
    void a_key_that_is_refused_is_named_and_the_others_go_on() {
        S3World world = new S3World().withSite();
        world.hook = (call, after) -> {
            if (!after && copies(call, "assets/b.js")) {
                throw denied();
            }
        };

        Progress.Failed end = (Progress.Failed) world.rollBack();

        assertThat(end.kind()).isEqualTo(FailureKind.ENVIRONMENT);
        assertThat(end.reason())
                .startsWith("1 key of bucket shop-frontend could not be brought to the state of 2026-11-20T11:00:00Z:"
                        + " assets/b.js (s3:CopyObject on assets/b.js in bucket shop-frontend")
                .contains("AccessDenied", "The ledger of the step has each", "3 keys brought back");
        assertThat(world.site.live())
                .containsEntry("assets/b.js", "bad b, longer")
                .containsEntry("assets/a.js", "good a")
                .doesNotContainKey("assets/new.js");
    }

    @Test
    void what_an_entry_point_that_is_refused_may_lead_to_is_left_in_place() {
        S3World world = new S3World().withSite();
        world.hook = (call, after) -> {
            if (!after && copies(call, "index.html")) {
                throw denied();
            }
        };

        Progress.Failed end = (Progress.Failed) world.rollBack();

        assertThat(end.reason())
                .contains("3 keys of bucket")
                .contains(
                        "assets/new.js (left in place, because an entry point that could not be brought back may lead to it)");
        assertThat(world.site.live()).containsEntry("assets/new.js", "added").containsEntry("index.html", "bad page");
        assertThat(world.calls).doesNotContain("DeleteObjects");
    }

    @Test
    void where_nothing_at_all_may_be_written_it_stops_soon() {
        S3World world = new S3World();
        world.site.ago(ofDays(2), release -> IntStream.range(0, 500).forEach(i -> release.put("k" + i, "good")));
        world.site.ago(ofMinutes(20), release -> IntStream.range(0, 500).forEach(i -> release.put("k" + i, "bad")));
        world.hook = (call, after) -> {
            if (!after && call.writes()) {
                throw denied();
            }
        };

        Progress.Failed end = (Progress.Failed) world.rollBack();

        assertThat(end.kind()).isEqualTo(FailureKind.ENVIRONMENT);
        assertThat(end.reason()).startsWith("Nothing could be written to bucket shop-frontend. s3:CopyObject");
        assertThat(world.calls).hasSizeLessThan(60);
    }

    @Test
    void an_outage_stops_the_keys_and_is_waited_out() {
        S3World world = new S3World();
        world.site.ago(ofDays(2), release -> IntStream.range(0, 60).forEach(i -> release.put("k" + i, "good")));
        world.site.ago(ofMinutes(20), release -> IntStream.range(0, 60).forEach(i -> release.put("k" + i, "bad")));
        world.tick = Duration.ofMillis(50);
        int[] refused = {0};
        world.hook = (call, after) -> {
            if (!after && call.operation().equals("CopyObject") && call.number() > 20 && refused[0]++ < 40) {
                throw (S3Exception) S3Exception.builder()
                        .statusCode(503)
                        .awsErrorDetails(AwsErrorDetails.builder()
                                .errorCode("SlowDown")
                                .errorMessage("Please reduce your request rate.")
                                .serviceName("S3")
                                .build())
                        .build();
            }
        };

        Progress end = world.rollBack();

        isGood(world, end);
        assertThat(world.attempt.ledger().lines().filter(line -> line.contains("\"failed\"")))
                .isEmpty();
    }

    @Test
    void a_version_that_is_gone_when_it_is_copied_fails_by_name() {
        S3World world = new S3World().withSite();
        world.hook = (call, after) -> {
            if (!after && call.number() == 4) {
                world.site.now(release -> release.expire(
                        "assets/b.js", world.site.versions("assets/b.js").get(1)));
            }
        };

        Progress end = world.rollBack();

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) end).reason()).contains("assets/b.js");
        assertThat(world.site.live()).containsEntry("assets/a.js", "good a");
    }

    @Test
    void thousands_of_keys_are_done_in_several_calls_and_listed_once_each_time() {
        S3World world = new S3World();
        world.site.ago(
                ofDays(2), release -> IntStream.range(0, 3_000).forEach(i -> release.put("k" + (10_000 + i), "good")));
        world.site.ago(ofMinutes(20), release -> {
            IntStream.range(0, 300).forEach(i -> release.put("k" + (10_000 + i * 10), "bad"));
            IntStream.range(0, 40).forEach(i -> release.put("z" + (100 + i), "new"));
        });

        Progress end = world.rollBack();

        isGood(world, end);
        assertThat(world.seen).hasSizeGreaterThan(10);
        assertThat(world.calls.stream().filter("CopyObject"::equals)).hasSize(300);
        assertThat(world.calls.stream().filter("DeleteObjects"::equals)).hasSize(1);
    }

    @Test
    void progress_says_how_much_there_is_and_how_much_is_done() {
        S3World world = new S3World();
        world.site.ago(ofDays(2), release -> IntStream.range(0, 60).forEach(i -> release.put("k" + (100 + i), "good")));
        world.site.ago(
                ofMinutes(20), release -> IntStream.range(0, 60).forEach(i -> release.put("k" + (100 + i), "bad")));
        S3Objects target = world.target();
        var change = world.change(target, S3World.GOOD.toString());
        target.check(change, world.look());

        world.drive(target, change);

        Progress.Pending second = (Progress.Pending) world.seen.get(1);
        assertThat(second.why()).matches("looked at \\d+ keys, brought back \\d+ of 60 keys, about .* left");
        assertThat(second.share()).isBetween(0.1, 0.8);
    }
}
