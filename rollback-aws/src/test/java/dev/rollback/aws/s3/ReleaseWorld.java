package dev.rollback.aws.s3;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.TestAttempt;
import dev.rollback.aws.sdk.TestClock;
import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Version;
import dev.rollback.testkit.FakeAws;
import dev.rollback.testkit.s3.FakeBucket;
import dev.rollback.testkit.s3.FakeRelease;
import java.util.List;
import java.util.function.Consumer;

/** A live prefix and its releases, asked and driven call by call. */
abstract class ReleaseWorld {

    final TestClock clock = new TestClock();
    final FakeAws world = FakeAws.builder().startingAt(TestClock.START).build();
    final FakeBucket shop = world.s3().bucket("shop").versioned();
    final AwsScope scope = AwsScope.of(world::client, "eu-west-1", "123456789012");
    final S3Release site = S3Release.of(scope, "shop", "releases/", "live/").removeAfter(ZERO);
    final TestDriver driver = new TestDriver(clock);
    final TestAttempt look = driver.attempt();

    static Consumer<FakeRelease> both(String name, String body) {
        return write -> {
            write.put("releases/" + name + "/a.js", body).put("releases/" + name + "/index.html", body);
            write.put("live/a.js", body).put("live/index.html", body);
        };
    }

    void goodThenBad() {
        shop.ago(ofDays(30), both("v1", "good")).ago(ofMinutes(20), both("v2", "worse"));
    }

    Version version(String id) {
        return site.version(id, look).orElseThrow();
    }

    Change to(String id) {
        return new Change(site.id(), site.current(look), version(id), "change-1");
    }

    List<String> history() {
        return site.history(look)
                .map(version -> version.id() + " " + version.standing())
                .toList();
    }

    List<String> codes(Change change) {
        return site.check(change, look).findings().stream().map(Finding::code).toList();
    }

    // arguments
}
