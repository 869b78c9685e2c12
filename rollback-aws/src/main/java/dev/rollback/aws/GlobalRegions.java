package dev.rollback.aws;

import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.RegionMetadata;

/** The region by whose name CloudFront and its like are signed for, in each partition. AWS General Reference, "Amazon CloudFront endpoints and quotas". */
final class GlobalRegions {

    private GlobalRegions() {}

    /**
     * The region for the partition that a region is of.
     *
     * @throws IllegalArgumentException when that partition does not have the service
     */
    static String of(String region) {
        return switch (partition(Region.of(region)).id()) {
            case "aws" -> "us-east-1";
            case "aws-cn" -> "cn-northwest-1";
            case "aws-us-gov" ->
                throw new IllegalArgumentException(
                        "CloudFront is not offered in AWS GovCloud (US), and these targets are in "
                                + region
                                + ": expected targets of the account outside of GovCloud that owns the distribution. Make"
                                + " others for it, with AwsTargets.of(\"us-east-1\", its credentials).");
            default -> region;
        };
    }

    /** Pseudo regions such as {@code aws-cn-global} are told by their metadata alone, new regions by the form of their name. */
    private static PartitionMetadata partition(Region region) {
        RegionMetadata known = region.metadata();
        return known == null ? PartitionMetadata.of(region) : known.partition();
    }
}
