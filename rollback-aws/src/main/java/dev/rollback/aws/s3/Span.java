package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.Arn;
import java.nio.charset.StandardCharsets;

/**
 * Which keys of which bucket: all, those that begin with a prefix, or one.
 *
 * @param bucket the bare name
 * @param prefix what the keys begin with, taken literally as S3 does; the whole key if {@code exact}
 * @param exact whether it is that one key alone
 */
record Span(String bucket, String prefix, boolean exact) {

    private static final String DIRECTORY_BUCKET = "--x-s3";
    private static final int MOST_BYTES = 1024;

    static Span bucket(String bucket) {
        return new Span(name(bucket), "", false);
    }

    static Span prefix(String bucket, String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("The prefix in bucket " + bucket
                    + " is empty: expected what the keys begin with, such as assets/. For all keys write s3Bucket(\""
                    + bucket + "\").");
        }
        return new Span(name(bucket), checked(prefix, "prefix", bucket), false);
    }

    static Span object(String bucket, String key) {
        if (key.isEmpty()) {
            throw new IllegalArgumentException("The key in bucket " + bucket
                    + " is empty: expected the whole key of an object, such as index.html. Write it as a listing shows it,"
                    + " without a slash before it.");
        }
        return new Span(name(bucket), checked(key, "key", bucket), true);
    }

    private static String checked(String text, String part, String bucket) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MOST_BYTES) {
            throw new IllegalArgumentException("The " + part + " \"" + text.substring(0, 40) + "…\" in bucket " + bucket
                    + " has " + bytes + " bytes in UTF-8: expected at most " + MOST_BYTES
                    + ", which is S3's limit for keys. Check what it is put together from.");
        }
        return text;
    }

    private static String name(String bucket) {
        String name = Arn.looksLike(bucket) ? ofArn(Arn.parse(bucket)) : bucket;
        if (name.endsWith(DIRECTORY_BUCKET)) {
            throw new IllegalArgumentException("Bucket " + name
                    + " is a directory bucket: expected a general purpose bucket, because S3 Express One Zone keeps no"
                    + " versions to go back to. Roll it back by deploying the earlier release again.");
        }
        if (!name.matches("[a-zA-Z0-9][a-zA-Z0-9._-]{1,253}[a-zA-Z0-9]")) {
            throw new IllegalArgumentException("\"" + bucket
                    + "\" is not the name of a bucket: expected 3 to 255 letters, digits, dots and dashes, or"
                    + " arn:aws:s3:::NAME. Leave s3:// and any key out of it.");
        }
        return name;
    }

    private static String ofArn(Arn arn) {
        if (!arn.service().equals("s3")
                || arn.resource().contains("/")
                || arn.resource().contains(":")) {
            throw new IllegalArgumentException("\"" + arn
                    + "\" is not the ARN of a bucket: expected arn:aws:s3:::NAME. Access points and object ARNs are not"
                    + " taken; name the bucket behind them.");
        }
        return arn.resource();
    }

    boolean includes(String key) {
        return exact ? key.equals(prefix) : key.startsWith(prefix);
    }

    /** Whether it is a prefix that may go on within a name: {@code assets} takes {@code assets-old/a.js}, too. */
    boolean isOpenEnded() {
        return !exact && !prefix.isEmpty() && !prefix.endsWith("/");
    }

    /** The kind of target. */
    String kind() {
        if (exact) {
            return "s3-object";
        }
        return prefix.isEmpty() ? "s3-bucket" : "s3-prefix";
    }

    /** As people write it: {@code shop-frontend/assets/}. */
    String title() {
        return prefix.isEmpty() ? bucket : bucket + "/" + prefix;
    }

    /** For error messages. */
    @Override
    public String toString() {
        if (exact) {
            return "object " + prefix + " of bucket " + bucket;
        }
        return prefix.isEmpty() ? "bucket " + bucket : "prefix " + prefix + " of bucket " + bucket;
    }
}
