package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.CreateFunctionResponse;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.SnapStartApplyOn;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.StateReasonCode;

class FunctionWritesTest {
    private final LambdaFixture fixture = new LambdaFixture();
    private final FakeLambda lambda = fixture.lambda;

    private CreateFunctionResponse create(boolean publish) {
        return lambda.createFunction(r -> r.functionName("indexer")
                .role(LambdaFixture.ROLE)
                .publish(publish)
                .environment(env -> env.variables(Map.of("TABLE", "search")))
                .tags(Map.of("team", "search"))
                .layers("arn:aws:lambda:eu-west-1:123456789012:layer:tools:3")
                .code(code -> code.zipFile(LambdaFixture.zip("1"))));
    }

    private GetFunctionConfigurationResponse configuration() {
        return lambda.getFunctionConfiguration(r -> r.functionName("indexer"));
    }

    private GetFunctionConfigurationResponse configuration(String qualifier) {
        return lambda.getFunctionConfiguration(r -> r.functionName("indexer").qualifier(qualifier));
    }

    @Test
    void a_new_function_is_pending_and_then_active() {
        CreateFunctionResponse created = create(false);

        fixture.clock.advance(Duration.ofSeconds(5));

        assertThat(created.state()).isEqualTo(State.PENDING);
        assertThat(created.stateReasonCode()).isEqualTo(StateReasonCode.CREATING);
        assertThat(created.version()).isEqualTo("$LATEST");
        assertThat(configuration().state()).isEqualTo(State.ACTIVE);
        assertThat(configuration().stateReasonCode()).isNull();
        assertThat(configuration().lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
    }

    @Test
    void a_function_keeps_what_it_was_created_with() {
        create(false);

        GetFunctionConfigurationResponse configuration = configuration();

        assertThat(configuration.functionArn()).isEqualTo(LambdaFixture.ARN);
        assertThat(configuration.role()).isEqualTo(LambdaFixture.ROLE);
        assertThat(configuration.environment().variables()).containsExactly(Map.entry("TABLE", "search"));
        assertThat(configuration.layers()).hasSize(1);
        assertThat(configuration.timeout()).isEqualTo(3);
        assertThat(configuration.lastModified()).isEqualTo("2026-11-20T12:00:00.000+0000");
        assertThat(configuration.codeSha256()).isEqualTo("a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=");
        assertThat(lambda.getFunction(r -> r.functionName("indexer")).tags()).containsEntry("team", "search");
    }

    @Test
    void the_same_place_is_the_same_code() {
        lambda.createFunction(
                r -> r.functionName("one").code(c -> c.s3Bucket("b").s3Key("k")));
        lambda.createFunction(
                r -> r.functionName("two").code(c -> c.s3Bucket("b").s3Key("k")));
        lambda.createFunction(r -> r.functionName("three").code(c -> c.imageUri("shop@sha256:1")));

        String one = lambda.getFunctionConfiguration(r -> r.functionName("one")).codeSha256();
        assertThat(lambda.getFunctionConfiguration(r -> r.functionName("two")).codeSha256())
                .isEqualTo(one);
        assertThat(lambda.getFunctionConfiguration(r -> r.functionName("three")).codeSha256())
                .isNotEqualTo(one);
    }

    @Test
    void a_function_cannot_be_created_twice_or_without_code() {
        create(false);

        assertThatThrownBy(() -> create(false)).isInstanceOf(ResourceConflictException.class);
        assertThatThrownBy(() -> lambda.createFunction(r -> r.functionName("other")))
                .isInstanceOf(InvalidParameterValueException.class);
    }

    @Test
    void a_function_can_be_created_with_its_first_version() {
        CreateFunctionResponse created = create(true);

        assertThat(created.version()).isEqualTo("1");
        assertThat(created.functionArn()).isEqualTo(LambdaFixture.ARN + ":1");
    }

    @Test
    void a_pending_function_cannot_be_changed() {
        create(false);

        assertThatThrownBy(fixture::publish)
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("state: Pending");
    }

    @Test
    void an_update_is_in_progress_for_a_while_and_no_other_may_join() {
        fixture.withVersions(1);
        LastUpdateStatus first = lambda.updateFunctionConfiguration(
                        r -> r.functionName("indexer").timeout(30))
                .lastUpdateStatus();

        assertThat(first).isEqualTo(LastUpdateStatus.IN_PROGRESS);
        assertThatThrownBy(fixture::publish)
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("An update is in progress");
        fixture.settle();
        assertThat(configuration().lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
        assertThat(configuration().timeout()).isEqualTo(30);
    }

    @Test
    void the_time_that_things_take_can_be_set() {
        lambda.creationTakes(Duration.ZERO).updatesTake(Duration.ZERO);
        create(true);

        lambda.updateFunctionCode(r -> r.functionName("indexer").zipFile(LambdaFixture.zip("2")));

        assertThat(configuration("1").state()).isEqualTo(State.ACTIVE);
        assertThat(configuration().lastUpdateStatus()).isEqualTo(LastUpdateStatus.SUCCESSFUL);
    }

    @Test
    void a_version_is_pending_and_then_active() {
        fixture.withVersions(1);

        State first = configuration("1").state();
        fixture.settle();

        assertThat(first).isEqualTo(State.PENDING);
        assertThat(configuration("1").state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void nothing_is_published_when_nothing_changed() {
        fixture.withVersions(1);

        String again = lambda.publishVersion(r -> r.functionName("indexer").description("another"))
                .version();

        assertThat(again).isEqualTo("1");
        assertThat(configuration("1").description()).isEmpty();
    }

    @Test
    void a_change_of_configuration_alone_makes_a_new_version() {
        fixture.withVersions(1);
        lambda.updateFunctionConfiguration(r -> r.functionName("indexer").timeout(30));
        fixture.settle();

        String version = fixture.publish();

        assertThat(version).isEqualTo("2");
        assertThat(configuration("2").timeout()).isEqualTo(30);
        assertThat(configuration("1").timeout()).isEqualTo(3);
        assertThat(configuration("2").codeSha256()).isEqualTo(configuration("1").codeSha256());
    }

    @Test
    void a_version_can_be_published_with_its_code() {
        fixture.withVersions(1);

        String version = lambda.updateFunctionCode(r -> r.functionName("indexer")
                        .zipFile(LambdaFixture.zip("2"))
                        .publish(true))
                .version();

        assertThat(version).isEqualTo("2");
    }

    @Test
    void a_dry_run_of_an_update_changes_nothing() {
        fixture.withVersions(1);
        String before = configuration().revisionId();

        lambda.updateFunctionCode(
                r -> r.functionName("indexer").zipFile(LambdaFixture.zip("2")).dryRun(true));

        assertThat(configuration().revisionId()).isEqualTo(before);
    }

    @Test
    void a_stale_revision_id_is_refused() {
        fixture.withVersions(1);

        assertThatThrownBy(() -> lambda.updateFunctionConfiguration(
                        r -> r.functionName("indexer").timeout(30).revisionId("stale")))
                .isInstanceOf(PreconditionFailedException.class);
        assertThatThrownBy(() ->
                        lambda.publishVersion(r -> r.functionName("indexer").revisionId("stale")))
                .isInstanceOf(PreconditionFailedException.class);
    }

    @Test
    void publishing_other_code_than_expected_is_refused() {
        fixture.withVersions(1);

        assertThatThrownBy(() ->
                        lambda.publishVersion(r -> r.functionName("indexer").codeSha256("other")))
                .isInstanceOf(InvalidParameterValueException.class)
                .hasMessageContaining("different from current CodeSHA256");
    }

    @Test
    void a_deleted_version_is_gone_and_its_number_is_not_used_again() {
        fixture.withVersions(2);

        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("2"));
        String next = fixture.publish();

        assertThat(next).isEqualTo("3");
        assertThatThrownBy(() -> configuration("2"))
                .isInstanceOfSatisfying(
                        ResourceNotFoundException.class,
                        refusal -> assertThat(refusal.statusCode()).isEqualTo(404));
    }

    @Test
    void a_version_that_an_alias_uses_cannot_be_deleted() {
        fixture.withVersions(3).withAlias("1");
        fixture.weigh(Map.of("2", 0.5));

        assertThatThrownBy(() ->
                        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("1")))
                .isInstanceOf(ResourceConflictException.class)
                .hasMessageContaining("the following aliases reference it: [live]");
        assertThatThrownBy(() ->
                        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("2")))
                .isInstanceOf(ResourceConflictException.class);
        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("3"));
    }

    @Test
    void neither_an_alias_nor_the_unpublished_version_can_be_deleted_as_a_version() {
        fixture.withVersions(1).withAlias("1");

        assertThatThrownBy(() ->
                        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("live")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() ->
                        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("$LATEST")))
                .isInstanceOf(InvalidParameterValueException.class);
        assertThatThrownBy(() ->
                        lambda.deleteFunction(r -> r.functionName("indexer").qualifier("9")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void a_deleted_function_is_gone_with_its_scene() {
        fixture.withVersions(1);
        lambda.function("indexer");

        lambda.deleteFunction(r -> r.functionName("indexer"));

        assertThatThrownBy(this::configuration).isInstanceOf(ResourceNotFoundException.class);
        assertThat(lambda.function("indexer").versions()).isEmpty();
    }

    @Test
    void snapshots_are_of_published_versions_only() {
        lambda.createFunction(r -> r.functionName("indexer")
                .snapStart(snap -> snap.applyOn(SnapStartApplyOn.PUBLISHED_VERSIONS))
                .code(code -> code.zipFile(LambdaFixture.zip("1")))
                .publish(true));

        assertThat(configuration().snapStart().optimizationStatus()).isEqualTo(SnapStartOptimizationStatus.OFF);
        assertThat(configuration("1").snapStart().optimizationStatus()).isEqualTo(SnapStartOptimizationStatus.ON);
        assertThat(configuration("1").snapStart().applyOn()).isEqualTo(SnapStartApplyOn.PUBLISHED_VERSIONS);
    }

    @Test
    void a_configuration_update_changes_only_what_it_names() {
        create(false);
        fixture.settle();

        lambda.updateFunctionConfiguration(r ->
                r.functionName("indexer").memorySize(512).environment(env -> env.variables(Map.of("TABLE", "new"))));

        FunctionConfiguration changed =
                lambda.getFunction(r -> r.functionName("indexer")).configuration();
        assertThat(changed.memorySize()).isEqualTo(512);
        assertThat(changed.environment().variables()).containsEntry("TABLE", "new");
        assertThat(changed.role()).isEqualTo(LambdaFixture.ROLE);
        assertThat(changed.layers()).hasSize(1);
    }
}
