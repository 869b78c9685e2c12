package dev.rollback.testkit;

import static dev.rollback.testkit.RollbackAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorldAssertTest {
    private final FakeAws world = FakeAws.in("eu-west-1", "123456789012");

    @BeforeEach
    void something_is_there() {
        world.ecs()
                .service("prod", "api")
                .desired(2)
                .ran("41", Duration.ofDays(30))
                .deployed("42", Duration.ofDays(1))
                .unhealthy();
        world.lambda()
                .function("indexer")
                .alias("live")
                .ran("6", Duration.ofDays(3))
                .weights("7", 0.25, Duration.ofDays(1));
        world.s3()
                .bucket("site")
                .versioned()
                .ago(Duration.ofDays(2), release -> release.put("index.html", "good"))
                .ago(Duration.ofDays(1), release -> release.put("index.html", "bad"))
                .unhealthy("bad");
        world.appConfig()
                .application("shop")
                .environment("prod")
                .profile("flags")
                .ran("{\"a\":1}", Duration.ofDays(9));
        world.rds().instance("orders");
        world.clock().trace().add("test", () -> "this happened");
    }

    @Test
    void what_is_true_passes() {
        Instant before = world.clock().instant().minus(Duration.ofHours(1));

        assertThat(world)
                .ecsService("prod", "api")
                .serves("api:42")
                .wantsTasks(2)
                .hasDeployments(2);
        assertThat(world)
                .lambdaAlias("indexer", "live")
                .sends("6", 0.75)
                .sends("7", 0.25)
                .isHealthy();
        assertThat(world)
                .s3Bucket("site")
                .serves("index.html", "bad")
                .servesNo("other.html")
                .isAsAt(before);
        assertThat(world)
                .appConfig("shop", "prod", "flags")
                .serves("1")
                .servesContent("{\"a\":1}")
                .isHealthy();
        assertThat(world).rdsInstance("orders").holdsItsOwnData();
    }

    private void fails(ThrowingCallable assertion, String message) {
        assertThatThrownBy(assertion)
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith(message)
                .hasMessageEndingWith("test    this happened\n");
    }

    @Test
    void what_is_not_lists_what_is_there_and_ends_with_what_happened() {
        fails(
                () -> assertThat(world).ecsService("prod", "api").serves("api:41"),
                "Expected ECS service prod/api to serve api:41, there is {api:42=1.0}.");
        fails(
                () -> assertThat(world).ecsService("prod", "api").wantsTasks(3),
                "Expected ECS service prod/api to want 3 tasks, there is 2.");
        fails(
                () -> assertThat(world).ecsService("prod", "api").hasDeployments(3),
                "Expected ECS service prod/api to have had 3 deployments, there is 2.");
        fails(
                () -> assertThat(world).ecsService("prod", "api").isHealthy(),
                "Expected ECS service prod/api to be healthy, there is {api:42=1.0}.");
    }

    @Test
    void of_an_alias_the_traffic_is_listed() {
        fails(
                () -> assertThat(world).lambdaAlias("indexer", "live").serves("6"),
                "Expected Lambda alias indexer:live to send 100 % to 6, there is {6=0.75, 7=0.25}.");
    }

    @Test
    void of_a_bucket_what_users_get_is_listed() {
        Instant past = world.clock().instant().minus(Duration.ofHours(30));

        fails(
                () -> assertThat(world).s3Bucket("site").serves("index.html", "good"),
                "Expected bucket site to serve \"good\" as index.html, there is {index.html=bad}.");
        fails(
                () -> assertThat(world).s3Bucket("site").servesNo("index.html"),
                "Expected bucket site to serve nothing as index.html, there is \"bad\".");
        fails(
                () -> assertThat(world).s3Bucket("site").isAsAt(past),
                "Expected bucket site to be as at " + past
                        + ", which is {index.html=good}, there is {index.html=bad}.");
        fails(() -> assertThat(world).s3Bucket("site").isHealthy(), "Expected bucket site to be healthy");
    }

    @Test
    void of_a_configuration_what_users_get_is_listed() {
        fails(
                () -> assertThat(world).appConfig("shop", "prod", "flags").serves("2"),
                "Expected configuration shop/prod/flags to serve version 2, there is {1=1.0}.");
        fails(
                () -> assertThat(world).appConfig("shop", "prod", "flags").servesContent("{}"),
                "Expected configuration shop/prod/flags to serve {}, there is {\"a\":1}.");
    }

    @Test
    void of_a_database_what_it_holds_is_listed() {
        Instant now = world.clock().instant();

        fails(
                () -> assertThat(world).rdsInstance("orders").holdsDataUntil(now),
                "Expected DB instance orders to hold data until " + now + ", there is one not restored.");
        fails(
                () -> assertThat(world).rdsInstance("gone").holdsItsOwnData(),
                "Expected DB instance gone to be there, there is [orders].");
    }
}
