package dev.rollback.aws.sdk;

import dev.rollback.target.TargetException.Kind;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkServiceException;

/** Which error of a service means what. Codes are those on the wire; most services do not model their throttling and access errors. */
final class ErrorKinds {

    private static final List<String> THROTTLING = List.of(
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "ProvisionedThroughputExceededException",
            "RequestLimitExceeded",
            "BandwidthLimitExceeded",
            "SlowDown",
            "EC2ThrottledException",
            "KMSThrottling",
            "Throttled");

    private static final List<String> CREDENTIALS = List.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "RequestExpired",
            "TokenRefreshRequired",
            "InvalidToken",
            "InvalidClientTokenId",
            "InvalidAccessKeyId",
            "UnrecognizedClientException",
            "AuthFailure",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException",
            "SignatureDoesNotMatch",
            "InvalidSignatureException",
            "IncompleteSignature",
            "IncompleteSignatureException",
            "RequestTimeTooSkewed");

    private static final List<String> DENIED = List.of(
            "AccessDenied",
            "AccessDeniedException",
            "AccessDeniedFault",
            "UnauthorizedOperation",
            "UnauthorizedException",
            "NotAuthorized",
            "OptInRequired",
            "KMSAccessDenied",
            "KMSAccessDeniedException");

    private static final List<String> PASSING = List.of(
            "InternalError",
            "InternalFailure",
            "InternalServerError",
            "ServerException",
            "ServiceException",
            "ServiceUnavailable",
            "ServiceUnavailableException",
            "RequestTimeout",
            "RequestTimeoutException",
            "PriorRequestNotComplete");

    private static final List<String> NOT_OFFERED = List.of(
            "UnknownOperation", "UnknownOperationException", "InvalidAction", "NotImplemented", "UnsupportedOperation");

    private static final List<String> CONFLICT = List.of(
            "UpdateInProgressException",
            "ResourceInUseException",
            "ConcurrentModificationException",
            "PreconditionFailed",
            "TransactionInProgressException");

    private ErrorKinds() {}

    static Kind of(SdkServiceException answer, String code, boolean write) {
        if (answer.isThrottlingException() || answer.statusCode() == 429 || THROTTLING.contains(code)) {
            return Kind.THROTTLED;
        }
        if (CREDENTIALS.contains(code)) {
            return Kind.CREDENTIALS;
        }
        if (DENIED.contains(code)) {
            return Kind.DENIED;
        }
        if (NOT_OFFERED.contains(code) || answer.statusCode() == 501) {
            return Kind.INVALID;
        }
        if (answer.statusCode() >= 500 || PASSING.contains(code)) {
            return write ? Kind.UNKNOWN_OUTCOME : Kind.TRANSIENT;
        }
        return ofRefusal(answer.statusCode(), code);
    }

    private static Kind ofRefusal(int status, String code) {
        if (status == 404 || code.contains("NotFound") || code.startsWith("NoSuch")) {
            return Kind.MISSING;
        }
        if (status == 409 || status == 412 || code.contains("Conflict") || CONFLICT.contains(code)) {
            return Kind.CONFLICT;
        }
        return status == 401 || status == 403 ? Kind.DENIED : Kind.INVALID;
    }
}
