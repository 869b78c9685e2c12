package dev.rollback.testkit.ecr;

import dev.rollback.testkit.account.AwsErrors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The errors of the image registry, all of status 400. */
final class EcrErrors {
    private static final String SERVICE = "Ecr";

    private EcrErrors() {}

    static AwsServiceException repositoryNotFound(@Nullable String repository, String registryId) {
        return AwsErrors.badRequest(
                RepositoryNotFoundException.builder(),
                "RepositoryNotFoundException",
                "The repository with name '" + repository + "' does not exist in the registry with id '" + registryId
                        + "'",
                SERVICE);
    }

    static AwsServiceException repositoryExists(String repository, String registryId) {
        return AwsErrors.badRequest(
                RepositoryAlreadyExistsException.builder(),
                "RepositoryAlreadyExistsException",
                "The repository with name '" + repository + "' already exists in the registry with id '" + registryId
                        + "'",
                SERVICE);
    }

    static AwsServiceException noLifecyclePolicy(String repository, String registryId) {
        return AwsErrors.badRequest(
                LifecyclePolicyNotFoundException.builder(),
                "LifecyclePolicyNotFoundException",
                "Lifecycle policy does not exist for the repository with name '" + repository
                        + "' in the registry with id '" + registryId + "'",
                SERVICE);
    }

    static AwsServiceException imageNotFound(ImageIdentifier id, String repository, String registryId) {
        return AwsErrors.badRequest(
                ImageNotFoundException.builder(),
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'" + id.imageDigest() + "', imageTag:'" + id.imageTag()
                        + "'} does not exist within the repository with name '" + repository
                        + "' in the registry with id '" + registryId + "'",
                SERVICE);
    }

    static AwsServiceException imageExists(String digest, String tag, String repository) {
        return AwsErrors.badRequest(
                ImageAlreadyExistsException.builder(),
                "ImageAlreadyExistsException",
                "Image with digest '" + digest + "' and tag '" + tag + "' already exists in the repository with name '"
                        + repository + "'",
                SERVICE);
    }

    static AwsServiceException tagIsImmutable(String tag, String repository) {
        return AwsErrors.badRequest(
                ImageTagAlreadyExistsException.builder(),
                "ImageTagAlreadyExistsException",
                "The image tag '" + tag + "' already exists in the '" + repository
                        + "' repository and cannot be overwritten because the tag is immutable.",
                SERVICE);
    }

    static AwsServiceException digestDoesNotMatch(String digest) {
        return AwsErrors.badRequest(
                ImageDigestDoesNotMatchException.builder(),
                "ImageDigestDoesNotMatchException",
                "The specified image digest '" + digest + "' does not match the digest of the manifest",
                SERVICE);
    }

    static AwsServiceException invalid(String message) {
        return AwsErrors.badRequest(InvalidParameterException.builder(), "InvalidParameterException", message, SERVICE);
    }
}
