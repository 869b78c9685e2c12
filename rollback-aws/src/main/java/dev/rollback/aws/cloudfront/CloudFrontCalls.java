package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.aws.sdk.SdkService;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import java.util.Optional;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.Distribution;

/** All calls to CloudFront about one distribution. */
final class CloudFrontCalls {

    /** AWS writes {@code Completed}; some that answer in its place write it in capitals. */
    private static final String COMPLETED = "Completed";

    private final DistributionName name;
    private final SdkService<CloudFrontClient> cloudFront;

    CloudFrontCalls(AwsScope scope, DistributionName name) {
        this.name = name;
        this.cloudFront = scope.service("cloudfront", CloudFrontClient.class).about(name.toString());
    }

    /** The distribution; empty when there is none of that id in this account. */
    Optional<Distribution> distribution(Look look) {
        try {
            return Optional.of(cloudFront.read(
                    look,
                    "GetDistribution",
                    client -> client.getDistribution(ask -> ask.id(name.id())).distribution()));
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Asks for an invalidation, and answers its id. The same reference with the same paths answers the one that it already made. */
    String invalidate(Attempt attempt, Batch batch, String reference) {
        return cloudFront.write(
                attempt,
                "CreateInvalidation",
                client -> client.createInvalidation(ask -> ask.distributionId(name.id())
                                .invalidationBatch(said -> said.callerReference(reference)
                                        .paths(paths -> paths.quantity(
                                                        batch.paths().size())
                                                .items(batch.paths()))))
                        .invalidation()
                        .id());
    }

    /** Whether every edge location has carried an invalidation out. One that does not show yet has not. */
    boolean isCompleted(Look look, String invalidation) {
        try {
            return cloudFront.read(
                    look,
                    "GetInvalidation",
                    client -> COMPLETED.equalsIgnoreCase(client.getInvalidation(
                                    ask -> ask.distributionId(name.id()).id(invalidation))
                            .invalidation()
                            .status()));
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "NoSuchInvalidation")) {
                return false;
            }
            throw e;
        }
    }
}
