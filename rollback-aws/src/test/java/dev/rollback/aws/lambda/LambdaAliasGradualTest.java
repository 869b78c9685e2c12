package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LambdaAliasGradualTest {

    private final LambdaWorld world = new LambdaWorld();

    @BeforeEach
    void seven_is_bad() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).unhealthy();
    }

    private Progress drive(Change change, int percent) {
        TestDriver driver = world.driver();
        driver.attempt().weight(percent);
        return driver.toTheEnd(world.target, change);
    }

    private static String evidence(Progress end) {
        assertThat(end).isInstanceOf(Progress.Settled.class);
        return ((Progress.Settled) end).evidence();
    }

    @Test
    void a_share_points_the_alias_to_the_good_version_and_leaves_the_rest_to_the_bad_one() {
        Progress end = drive(world.changeTo("6"), 50);

        assertThat(evidence(end)).contains("sends 50 % to 6, 50 % to 7");
        assertThat(world.lambda
                        .getAlias(ask -> ask.functionName("search-indexer").name("live"))
                        .functionVersion())
                .isEqualTo("6");
        assertThat(world.live.weights()).containsEntry("7", 0.5).hasSize(1);
    }

    @Test
    void shares_rise_to_the_whole() {
        Change change = world.changeTo("6");

        drive(change, 10);
        drive(change, 50);
        Progress end = drive(change, 100);

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(world.live.weights()).isEmpty();
        assertThat(world.live.healthyShare()).isEqualTo(1.0);
    }

    @Test
    void a_memo_of_the_last_share_does_not_disturb_the_next() {
        Change change = world.changeTo("6");
        TestDriver driver = world.driver();
        driver.attempt().weight(50);
        driver.toTheEnd(world.target, change);
        driver.attempt().weight(100);

        Progress end = driver.toTheEnd(world.target, change);

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(driver.attempt().memo()).isNotEqualTo(Memo.empty());
    }

    @Test
    void the_bad_version_never_gets_more_than_it_has() {
        world.live.otherActorPoints("6").otherActorWeights("7", 0.1);

        Progress end = drive(world.changeTo("6"), 50);

        assertThat(evidence(end)).contains("sends 90 % to 6, 10 % to 7");
        assertThat(world.between.calls()).doesNotContain("UpdateAlias");
    }

    @Test
    void an_alias_that_is_further_than_the_share_stays_there() {
        Change change = world.changeTo("6");
        world.live.otherActorPoints("6");

        Progress end = drive(change, 50);

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(world.live.weights()).isEmpty();
    }

    @Test
    void a_share_of_a_third_version_is_a_conflict() {
        Change change = world.changeTo("6");
        world.live.otherActorPoints("6").otherActorWeights("8", 0.3);

        Progress end = drive(change, 50);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(((Progress.Failed) end).reason()).contains("70 % to 6, 30 % to 8");
    }

    @Test
    void a_share_is_refused_before_anything_is_written_while_there_is_provisioned_concurrency() {
        world.live.provisionedConcurrency(5);

        Progress end = drive(world.changeTo("6"), 50);

        assertThat(end).isInstanceOf(Progress.Failed.class);
        assertThat(((Progress.Failed) end).kind()).isEqualTo(FailureKind.ENVIRONMENT);
        assertThat(((Progress.Failed) end).reason())
                .contains("Lambda refuses shares of traffic")
                .contains("expected an alias without")
                .contains("Nothing was changed")
                .contains("without gradually");
        assertThat(world.between.calls()).doesNotContain("UpdateAlias");
    }
}
