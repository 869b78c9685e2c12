package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.lambda.model.InvalidParameterValueException;
import software.amazon.awssdk.services.lambda.model.LambdaException;
import software.amazon.awssdk.services.lambda.model.PreconditionFailedException;
import software.amazon.awssdk.services.lambda.model.ProvisionedConcurrencyConfigNotFoundException;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;

/** Lambda's refusals with their statuses, as in the service's model. */
final class LambdaErrors {
    private LambdaErrors() {}

    static AwsServiceException functionNotFound(String arn) {
        return notFound("Function not found: " + arn);
    }

    static AwsServiceException notFound(String message) {
        return error(ResourceNotFoundException.builder(), 404, "ResourceNotFoundException", message);
    }

    static AwsServiceException noProvisionedConcurrency() {
        return error(
                ProvisionedConcurrencyConfigNotFoundException.builder(),
                404,
                "ProvisionedConcurrencyConfigNotFoundException",
                "No Provisioned Concurrency Config found for this function");
    }

    static AwsServiceException conflict(String message) {
        return error(ResourceConflictException.builder(), 409, "ResourceConflictException", message);
    }

    static AwsServiceException stale() {
        return error(
                PreconditionFailedException.builder(),
                412,
                "PreconditionFailedException",
                "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to"
                        + " retrieve the latest Revision Id");
    }

    static AwsServiceException invalid(String message) {
        return error(InvalidParameterValueException.builder(), 400, "InvalidParameterValueException", message);
    }

    /** A value of the wrong form is refused before the service looks at it, with a code that is not modelled. */
    static AwsServiceException malformed(String member, String value, String pattern) {
        String message = "1 validation error detected: Value '" + value + "' at '" + member
                + "' failed to satisfy constraint: Member must satisfy regular expression pattern: " + pattern;
        return error(LambdaException.builder(), 400, "ValidationException", message);
    }

    static AwsServiceException denied(String message) {
        return error(LambdaException.builder(), 403, "AccessDeniedException", message);
    }

    private static AwsServiceException error(
            AwsServiceException.Builder builder, int status, String code, String message) {
        return AwsErrors.error(builder, status, code, message, "Lambda");
    }
}
