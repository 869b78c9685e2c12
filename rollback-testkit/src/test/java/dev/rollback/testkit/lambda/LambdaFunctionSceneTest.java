package dev.rollback.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.lambda.model.GetFunctionConfigurationResponse;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatusReasonCode;
import software.amazon.awssdk.services.lambda.model.SnapStartOptimizationStatus;
import software.amazon.awssdk.services.lambda.model.State;
import software.amazon.awssdk.services.lambda.model.StateReasonCode;

class LambdaFunctionSceneTest {
    private final LambdaFixture fixture = new LambdaFixture();
    private final FakeLambda lambda = fixture.lambda;
    private final LambdaFunctionScene scene = lambda.function("indexer");

    private GetFunctionConfigurationResponse version(String number) {
        return lambda.getFunctionConfiguration(r -> r.functionName("indexer").qualifier(number));
    }

    @Test
    void a_named_version_is_there_and_active_with_code_of_its_own() {
        scene.published("6", "7");

        assertThat(version("6").state()).isEqualTo(State.ACTIVE);
        assertThat(version("6").codeSha256()).isNotEqualTo(version("7").codeSha256());
        assertThat(scene.versions()).containsExactly("6", "7");
    }

    @Test
    void numbers_go_on_after_those_of_the_scene() {
        scene.published("6");

        assertThat(fixture.publish()).isEqualTo("7");
    }

    @Test
    void a_copy_has_the_code_of_its_original_under_its_own_number() {
        scene.sameCode("8", "7");

        assertThat(version("8").codeSha256()).isEqualTo(version("7").codeSha256());
        assertThat(version("8").version()).isEqualTo("8");
        assertThat(version("8").functionArn()).isEqualTo(LambdaFixture.ARN + ":8");
        assertThat(version("8").revisionId()).isNotEqualTo(version("7").revisionId());
    }

    @Test
    void an_idle_version_says_so() {
        scene.state("6", "Inactive");

        assertThat(version("6").state()).isEqualTo(State.INACTIVE);
        assertThat(version("6").stateReasonCode()).isEqualTo(StateReasonCode.IDLE);
    }

    @Test
    void a_failed_version_has_its_reason() {
        scene.state("6", "Failed", "ImageDeleted");

        assertThat(version("6").state()).isEqualTo(State.FAILED);
        assertThat(version("6").stateReasonCode()).isEqualTo(StateReasonCode.IMAGE_DELETED);
        assertThat(version("6").stateReason()).isNotEmpty();
    }

    @Test
    void a_failed_version_stays_failed_when_traffic_reaches_it() {
        scene.alias("live").ran("7", Duration.ofDays(1)).state("6", "Failed", "InvalidRuntime");

        fixture.point("6");

        assertThat(scene.state("6")).isEqualTo("Failed");
    }

    @Test
    void a_state_that_the_sdk_does_not_know_can_be_set() {
        scene.state("6", "Hibernating");

        assertThat(version("6").stateAsString()).isEqualTo("Hibernating");
        assertThat(version("6").state()).isEqualTo(State.UNKNOWN_TO_SDK_VERSION);
    }

    @Test
    void the_last_update_of_a_version_can_have_failed() {
        scene.lastUpdate("6", "Failed", "ImageAccessDenied");

        assertThat(version("6").lastUpdateStatus()).isEqualTo(LastUpdateStatus.FAILED);
        assertThat(version("6").lastUpdateStatusReasonCode()).isEqualTo(LastUpdateStatusReasonCode.IMAGE_ACCESS_DENIED);
    }

    @Test
    void snapshots_are_on_for_versions_named_before_and_after() {
        scene.published("6").snapStart().published("7");

        assertThat(version("6").snapStart().optimizationStatus()).isEqualTo(SnapStartOptimizationStatus.ON);
        assertThat(version("7").snapStart().optimizationStatus()).isEqualTo(SnapStartOptimizationStatus.ON);
    }

    @Test
    void a_snapshot_can_be_dropped() {
        scene.snapStart().withoutSnapshot("6");

        assertThat(version("6").snapStart().optimizationStatus()).isEqualTo(SnapStartOptimizationStatus.OFF);
    }

    @Test
    void an_event_source_can_invoke_one_version() {
        scene.eventSource("arn:aws:sqs:eu-west-1:123456789012:orders", "6");

        assertThat(lambda.listEventSourceMappings(r -> r.functionName("indexer:6"))
                        .eventSourceMappings())
                .hasSize(1);
    }
}
