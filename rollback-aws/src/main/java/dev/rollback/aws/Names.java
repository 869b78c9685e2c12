package dev.rollback.aws;

import dev.rollback.aws.sdk.Arn;

/** Refuses malformed names where they are given. */
final class Names {

    private Names() {}

    static String region(String region) {
        if (!region.matches("[a-z]+(-[a-z]+)+-\\d+")) {
            throw new IllegalArgumentException(
                    "\"" + region + "\" is not a region: expected one such as eu-west-1. Write its code.");
        }
        return region;
    }

    static String account(String id) {
        if (!id.matches("\\d{12}")) {
            throw new IllegalArgumentException("\"" + id
                    + "\" is not an account id: expected 12 digits such as 123456789012. Write it without dashes.");
        }
        return id;
    }

    static Arn role(String text) {
        Arn arn = Arn.parse(text);
        if (!arn.service().equals("iam")
                || !arn.resource().startsWith("role/")
                || arn.account().isEmpty()) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is not a role: expected arn:aws:iam::123456789012:role/name. Copy it from the role's page.");
        }
        return arn;
    }
}
