package dev.rollback.testkit.s3;

import dev.rollback.testkit.account.AwsErrors;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.s3.model.InvalidObjectStateException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The errors of S3, with the codes on its wire: none of them ends in "Exception". */
final class S3Errors {
    private S3Errors() {}

    private static AwsServiceException error(int status, String code, String message) {
        return AwsErrors.error(S3Exception.builder(), status, code, message, "S3");
    }

    static AwsServiceException noSuchBucket() {
        return AwsErrors.error(
                NoSuchBucketException.builder(), 404, "NoSuchBucket", "The specified bucket does not exist", "S3");
    }

    /** A redirect without a body, as HeadBucket has it; the SDK follows none. */
    static AwsServiceException elsewhere(String region) {
        AwsErrorDetails details = AwsErrorDetails.builder()
                .serviceName("S3")
                .sdkHttpResponse(SdkHttpResponse.builder()
                        .statusCode(301)
                        .putHeader("x-amz-bucket-region", region)
                        .build())
                .build();
        return S3Exception.builder().statusCode(301).awsErrorDetails(details).build();
    }

    static AwsServiceException bucketExists() {
        return error(
                409,
                "BucketAlreadyOwnedByYou",
                "Your previous request to create the named bucket succeeded and you" + " already own it.");
    }

    static AwsServiceException noSuchKey() {
        return AwsErrors.error(
                NoSuchKeyException.builder(), 404, "NoSuchKey", "The specified key does not exist.", "S3");
    }

    static AwsServiceException noSuchVersion() {
        return error(404, "NoSuchVersion", "The specified version does not exist.");
    }

    static AwsServiceException noSuchUpload() {
        return AwsErrors.error(
                NoSuchUploadException.builder(),
                404,
                "NoSuchUpload",
                "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or"
                        + " completed.",
                "S3");
    }

    static AwsServiceException isMarker() {
        return error(405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
    }

    static AwsServiceException preconditionFailed() {
        return error(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
    }

    static AwsServiceException archived() {
        return AwsErrors.error(
                InvalidObjectStateException.builder(),
                403,
                "InvalidObjectState",
                "The operation is not valid for the object's storage class",
                "S3");
    }

    static AwsServiceException restoreInProgress() {
        return error(409, "RestoreAlreadyInProgress", "Object restore is already in progress");
    }

    static AwsServiceException expeditedUnavailable() {
        return error(
                503,
                "GlacierExpeditedRetrievalNotAvailable",
                "Glacier expedited retrievals are currently not available, please try again later");
    }

    static AwsServiceException denied() {
        return error(403, "AccessDenied", "Access Denied");
    }

    static AwsServiceException protectedByLock() {
        return error(403, "AccessDenied", "Access Denied because object protected by object lock.");
    }

    static AwsServiceException keyUnusable(String key) {
        return error(400, "KMS.DisabledException", key + " is disabled.");
    }

    static AwsServiceException tooLarge() {
        return error(
                400,
                "InvalidRequest",
                "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120");
    }

    static AwsServiceException ontoItself() {
        return error(
                400,
                "InvalidRequest",
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's"
                        + " metadata, storage class, website redirect location or encryption attributes.");
    }

    static AwsServiceException noLock() {
        return error(
                404,
                "ObjectLockConfigurationNotFoundError",
                "Object Lock configuration does not exist for this bucket");
    }

    static AwsServiceException noLifecycle() {
        return error(404, "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist");
    }

    static AwsServiceException noOwnership() {
        return error(404, "OwnershipControlsNotFoundError", "The bucket ownership controls were not found");
    }

    static AwsServiceException aclNotSupported() {
        return error(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
    }

    static AwsServiceException malformed() {
        return error(
                400,
                "MalformedXML",
                "The XML you provided was not well-formed or did not validate against our published schema");
    }

    static AwsServiceException invalidArgument(String message) {
        return error(400, "InvalidArgument", message);
    }

    static AwsServiceException invalidPart() {
        return error(
                400,
                "InvalidPart",
                "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified"
                        + " entity tag may not match the part's entity tag.");
    }

    static AwsServiceException notOnDirectoryBuckets() {
        return error(501, "NotImplemented", "A header you provided implies functionality that is not implemented");
    }
}
