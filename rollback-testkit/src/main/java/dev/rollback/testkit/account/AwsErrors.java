package dev.rollback.testkit.account;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Builds the SDK's exceptions as complete as a real answer makes them: status, code, message, service, request id.
 *
 * <p>Callers and the SDK's own waiters read {@code awsErrorDetails()} without asking whether it is there; an exception
 * without it hides the error under a {@code NullPointerException}.
 */
public final class AwsErrors {
    private AwsErrors() {}

    /**
     * Completes an exception.
     *
     * <p>The request id is a function of the other arguments, so that equal runs have equal messages.
     *
     * @param builder builder of the modelled exception, or of the service's base class for a code that is not modelled
     * @param status HTTP status
     * @param code the code on the wire, which for some services is not the name of the Java class
     * @param message the service's message
     * @param service the service's name as the SDK prints it, as {@code Ecs}
     */
    public static AwsServiceException error(
            AwsServiceException.Builder builder, int status, String code, String message, String service) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .errorCode(code)
                .errorMessage(message)
                .serviceName(service)
                .sdkHttpResponse(SdkHttpResponse.builder().statusCode(status).build())
                .build();
        return builder.message(message)
                .statusCode(status)
                .requestId(requestId(service, code, message))
                .awsErrorDetails(details)
                .build();
    }

    /**
     * Completes an exception of status 400, which ECS, ECR, CodeDeploy, Secrets Manager and SSM use for all errors of
     * the caller.
     */
    public static AwsServiceException badRequest(
            AwsServiceException.Builder builder, String code, String message, String service) {
        return error(builder, 400, code, message, service);
    }

    /** Completes a throttling error, which most services do not model: give the builder of their base class. */
    public static AwsServiceException throttled(AwsServiceException.Builder builder, String service) {
        return error(builder, 400, "ThrottlingException", "Rate exceeded", service);
    }

    private static String requestId(String service, String code, String message) {
        String content = service + '\n' + code + '\n' + message;
        return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
