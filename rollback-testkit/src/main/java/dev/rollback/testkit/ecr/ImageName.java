package dev.rollback.testkit.ecr;

import org.jspecify.annotations.Nullable;

/**
 * An image as a container definition names it, taken apart: {@code host/repository:tag@digest}.
 *
 * <p>A digest wins over a tag, as in a pull; with neither the tag is {@code latest}.
 */
record ImageName(
        String host,
        String repository,
        String tag,
        @Nullable String digest) {
    static ImageName parse(String image) {
        int at = image.indexOf('@');
        String digest = at < 0 ? null : image.substring(at + 1);
        String named = at < 0 ? image : image.substring(0, at);
        int slash = named.indexOf('/');
        int colon = named.lastIndexOf(':');
        boolean tagged = colon > named.lastIndexOf('/');
        String path = tagged ? named.substring(0, colon) : named;
        String tag = tagged ? named.substring(colon + 1) : "latest";
        return new ImageName(slash < 0 ? "" : named.substring(0, slash), path.substring(slash + 1), tag, digest);
    }
}
