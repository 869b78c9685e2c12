package dev.rollback.testkit;

import dev.rollback.testkit.account.AwsErrors;
import java.lang.reflect.InvocationTargetException;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;

/** The exceptions that the real clients throw for a fault, each in the shape of its service. */
final class FaultShapes {

    /** Capitals in a row, but for the one that begins the next word. */
    private static final Pattern ACRONYM = Pattern.compile("[A-Z]{2,}(?=[A-Z][a-z]|$)");

    private static final List<Refusal> CONFLICTS = List.of(
            new Refusal(
                    "lambda:UpdateAlias",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Refusal(
                    "lambda:PutProvisionedConcurrencyConfig",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Refusal(
                    "lambda:PublishVersion",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Refusal(
                    "s3:CopyObject",
                    409,
                    "ConditionalRequestConflict",
                    "The conditional request cannot succeed due to a conflicting operation against this resource."),
            new Refusal(
                    "ecs:StopServiceDeployment",
                    400,
                    "ConflictException",
                    "The service deployment is in a state that does not allow it to be stopped."),
            new Refusal(
                    "ecs:RegisterTaskDefinition",
                    400,
                    "ClientException",
                    "Too many concurrent attempts to create a new revision of the specified family."),
            new Refusal("appconfig:StartDeployment", 409, "ConflictException", "Deployment number 1 already exists"),
            new Refusal(
                    "appconfig:StopDeployment",
                    409,
                    "ConflictException",
                    "The request could not be processed because of conflict in the current state of the resource."),
            new Refusal(
                    "appconfig:CreateHostedConfigurationVersion",
                    409,
                    "ConflictException",
                    "The latest version number is not the one given."),
            new Refusal(
                    "cloudfront:CreateInvalidation",
                    400,
                    "TooManyInvalidationsInProgress",
                    "Processing your request will cause you to exceed the maximum number of in-progress"
                            + " invalidations."),
            ofInstance("rds:CreateDBSnapshot"),
            ofInstance("rds:ModifyDBInstance"),
            ofInstance("rds:RebootDBInstance"),
            ofInstance("rds:AddRoleToDBInstance"),
            ofInstance("rds:RestoreDBInstanceToPointInTime"),
            new Refusal(
                    "rds:RestoreDBInstanceFromDBSnapshot",
                    400,
                    "InvalidDBSnapshotState",
                    "The snapshot is not in available state: creating."),
            ofCluster("rds:CreateDBInstance"),
            ofCluster("rds:CreateDBClusterSnapshot"),
            ofCluster("rds:ModifyDBCluster"),
            ofCluster("rds:AddRoleToDBCluster"),
            new Refusal(
                    "rds:EnableHttpEndpoint",
                    400,
                    "InvalidResourceStateFault",
                    "The operation can't be performed because another operation is in progress."),
            ofCluster("rds:RestoreDBClusterToPointInTime"),
            new Refusal(
                    "rds:RestoreDBClusterFromSnapshot",
                    400,
                    "InvalidDBClusterSnapshotStateFault",
                    "The cluster snapshot is not in available state: creating."));

    /** For a change that meets an instance in the middle of another. */
    private static Refusal ofInstance(String operation) {
        return new Refusal(
                operation, 400, "InvalidDBInstanceState", "The instance is not in available state: modifying.");
    }

    private static Refusal ofCluster(String operation) {
        return new Refusal(
                operation, 400, "InvalidDBClusterStateFault", "The cluster is not in available state: modifying.");
    }

    private static final String NO_INSTANCE = "InsufficientDBInstanceCapacity";
    private static final String NO_CLUSTER = "InsufficientDBClusterCapacityFault";
    private static final List<Refusal> CAPACITY = List.of(
            noRoom("rds:CreateDBInstance", 400, NO_INSTANCE),
            noRoom("rds:RestoreDBInstanceFromDBSnapshot", 400, NO_INSTANCE),
            noRoom("rds:RestoreDBInstanceToPointInTime", 400, NO_INSTANCE),
            noRoom("rds:RestoreDBClusterFromSnapshot", 403, NO_CLUSTER),
            noRoom("rds:RestoreDBClusterToPointInTime", 403, NO_CLUSTER));

    private static Refusal noRoom(String operation, int status, String code) {
        return new Refusal(
                operation, status, code, "The specified class isn't available in the specified Availability Zone.");
    }

    private FaultShapes() {}

    private record Refusal(String operation, int status, String code, String message) {}

    static boolean hasConflict(String operation) {
        return CONFLICTS.stream().anyMatch(refusal -> refusal.operation().equals(operation));
    }

    /** Whether the operation itself is refused where there is no room. */
    static boolean hasCapacity(String operation) {
        return CAPACITY.stream().anyMatch(refusal -> refusal.operation().equals(operation));
    }

    static AwsServiceException throttled(AwsService service) {
        return switch (service.wire()) {
            case JSON -> error(service, 400, "ThrottlingException", "Rate exceeded");
            case REST_JSON -> error(service, 429, "TooManyRequestsException", "Rate Exceeded.");
            case QUERY -> error(service, 400, "Throttling", "Rate exceeded");
            case REST_XML -> error(service, 503, "SlowDown", "Please reduce your request rate.");
        };
    }

    static AwsServiceException serverError(AwsService service) {
        return switch (service) {
            case ECS, ECR -> error(service, 500, "ServerException", "Service Unavailable. Please try again later.");
            case LAMBDA -> error(service, 500, "ServiceException", "An error occurred. Please try again.");
            case APPCONFIG -> error(service, 500, "InternalServerException", "Internal Server Error");
            case S3 -> error(service, 500, "InternalError", "We encountered an internal error. Please try again.");
            case CLOUDFRONT ->
                error(
                        service,
                        503,
                        "ServiceUnavailable",
                        "CloudFront encountered an internal error. Please try again.");
            default -> error(service, 500, "InternalFailure", "The request failed for an unknown reason.");
        };
    }

    static AwsServiceException denied(AwsService service, String operation) {
        String message = "User: arn:aws:sts::123456789012:assumed-role/rollback/session is not authorized to perform: "
                + operation + " because no identity-based policy allows the " + operation + " action";
        return switch (service.wire()) {
            case JSON -> error(service, 400, "AccessDeniedException", message);
            case REST_JSON -> error(service, 403, "AccessDeniedException", message);
            case QUERY, REST_XML -> error(service, 403, "AccessDenied", message);
        };
    }

    static AwsServiceException expired(AwsService service) {
        String message = "The security token included in the request is expired";
        return switch (service.wire()) {
            case JSON -> error(service, 400, "ExpiredTokenException", message);
            case REST_JSON -> error(service, 403, "ExpiredTokenException", message);
            case QUERY -> error(service, 403, "ExpiredToken", message);
            case REST_XML -> error(service, 400, "ExpiredToken", "The provided token has expired.");
        };
    }

    static AwsServiceException conflict(AwsService service, String operation) {
        return refused(service, operation, CONFLICTS);
    }

    static AwsServiceException capacity(AwsService service, String operation) {
        return refused(service, operation, CAPACITY);
    }

    private static AwsServiceException refused(AwsService service, String operation, List<Refusal> refusals) {
        return refusals.stream()
                .filter(refusal -> refusal.operation().equals(operation))
                .map(refusal -> error(service, refusal.status(), refusal.code(), refusal.message()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation + " has no error for this fault."));
    }

    /** The caller's clock is too far off. */
    static AwsServiceException skewed(AwsService service) {
        String message = "Signature expired or not yet current: the time of the request is more than 5 min. off.";
        return switch (service.wire()) {
            case JSON -> error(service, 400, "InvalidSignatureException", message);
            case REST_JSON -> error(service, 403, "InvalidSignatureException", message);
            case QUERY -> error(service, 403, "SignatureDoesNotMatch", message);
            case REST_XML ->
                error(
                        service,
                        403,
                        "RequestTimeTooSkewed",
                        "The difference between the request time and the current time is too large.");
        };
    }

    static ApiCallAttemptTimeoutException timeout(Duration after) {
        return ApiCallAttemptTimeoutException.create(after.toMillis());
    }

    static SdkClientException reset() {
        return SdkClientException.builder()
                .message("Unable to execute HTTP request: Connection reset")
                .cause(new SocketException("Connection reset"))
                .build();
    }

    private static AwsServiceException error(AwsService service, int status, String code, String message) {
        return AwsErrors.error(builder(service, code), status, code, message, service.sdkName());
    }

    /** As the SDK does it: the exception modelled for the code, else the service's base class. */
    private static AwsServiceException.Builder builder(AwsService service, String code) {
        try {
            return builder(service.models() + javaName(code));
        } catch (ClassNotFoundException notModelled) {
            return base(service);
        }
    }

    /** How the SDK names the class for a code: "Exception" in the place of "Fault" and at the end, and {@code DB} written {@code Db}. */
    private static String javaName(String code) {
        String stem = code.replaceFirst("(Fault|Exception)$", "");
        return ACRONYM.matcher(stem)
                        .replaceAll(found -> found.group().charAt(0)
                                + found.group().substring(1).toLowerCase(Locale.ROOT))
                + "Exception";
    }

    private static AwsServiceException.Builder base(AwsService service) {
        try {
            return builder(service.models() + service.sdkName() + "Exception");
        } catch (ClassNotFoundException e) {
            return AwsServiceException.builder();
        }
    }

    private static AwsServiceException.Builder builder(String exception) throws ClassNotFoundException {
        try {
            Object builder = Class.forName(exception).getMethod("builder").invoke(null);
            return (AwsServiceException.Builder) builder;
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(exception + " has no public builder(): not an exception of the SDK.", e);
        }
    }
}
