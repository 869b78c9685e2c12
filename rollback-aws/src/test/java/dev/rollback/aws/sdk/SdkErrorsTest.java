package dev.rollback.aws.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import dev.rollback.testkit.account.AwsErrors;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.EcsException;

class SdkErrorsTest {

    private static final Call READ =
            new Call("ecs:DescribeServices", "service api of cluster prod", "eu-west-1", false);
    private static final Call WRITE = new Call("ecs:UpdateService", "service api of cluster prod", "eu-west-1", true);

    private static SdkException answer(int status, String code, String message) {
        return AwsErrors.error(EcsException.builder(), status, code, message, "Ecs");
    }

    private static Kind kind(SdkException failure, Call call) {
        return SdkErrors.map(failure, call).kind();
    }

    @ParameterizedTest
    @CsvSource({
        "400,ThrottlingException,THROTTLED",
        "429,TooManyRequestsException,THROTTLED",
        "429,SomethingElse,THROTTLED",
        "503,SlowDown,THROTTLED",
        "400,AccessDeniedException,DENIED",
        "403,AccessDenied,DENIED",
        "403,Whatever,DENIED",
        "400,UnauthorizedOperation,DENIED",
        "400,ExpiredTokenException,CREDENTIALS",
        "403,ExpiredToken,CREDENTIALS",
        "403,InvalidClientTokenId,CREDENTIALS",
        "400,UnrecognizedClientException,CREDENTIALS",
        "403,SignatureDoesNotMatch,CREDENTIALS",
        "400,ClusterNotFoundException,MISSING",
        "400,ServiceNotFoundException,MISSING",
        "404,ResourceNotFoundException,MISSING",
        "404,NoSuchEntity,MISSING",
        "404,,MISSING",
        "409,ResourceConflictException,CONFLICT",
        "412,PreconditionFailedException,CONFLICT",
        "400,ConflictException,CONFLICT",
        "400,UpdateInProgressException,CONFLICT",
        "400,InvalidParameterException,INVALID",
        "400,ClientException,INVALID",
        "400,UnknownOperationException,INVALID",
        "501,NotImplemented,INVALID"
    })
    void what_a_service_answers_means_the_same_for_reads_and_writes(int status, String code, Kind kind) {
        SdkException failure = answer(status, code, "words");

        assertThat(kind(failure, READ)).isEqualTo(kind);
        assertThat(kind(failure, WRITE)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({"500,ServerException", "503,ServiceUnavailable", "500,", "400,ServerException", "408,RequestTimeout"})
    void a_fault_of_the_service_is_passing_for_a_read_and_of_unknown_outcome_for_a_write(int status, String code) {
        SdkException failure = answer(status, code, "words");

        assertThat(kind(failure, READ)).isEqualTo(Kind.TRANSIENT);
        assertThat(kind(failure, WRITE)).isEqualTo(Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void time_outs_lost_connections_and_interrupts_leave_the_outcome_of_a_write_unknown() {
        for (SdkException failure : new SdkException[] {
            ApiCallTimeoutException.create(20_000),
            ApiCallAttemptTimeoutException.create(10_000),
            SdkClientException.create("Unable to execute HTTP request", new SocketTimeoutException("Read timed out")),
            SdkClientException.create("Unable to execute HTTP request", new IOException("Connection reset")),
            AbortedException.create("Thread was interrupted")
        }) {
            assertThat(kind(failure, READ)).as(failure.toString()).isEqualTo(Kind.TRANSIENT);
            assertThat(kind(failure, WRITE)).as(failure.toString()).isEqualTo(Kind.UNKNOWN_OUTCOME);
        }
    }

    @Test
    void an_endpoint_that_was_never_reached_changed_nothing() {
        SdkException refused = SdkClientException.create(
                "Unable to execute HTTP request",
                new UnreachableEndpointException("http://localhost:4566", new ConnectException("Connection refused")));

        TargetException failure = SdkErrors.map(refused, WRITE);

        assertThat(failure.kind()).isEqualTo(Kind.TRANSIENT);
        assertThat(failure)
                .hasMessageContaining("ecs:UpdateService on service api of cluster prod in eu-west-1")
                .hasMessageContaining("could not reach http://localhost:4566: ConnectException Connection refused")
                .hasMessageContaining("Expected a service that answers there")
                .hasMessageContaining("AWS_ENDPOINT_URL");
    }

    @Test
    void an_unknown_host_is_named() {
        SdkException unknown = SdkClientException.create(
                "Unable to execute HTTP request", new UnknownHostException("ecs.eu-west-9.amazonaws.com"));

        assertThat(SdkErrors.map(unknown, READ))
                .hasMessageContaining("UnknownHostException ecs.eu-west-9.amazonaws.com")
                .hasMessageContaining("Check the network, the region and the endpoint settings");
    }

    @Test
    void missing_credentials_are_told_from_other_failures_of_the_sdk() {
        TargetException failure = SdkErrors.map(
                SdkClientException.create("Unable to load credentials from any of the providers in the chain"), WRITE);

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure)
                .hasMessageContaining("ecs:UpdateService on service api of cluster prod in eu-west-1 was not sent")
                .hasMessageContaining("Expected valid credentials")
                .hasMessageContaining("AWS_PROFILE");
    }

    @Test
    void any_other_failure_of_the_sdk_is_invalid_for_a_read_and_of_unknown_outcome_for_a_write() {
        SdkException failure = SdkClientException.create("Unable to unmarshall response");

        assertThat(kind(failure, READ)).isEqualTo(Kind.INVALID);
        assertThat(kind(failure, WRITE)).isEqualTo(Kind.UNKNOWN_OUTCOME);
    }

    @Test
    void a_message_names_operation_resource_region_code_status_request_and_remedy() {
        TargetException failure = SdkErrors.map(answer(400, "AccessDeniedException", "not authorized."), WRITE);

        assertThat(failure)
                .hasMessageMatching("ecs:UpdateService on service api of cluster prod in eu-west-1 failed:"
                        + " AccessDeniedException, HTTP 400, request [0-9a-f-]{36}: not authorized\\. Expected the permission"
                        + " ecs:UpdateService\\. Grant it to the caller; .*");
    }

    @Test
    void the_services_code_and_words_stay_within_reach() {
        TargetException failure = SdkErrors.map(answer(400, "ClientException", "TaskDefinition is inactive"), WRITE);

        assertThat(SdkErrors.code(failure)).contains("ClientException");
        assertThat(SdkErrors.hasCode(failure, "Other", "ClientException")).isTrue();
        assertThat(SdkErrors.hasCode(failure, "Other")).isFalse();
        assertThat(SdkErrors.words(failure)).isEqualTo("TaskDefinition is inactive");
        assertThat(failure).hasCauseInstanceOf(EcsException.class);
    }

    @Test
    void what_did_not_come_from_a_service_has_neither_code_nor_words() {
        TargetException failure = SdkErrors.map(ApiCallTimeoutException.create(1), READ);

        assertThat(SdkErrors.code(failure)).isEmpty();
        assertThat(SdkErrors.words(failure)).isEmpty();
    }

    @Test
    void the_text_of_a_credentials_error_which_may_hold_a_session_token_does_not_travel_on() {
        TargetException failure = SdkErrors.map(
                answer(403, "SignatureDoesNotMatch", "The Canonical String was x-amz-security-token:IQoJsecret"), READ);

        assertThat(failure).hasMessageNotContaining("IQoJsecret").hasNoCause();
        assertThat(failure).hasMessageContaining("SignatureDoesNotMatch, HTTP 403");
    }

    @Test
    void long_words_of_a_service_are_cut() {
        TargetException failure = SdkErrors.map(answer(400, "ClientException", "x".repeat(5_000) + "\nmore"), READ);

        assertThat(failure.getMessage()).hasSizeLessThan(800).doesNotContain("more");
    }

    @ParameterizedTest
    @CsvSource({
        "400,ThrottlingException,The call is repeated more slowly",
        "500,ServerException,Nothing was changed; it may pass",
        "404,ResourceNotFoundException,'Check the name, the account and the region'",
        "409,ConflictException,Expected nobody else to change it",
        "400,ExpiredToken,Renew them or choose a profile",
        "400,InvalidParameterException,Expected a request that the service accepts"
    })
    void every_kind_says_what_to_do_next(int status, String code, String remedy) {
        assertThat(SdkErrors.map(answer(status, code, "words"), READ)).hasMessageContaining(remedy);
    }

    @Test
    void an_unknown_outcome_says_that_live_state_is_read() {
        assertThat(SdkErrors.map(answer(500, "ServerException", "words"), WRITE))
                .hasMessageContaining("Whether it took effect is not known; live state is read");
    }
}
