package dev.rollback.aws;

import static dev.rollback.Changes.last;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.Changes;
import dev.rollback.RollbackEngine;
import dev.rollback.journal.InMemoryJournal;
import dev.rollback.target.Target;
import dev.rollback.testkit.FakeAws;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changed lately, on all kinds of targets. */
class ChangesTest {

    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");
    private final AwsTargets aws = AwsTargets.using(world::client);
    private final InMemoryJournal journal = new InMemoryJournal();
    private final RollbackEngine engine = RollbackEngine.with(
            journal,
            options -> options.time(world.clock().engineTime())
                    .http(world.http())
                    .processes(world.processes())
                    .seed(1));

    private final Target ecs = aws.ecsService("prod", "checkout-api");
    private final Target lambda = aws.lambdaAlias("search-indexer", "live");
    private final Target appConfig = aws.appConfig("shop", "prod", "flags");
    private final Target bucket = aws.s3Bucket("shop-frontend");
    private final List<Target> all = List.of(ecs, lambda, appConfig, bucket);

    @BeforeEach
    void releases_of_this_morning_after_a_good_month() {
        world.ecs()
                .service("prod", "checkout-api")
                .desired(4)
                .ran("41", ofDays(30))
                .deployed("42", ofHours(2));
        world.lambda()
                .function("search-indexer")
                .alias("live")
                .ran("6", ofDays(30))
                .deployed("7", ofHours(3));
        world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .ran("{\"a\":1}", ofDays(30));
        world.s3()
                .bucket("shop-frontend")
                .versioned()
                .ago(ofDays(30), release -> release.put("index.html", "good"))
                .ago(ofMinutes(30), release -> release.put("index.html", "bad").put("new.js", "new"));
    }

    private Instant now() {
        return world.clock().instant();
    }

    @Test
    void one_table_by_time_against_the_start_of_the_incident() {
        Changes changes = engine.changes(all, last(ofHours(6)).beforeIncident(now().minus(ofHours(1))));

        assertThat(changes.toText(200))
                .containsSubsequence(
                        "shop-frontend",
                        "2 writes",
                        "-- incident started ",
                        "* ",
                        "checkout-api:42",
                        "the last before",
                        "(CloudTrail)");
        assertThat(world.calls().writes()).isEmpty();
    }
}
