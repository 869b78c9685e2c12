package dev.rollback.aws.sdk;

import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/**
 * The one place where the SDK's exceptions become {@link TargetException}s, and where a target asks what a service said. Goes by error code and
 * status; {@code SdkException.retryable()} is false for nearly everything.
 */
public final class SdkErrors {

    private static final int MOST_OF_A_MESSAGE = 400;

    private SdkErrors() {}

    /** The service's error code, for example {@code ImageNotFoundException}; empty when the failure did not come from a service. */
    public static Optional<String> code(TargetException failure) {
        return failure.getCause() instanceof AwsServiceException e
                ? details(e).map(AwsErrorDetails::errorCode)
                : Optional.empty();
    }

    /** Whether the service answered with one of these error codes. */
    public static boolean hasCode(TargetException failure, String... codes) {
        return code(failure).filter(code -> List.of(codes).contains(code)).isPresent();
    }

    /** The service's own words; empty when the failure did not come from a service. */
    public static String words(TargetException failure) {
        return failure.getCause() instanceof AwsServiceException e ? words(e) : "";
    }

    /** A header of the service's answer; empty when there is none, or the failure did not come from a service. */
    public static Optional<String> header(TargetException failure, String name) {
        return failure.getCause() instanceof AwsServiceException e
                ? Optional.ofNullable(e.awsErrorDetails())
                        .map(AwsErrorDetails::sdkHttpResponse)
                        .flatMap(answer -> answer.firstMatchingHeader(name))
                : Optional.empty();
    }

    /** Turns a failed call into what it means for the engine. */
    static TargetException map(SdkException failure, Call call) {
        if (failure instanceof SdkServiceException answer) {
            return ofAnswer(answer, call);
        }
        return NoAnswer.map(failure, call);
    }

    private static TargetException ofAnswer(SdkServiceException answer, Call call) {
        String code = codeOf(answer);
        Kind kind = ErrorKinds.of(answer, code, call.write());
        String said = kind == Kind.CREDENTIALS ? "" : ": " + words(answer);
        String text = call.where() + " failed: " + headline(answer, code) + said + ". " + Remedies.of(kind, call);
        // The text of a signature error repeats the request with its session token: it must not travel on as a cause.
        return kind == Kind.CREDENTIALS ? TargetException.of(kind, text) : TargetException.of(kind, text, answer);
    }

    private static String headline(SdkServiceException answer, String code) {
        String request = answer.requestId() == null ? "" : ", request " + answer.requestId();
        return (code.isEmpty() ? "no error code" : code) + ", HTTP " + answer.statusCode() + request;
    }

    private static String codeOf(SdkServiceException answer) {
        return answer instanceof AwsServiceException e
                ? details(e).map(AwsErrorDetails::errorCode).orElse("")
                : "";
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .filter(details ->
                        details.errorCode() != null && !details.errorCode().isEmpty());
    }

    private static String words(SdkServiceException answer) {
        String all = answer instanceof AwsServiceException e && e.awsErrorDetails() != null
                ? e.awsErrorDetails().errorMessage()
                : answer.getMessage();
        String line = (all == null ? "" : all).lines().findFirst().orElse("no message");
        if (line.length() > MOST_OF_A_MESSAGE) {
            return line.substring(0, MOST_OF_A_MESSAGE) + "…";
        }
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }
}
