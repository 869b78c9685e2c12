package dev.rollback.testkit.cloudfront;

import dev.rollback.testkit.account.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudfront.model.BatchTooLargeException;
import software.amazon.awssdk.services.cloudfront.model.CloudFrontException;
import software.amazon.awssdk.services.cloudfront.model.InconsistentQuantitiesException;
import software.amazon.awssdk.services.cloudfront.model.InvalidArgumentException;
import software.amazon.awssdk.services.cloudfront.model.MissingBodyException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchDistributionException;
import software.amazon.awssdk.services.cloudfront.model.NoSuchInvalidationException;
import software.amazon.awssdk.services.cloudfront.model.TooManyInvalidationsInProgressException;

/** The errors of CloudFront. Codes on the wire have no "Exception". */
final class CloudFrontErrors {
    private static final String SERVICE = "CloudFront";

    private CloudFrontErrors() {}

    static AwsServiceException noSuchDistribution() {
        return error(
                NoSuchDistributionException.builder(),
                404,
                "NoSuchDistribution",
                "The specified distribution does not exist.");
    }

    static AwsServiceException noSuchInvalidation() {
        return error(
                NoSuchInvalidationException.builder(),
                404,
                "NoSuchInvalidation",
                "The specified invalidation does not exist.");
    }

    static AwsServiceException missingBody() {
        return error(
                MissingBodyException.builder(),
                400,
                "MissingBody",
                "This operation requires a body. Ensure it is set.");
    }

    static AwsServiceException inconsistentQuantities() {
        return error(
                InconsistentQuantitiesException.builder(),
                400,
                "InconsistentQuantities",
                "The value of Quantity and the size of Items don't match.");
    }

    static AwsServiceException invalidArgument(String message) {
        return error(InvalidArgumentException.builder(), 400, "InvalidArgument", message);
    }

    static AwsServiceException invalidPaths() {
        return invalidArgument("Your request contains one or more invalid invalidation paths.");
    }

    static AwsServiceException batchTooLarge() {
        return error(
                BatchTooLargeException.builder(), 413, "BatchTooLarge", "Invalidation batch specified is too large.");
    }

    /** Not modelled by the SDK. */
    static AwsServiceException batchAlreadyExists() {
        return error(
                CloudFrontException.builder(),
                400,
                "InvalidationBatchAlreadyExists",
                "The caller reference that you used has already been used with different invalidation paths.");
    }

    static AwsServiceException tooManyInProgress(String kind) {
        return error(
                TooManyInvalidationsInProgressException.builder(),
                400,
                "TooManyInvalidationsInProgress",
                "Processing your request will cause you to exceed the maximum number of in-progress " + kind + ".");
    }

    private static AwsServiceException error(
            AwsServiceException.Builder builder, int status, String code, String message) {
        return AwsErrors.error(builder, status, code, message, SERVICE);
    }
}
