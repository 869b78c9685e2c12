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

    private static final List<Conflict> CONFLICTS = List.of(
            new Conflict(
                    "lambda:UpdateAlias",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Conflict(
                    "lambda:PutProvisionedConcurrencyConfig",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Conflict(
                    "lambda:PublishVersion",
                    409,
                    "ResourceConflictException",
                    "The operation cannot be performed at this time. An update is in progress for resource."),
            new Conflict(
                    "s3:CopyObject",
                    409,
                    "ConditionalRequestConflict",
                    "The conditional request cannot succeed due to a conflicting operation against this resource."),
            new Conflict(
                    "ecs:StopServiceDeployment",
                    400,
                    "ConflictException",
                    "The service deployment is in a state that does not allow it to be stopped."),
            new Conflict(
                    "ecs:RegisterTaskDefinition",
                    400,
                    "ClientException",
                    "Too many concurrent attempts to create a new revision of the specified family."),
            new Conflict("appconfig:StartDeployment", 409, "ConflictException", "Deployment number 1 already exists"),
            new Conflict(
                    "appconfig:StopDeployment",
                    409,
                    "ConflictException",
                    "The request could not be processed because of conflict in the current state of the resource."),
            new Conflict(
                    "appconfig:CreateHostedConfigurationVersion",
                    409,
                    "ConflictException",
                    "The latest version number is not the one given."),
            new Conflict(
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
            new Conflict(
                    "rds:RestoreDBInstanceFromDBSnapshot",
                    400,
                    "InvalidDBSnapshotState",
                    "The snapshot is not in available state: creating."),
            ofCluster("rds:CreateDBInstance"),
            ofCluster("rds:CreateDBClusterSnapshot"),
            ofCluster("rds:ModifyDBCluster"),
            ofCluster("rds:AddRoleToDBCluster"),
            new Conflict(
                    "rds:EnableHttpEndpoint",
                    400,
                    "InvalidResourceStateFault",
                    "The operation can't be performed because another operation is in progress."),
            ofCluster("rds:RestoreDBClusterToPointInTime"),
            new Conflict(
                    "rds:RestoreDBClusterFromSnapshot",
                    400,
                    "InvalidDBClusterSnapshotStateFault",
                    "The cluster snapshot is not in available state: creating."));

    /** For a change that meets an instance in the middle of another. */
    private static Conflict ofInstance(String operation) {
        return new Conflict(
                operation, 400, "InvalidDBInstanceState", "The instance is not in available state: modifying.");
    }

    private static Conflict ofCluster(String operation) {
        return new Conflict(
                operation, 400, "InvalidDBClusterStateFault", "The cluster is not in available state: modifying.");
    }

    private FaultShapes() {}

    private record Conflict(String operation, int status, String code, String message) {}

    static boolean hasConflict(String operation) {
        return CONFLICTS.stream().anyMatch(conflict -> conflict.operation().equals(operation));
    }

    static AwsServiceException throttled(AwsService service) {
        return switch (service.wire()) {
            case JSON -> error(service, 400, "ThrottlingException", "Rate exceeded");
            case REST_JSON -> error(service, 429, "TooManyRequestsException", "Rate Exceeded.");
            case QUERY -> error(service, 400, "Throttling", "Rate exceeded");
            case REST_XML -> error(service, 503, "SlowDown", "Please reduce your request rate.");
        };
    }

    static AwsServiceException serverError(AwsService service, int status) {
        return switch (service) {
            case ECS, ECR -> error(service, status, "ServerException", "Service Unavailable. Please try again later.");
            case LAMBDA -> error(service, status, "ServiceException", "An error occurred. Please try again.");
            case APPCONFIG -> error(service, status, "InternalServerException", "Internal Server Error");
            case S3 -> error(service, status, "InternalError", "We encountered an internal error. Please try again.");
            case CLOUDFRONT ->
                error(
                        service,
                        status,
                        "ServiceUnavailable",
                        "CloudFront encountered an internal error. Please try again.");
            default -> error(service, status, "InternalFailure", "The request failed for an unknown reason.");
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
        return CONFLICTS.stream()
                .filter(conflict -> conflict.operation().equals(operation))
                .map(conflict -> error(service, conflict.status(), conflict.code(), conflict.message()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(operation + " has no error for a conflict."));
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
