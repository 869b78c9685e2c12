package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.Arn;

/**
 * Which distribution.
 *
 * @param id as CloudFront writes it, for example {@code E1234567890ABC}
 */
record DistributionName(String id) {

    private static final String ID = "[A-Z][A-Z0-9]{1,31}";
    private static final String PREFIX = "distribution/";

    static DistributionName of(String idOrArn) {
        return new DistributionName(Arn.looksLike(idOrArn) ? idOf(Arn.parse(idOrArn)) : checked(idOrArn));
    }

    private static String idOf(Arn arn) {
        if (!arn.service().equals("cloudfront") || !arn.resource().startsWith(PREFIX)) {
            throw new IllegalArgumentException("\"" + arn + "\" is not the ARN of a CloudFront distribution: expected"
                    + " arn:aws:cloudfront::ACCOUNT:distribution/ID. Copy it from the distribution's page.");
        }
        return checked(arn.resource().substring(PREFIX.length()));
    }

    private static String checked(String id) {
        if (!id.matches(ID)) {
            throw new IllegalArgumentException(
                    "\"" + id + "\" is not the id of a CloudFront distribution: expected capitals and digits such as"
                            + " E1234567890ABC, or a whole ARN. Copy it from the distribution's page; a domain name does not"
                            + " name it.");
        }
        return id;
    }

    /** What follows the account in its ARN. */
    String resource() {
        return PREFIX + id;
    }

    @Override
    public String toString() {
        return "distribution " + id;
    }
}
