package dev.rollback.testkit.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.ServiceNotFoundException;

class AwsErrorsTest {
    @Test
    void an_exception_is_as_complete_as_the_sdk_makes_it() {
        AwsServiceException error = AwsErrors.error(
                ServiceNotFoundException.builder(), 400, "ServiceNotFoundException", "Service not found.", "Ecs");

        assertThat(error).isInstanceOf(ServiceNotFoundException.class);
        assertThat(error.statusCode()).isEqualTo(400);
        assertThat(error.requestId()).hasSize(36);
        assertThat(error.awsErrorDetails().errorCode()).isEqualTo("ServiceNotFoundException");
        assertThat(error.awsErrorDetails().errorMessage()).isEqualTo("Service not found.");
        assertThat(error.awsErrorDetails().serviceName()).isEqualTo("Ecs");
        assertThat(error).hasMessageContaining("Service not found. (Service: Ecs, Status Code: 400, Request ID: ");
    }

    @Test
    void equal_errors_have_equal_messages() {
        assertThat(AwsErrors.badRequest(EcsException.builder(), "ClientException", "no", "Ecs"))
                .hasMessage(AwsErrors.badRequest(EcsException.builder(), "ClientException", "no", "Ecs")
                        .getMessage());
    }

    @Test
    void a_throttled_call_is_recognised_by_the_sdk() {
        assertThat(AwsErrors.throttled(EcsException.builder(), "Ecs").isThrottlingException())
                .isTrue();
    }
}
