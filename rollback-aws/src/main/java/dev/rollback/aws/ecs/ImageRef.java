package dev.rollback.aws.ecs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An image as a container definition names it, taken apart. Immutable.
 *
 * @param repository registry and repository, for example {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com/checkout}
 * @param tag the tag, if one is written
 * @param digest the digest, if one is written
 */
record ImageRef(
        String repository, @Nullable String tag, @Nullable String digest) {

    private static final Pattern ECR =
            Pattern.compile("(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.[a-z.]+/(.+)");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");

    /** Where ECR keeps a repository. */
    record Ecr(String account, String region, String repository) {
        String arn() {
            return "arn:aws:ecr:" + region + ":" + account + ":repository/" + repository;
        }
    }

    static ImageRef parse(String image) {
        int at = image.indexOf('@');
        String named = at < 0 ? image : image.substring(0, at);
        String digest = at < 0 ? null : image.substring(at + 1);
        int colon = named.indexOf(':', named.lastIndexOf('/') + 1);
        return colon < 0
                ? new ImageRef(named, null, digest)
                : new ImageRef(named.substring(0, colon), named.substring(colon + 1), digest);
    }

    /** Whether a text has the form of a digest. */
    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    /** Where it is in ECR; empty if it is kept elsewhere. */
    Optional<Ecr> ecr() {
        Matcher matcher = ECR.matcher(repository);
        return matcher.matches()
                ? Optional.of(new Ecr(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    /** Whether the image may change under this name: no digest is written. */
    boolean isMovable() {
        return digest == null;
    }

    /** The tag as written, or what a registry takes in its place. */
    String tagOrLatest() {
        return tag == null ? "latest" : tag;
    }

    /** The same repository, independent of tags. */
    String pinned(String toDigest) {
        return repository + "@" + toDigest;
    }
}
