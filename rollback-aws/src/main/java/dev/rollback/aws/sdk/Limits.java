package dev.rollback.aws.sdk;

import dev.rollback.target.RemoteCall.Limit;
import java.util.List;

/**
 * What services allow, as their documentation says: Amazon ECS API reference "Request throttling", Lambda developer guide "Quotas", CloudTrail API
 * reference "LookupEvents". CloudFront documents none and is known to throttle after the first few calls. Where nothing is known, a rate that no service minds.
 */
final class Limits {

    private static final Bucket UNDOCUMENTED = new Bucket("", "", 20, 10, List.of());

    /** The first that fits counts; a bucket without operations takes what is left of its service. */
    private static final List<Bucket> DOCUMENTED = List.of(
            new Bucket("ecs", "service-reads", 100, 20, List.of("DescribeServices", "ListServices")),
            new Bucket("ecs", "service-writes", 50, 5, List.of("UpdateService")),
            new Bucket(
                    "ecs",
                    "deployment-reads",
                    50,
                    20,
                    List.of("DescribeServiceDeployments", "ListServiceDeployments", "DescribeServiceRevisions")),
            new Bucket("ecs", "definition-reads", 50, 20, List.of("DescribeTaskDefinition", "ListTaskDefinitions")),
            new Bucket(
                    "ecs", "definition-writes", 20, 1, List.of("RegisterTaskDefinition", "DeregisterTaskDefinition")),
            new Bucket("lambda", "get-function", 100, 100, List.of("GetFunction")),
            new Bucket("lambda", "get-policy", 15, 15, List.of("GetPolicy")),
            new Bucket("lambda", "control", 15, 15, List.of()),
            new Bucket(
                    "s3",
                    "writes",
                    3_500,
                    3_500,
                    List.of(
                            "CopyObject",
                            "DeleteObjects",
                            "CreateMultipartUpload",
                            "UploadPartCopy",
                            "CompleteMultipartUpload",
                            "RestoreObject")),
            new Bucket("s3", "reads", 5_500, 5_500, List.of()),
            new Bucket("cloudtrail", "lookup", 2, 2, List.of("LookupEvents")),
            new Bucket("cloudfront", "", 5, 1, List.of()));

    private Limits() {}

    private record Bucket(String service, String name, int burst, double perSecond, List<String> operations) {

        boolean takes(String prefix, String operation) {
            return service.equals(prefix) && (operations.isEmpty() || operations.contains(operation));
        }
    }

    private static Bucket bucket(String prefix, String operation) {
        for (Bucket one : DOCUMENTED) {
            if (one.takes(prefix, operation)) {
                return one;
            }
        }
        return UNDOCUMENTED;
    }

    /** The limit that an operation draws on; {@code place} is account and region, which have limits of their own. */
    static Limit of(String place, String prefix, String operation) {
        Bucket bucket = bucket(prefix, operation);
        String key = place + "/" + prefix + (bucket.name().isEmpty() ? "" : "/" + bucket.name());
        return new Limit(key, bucket.burst(), bucket.perSecond());
    }
}
