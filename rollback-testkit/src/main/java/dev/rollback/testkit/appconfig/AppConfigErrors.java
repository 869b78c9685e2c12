package dev.rollback.testkit.appconfig;

import dev.rollback.testkit.account.AwsErrors;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.appconfig.model.BadRequestException;
import software.amazon.awssdk.services.appconfig.model.BadRequestReason;
import software.amazon.awssdk.services.appconfig.model.ConflictException;
import software.amazon.awssdk.services.appconfig.model.InvalidConfigurationDetail;
import software.amazon.awssdk.services.appconfig.model.PayloadTooLargeException;
import software.amazon.awssdk.services.appconfig.model.ResourceNotFoundException;

/** AppConfig's refusals with their codes and statuses, as in the service's model. The words are our own. */
final class AppConfigErrors {
    private static final float KILOBYTE = 1024;

    private AppConfigErrors() {}

    static AwsServiceException badRequest(String message) {
        return error(BadRequestException.builder(), 400, "BadRequestException", message);
    }

    /** A value of the wrong form is refused before the service looks at it. */
    static AwsServiceException malformed(String member, String value, String constraint) {
        return badRequest("1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must satisfy " + constraint);
    }

    static AwsServiceException invalidConfiguration(String message, List<InvalidConfigurationDetail> details) {
        BadRequestException.Builder builder = BadRequestException.builder()
                .reason(BadRequestReason.INVALID_CONFIGURATION)
                .details(all -> all.invalidConfiguration(details));
        return error(builder, 400, "BadRequestException", message);
    }

    static AwsServiceException notFound(String kind, String id) {
        return error(
                ResourceNotFoundException.builder(),
                404,
                "ResourceNotFoundException",
                "Resource not found: " + kind + " with id " + id);
    }

    static AwsServiceException conflict(String message) {
        return error(ConflictException.builder(), 409, "ConflictException", message);
    }

    static AwsServiceException tooLarge(int bytes, int most) {
        PayloadTooLargeException.Builder builder = PayloadTooLargeException.builder()
                .measure("KILOBYTES")
                .size(bytes / KILOBYTE)
                .limit(most / KILOBYTE);
        return error(builder, 413, "PayloadTooLargeException", "The configuration size is too large.");
    }

    private static AwsServiceException error(
            AwsServiceException.Builder builder, int status, String code, String message) {
        return AwsErrors.error(builder, status, code, message, "AppConfig");
    }
}
