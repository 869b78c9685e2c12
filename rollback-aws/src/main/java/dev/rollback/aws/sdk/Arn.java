package dev.rollback.aws.sdk;

/**
 * An Amazon resource name in its parts. Immutable. Region and account are empty where the service leaves them out.
 *
 * @param partition for example {@code aws}
 * @param service for example {@code lambda}
 * @param region for example {@code eu-west-1}
 * @param account 12 digits
 * @param resource all that follows, for example {@code function:search-indexer}
 */
public record Arn(String partition, String service, String region, String account, String resource) {

    private static final int PARTS = 6;

    /** Whether a text is meant to be an ARN. */
    public static boolean looksLike(String text) {
        return text.startsWith("arn:");
    }

    /**
     * Reads an ARN.
     *
     * @throws IllegalArgumentException when the text is not one
     */
    public static Arn parse(String text) {
        String[] parts = text.split(":", PARTS);
        if (parts.length < PARTS || !parts[0].equals("arn") || parts[1].isEmpty() || parts[2].isEmpty()) {
            throw malformed(text, "arn:partition:service:region:account:resource");
        }
        if (!parts[4].matches("(\\d{12})?") || parts[5].isEmpty()) {
            throw malformed(text, "12 digits for the account and a resource after it");
        }
        return new Arn(parts[1], parts[2], parts[3], parts[4], parts[5]);
    }

    private static IllegalArgumentException malformed(String text, String expected) {
        return new IllegalArgumentException(
                "\"" + text + "\" is not an ARN: expected " + expected + ". Copy it from the console or the CLI.");
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
