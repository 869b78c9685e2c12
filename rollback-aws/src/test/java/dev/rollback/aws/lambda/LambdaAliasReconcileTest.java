package dev.rollback.aws.lambda;

import static java.time.Duration.ofDays;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rollback.aws.sdk.TestDriver;
import dev.rollback.target.Change;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.testkit.account.AwsErrors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;

class LambdaAliasReconcileTest {

    private final LambdaWorld world = new LambdaWorld();

    @BeforeEach
    void seven_is_bad() {
        world.live.ran("6", ofDays(20)).deployed("7", ofMinutes(20)).unhealthy();
    }

    private static String evidence(Progress end) {
        assertThat(end).isInstanceOf(Progress.Settled.class);
        return ((Progress.Settled) end).evidence();
    }

    private static Progress.Failed failed(Progress end) {
        assertThat(end).isInstanceOf(Progress.Failed.class);
        return (Progress.Failed) end;
    }

    private long updates() {
        return world.between.calls().stream().filter("UpdateAlias"::equals).count();
    }

    @Test
    void the_alias_is_moved_with_one_update_and_looked_at_again() {
        Progress end = world.rollBack("6");

        assertThat(evidence(end)).isEqualTo("alias live of function search-indexer points to version 6");
        assertThat(((Progress.Settled) end).serving())
                .isNotNull()
                .extracting("id")
                .isEqualTo("6");
        assertThat(world.live.servingVersion()).isEqualTo("6");
        assertThat(world.live.isHealthy()).isTrue();
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void leftover_weights_are_cleared_in_the_same_update() {
        world.live.otherActorPoints("6").otherActorWeights("7", 0.1);

        world.rollBack("6");

        assertThat(world.live.weights()).isEmpty();
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void an_alias_that_already_is_there_is_left_alone() {
        Change change = world.changeTo("7");

        Progress end = world.driver().toTheEnd(world.target, change);

        assertThat(evidence(end)).doesNotContain("adopted");
        assertThat(updates()).isZero();
    }

    @Test
    void a_move_made_by_somebody_else_meanwhile_is_adopted_and_said() {
        Change change = world.changeTo("6");
        world.live.otherActorPoints("6");

        Progress end = world.driver().toTheEnd(world.target, change);

        assertThat(evidence(end)).contains("adopted");
        assertThat(updates()).isZero();
    }

    @Test
    void an_update_forestalled_by_a_harmless_change_is_made_again_once_with_the_new_revision() {
        world.between.actsBefore("UpdateAlias", () -> world.live.otherActorPoints("7"));

        Progress end = world.rollBack("6");

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(updates()).isEqualTo(2);
    }

    @Test
    void an_update_forestalled_by_a_third_version_is_a_conflict_and_not_fought() {
        world.between.actsBefore("UpdateAlias", () -> world.live.otherActorPoints("8"));

        Progress.Failed end = failed(world.rollBack("6"));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason())
                .contains("Somebody else has moved alias live of function search-indexer to version 8")
                .contains("expected one of the versions 7, 6")
                .contains("It is left alone")
                .contains("plan again");
        assertThat(world.live.servingVersion()).isEqualTo("8");
    }

    @Test
    void an_update_forestalled_by_the_wanted_version_is_a_success() {
        world.between.actsBefore("UpdateAlias", () -> world.live.otherActorPoints("6"));

        Progress end = world.rollBack("6");

        assertThat(evidence(end)).contains("adopted");
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void an_alias_changed_all_the_time_is_a_conflict_for_the_engine_to_try_later() {
        world.between.actsBefore("UpdateAlias", () -> world.live.otherActorPoints("7"));
        world.between.actsBefore("UpdateAlias", () -> world.live.otherActorPoints("7"));

        assertThatThrownBy(() -> world.target.reconcile(world.changeTo("6"), world.look()))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lambda:UpdateAlias")
                .hasMessageContaining("PreconditionFailedException, HTTP 412")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.CONFLICT);
    }

    @Test
    void a_function_that_is_being_updated_is_tried_again() {
        world.between.failsBefore("UpdateAlias", conflict()).failsBefore("UpdateAlias", conflict());
        TestDriver driver = world.driver();

        Progress end = driver.toTheEnd(world.target, world.changeTo("6"));

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(driver.failures())
                .singleElement()
                .extracting(TargetException::kind)
                .isEqualTo(TargetException.Kind.CONFLICT);
    }

    @Test
    void an_update_whose_answer_was_lost_is_found_to_have_worked() {
        world.between.failsAfter("UpdateAlias", ApiCallTimeoutException.create(20_000));
        TestDriver driver = world.driver();

        Progress end = driver.toTheEnd(world.target, world.changeTo("6"));

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(driver.failures()).isEmpty();
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void an_update_that_was_lost_on_its_way_is_sent_again_by_the_engine() {
        world.between.failsBefore("UpdateAlias", ApiCallTimeoutException.create(20_000));
        TestDriver driver = world.driver();

        Progress end = driver.toTheEnd(world.target, world.changeTo("6"));

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(driver.failures())
                .singleElement()
                .extracting(TargetException::kind)
                .isEqualTo(TargetException.Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void a_move_that_somebody_undoes_is_a_conflict_and_not_made_again() {
        Change change = world.changeTo("6");
        TestDriver driver = world.driver();
        Progress.Pending set = (Progress.Pending) world.target.reconcile(change, driver.attempt());
        driver.attempt().remember(set.memo());
        world.live.otherActorPoints("7");

        Progress.Failed end = failed(world.target.reconcile(change, driver.attempt()));

        assertThat(end.kind()).isEqualTo(FailureKind.CONFLICT);
        assertThat(end.reason())
                .contains("back to version 7")
                .contains("after this change had set it to version 6")
                .contains("agree on one");
        assertThat(updates()).isEqualTo(1);
    }

    @Test
    void a_canary_that_went_on_since_the_plan_is_superseded() {
        world.live.otherActorPoints("6").otherActorWeights("7", 0.1);
        Change change = world.changeTo("6");
        world.live.otherActorWeights("7", 0.5);

        Progress end = world.driver().toTheEnd(world.target, change);

        assertThat(evidence(end)).contains("points to version 6");
        assertThat(world.live.weights()).isEmpty();
    }

    @Test
    void a_move_is_taken_back_to_the_mixture_that_was_found() {
        world.live.otherActorPoints("6").otherActorWeights("7", 0.1);
        Change change = world.changeTo("6");
        world.driver().toTheEnd(world.target, change);

        Progress end = world.driver().toTheEnd(world.target, change.reversed());

        assertThat(evidence(end)).contains("sends 90 % to 6, 10 % to 7");
        assertThat(world.live.weights()).containsEntry("7", 0.1);
    }

    @Test
    void a_pending_version_is_waited_for_before_traffic_goes_there() {
        world.live.state("6", "Pending");

        Progress progress = world.target.reconcile(world.changeTo("6"), world.look());

        assertThat(progress)
                .asInstanceOf(InstanceOfAssertFactories.type(Progress.Pending.class))
                .extracting(Progress.Pending::why)
                .isEqualTo("version 6 is being made ready by Lambda");
        assertThat(updates()).isZero();
    }

    @Test
    void a_failed_version_gets_no_traffic() {
        world.live.state("6", "Failed", "ImageDeleted");

        Progress.Failed end = failed(world.rollBack("6"));

        assertThat(end.kind()).isEqualTo(FailureKind.VERSION);
        assertThat(end.reason()).contains("Version 6 is Failed (ImageDeleted").contains("Nothing was changed");
        assertThat(updates()).isZero();
    }

    @Test
    void a_version_deleted_since_the_plan_gets_no_traffic() {
        Change change = world.changeTo("6");
        world.live.deleted("6");

        Progress.Failed end = failed(world.driver().toTheEnd(world.target, change));

        assertThat(end.kind()).isEqualTo(FailureKind.VERSION);
        assertThat(end.reason()).contains("Version 6 is gone");
    }

    @Test
    void an_inactive_version_takes_the_traffic_that_wakes_it() {
        world.live.state("6", "Inactive");

        assertThat(evidence(world.rollBack("6"))).contains("points to version 6");
    }

    @Test
    void without_permission_to_look_at_the_version_the_alias_is_moved_all_the_same() {
        Change change = world.changeTo("6");
        world.between.alwaysFails(
                "GetFunctionConfiguration", LambdaAliasCurrentTest.denied("lambda:GetFunctionConfiguration"));

        Progress end = world.driver().toTheEnd(world.target, change);

        assertThat(evidence(end)).contains("points to version 6");
    }

    @Test
    void an_emulator_without_provisioned_concurrency_does_not_matter() {
        world.between.alwaysFails("GetProvisionedConcurrencyConfig", LambdaAliasCurrentTest.noSuchOperation());

        assertThat(evidence(world.rollBack("6"))).contains("points to version 6");
    }

    @Test
    void a_denied_update_names_the_permission() {
        world.between.alwaysFails("UpdateAlias", LambdaAliasCurrentTest.denied("lambda:UpdateAlias"));

        assertThatThrownBy(() -> world.rollBack("6"))
                .isInstanceOf(TargetException.class)
                .hasMessageContaining("lambda:UpdateAlias on alias live of function search-indexer in eu-west-1 failed")
                .hasMessageContaining("Expected the permission lambda:UpdateAlias")
                .extracting(e -> ((TargetException) e).kind())
                .isEqualTo(TargetException.Kind.DENIED);
    }

    private static RuntimeException conflict() {
        return AwsErrors.error(
                ResourceConflictException.builder(),
                409,
                "ResourceConflictException",
                "The operation cannot be performed at this time. An update is in progress",
                "Lambda");
    }
}
