package dev.rollback.aws.s3;

import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;

/**
 * Where releases are kept: one below each folder of a prefix, or one directly in it.
 *
 * @param bucket the bare name of the bucket
 * @param prefix ends with a slash
 */
record Releases(String bucket, String prefix) {

    /** Fact of a version: how many objects the release had. */
    static final String KEYS = "keys";

    private static final String SLASH = "/";

    /**
     * Checks that neither prefix is within the other.
     *
     * @param live the prefix that users get
     * @throws IllegalArgumentException when they overlap, or one does not end with a slash
     */
    static Releases of(Span live, String prefix) {
        Span releases = Span.prefix(live.bucket(), prefix);
        for (Span span : List.of(live, releases)) {
            if (!span.prefix().endsWith(SLASH)) {
                throw new IllegalArgumentException("The prefix \"" + span.prefix() + "\" in bucket " + span.bucket()
                        + " does not end with a slash: expected that of a folder, such as live/, because what follows"
                        + " it has to be the same in a release and in what users get. Write \"" + span.prefix()
                        + "/\".");
            }
        }
        if (prefix.startsWith(live.prefix()) || live.prefix().startsWith(prefix)) {
            throw new IllegalArgumentException(
                    "The prefixes \"" + prefix + "\" and \"" + live.prefix() + "\" in bucket "
                            + live.bucket()
                            + " overlap: expected releases and what users get apart from each other, because"
                            + " a rollback would write into releases. Keep them beside each other, such as releases/ and live/.");
        }
        return new Releases(live.bucket(), prefix);
    }

    /**
     * The prefixes of the releases there are, by name: the folders of the prefix, or the prefix itself if objects lie directly in it.
     *
     * @param most so many at most
     * @throws TargetException of kind {@code INVALID} when there are more
     */
    List<String> all(S3Calls calls, Look look, int most) {
        List<String> found = new ArrayList<>();
        String token = null;
        do {
            ListObjectsV2Response page = calls.objects(look, prefix, SLASH, token);
            if (page.contents().stream().anyMatch(object -> !object.key().equals(prefix))) {
                return List.of(prefix);
            }
            page.commonPrefixes().forEach(folder -> found.add(folder.prefix()));
            if (found.size() > most) {
                throw TargetException.invalid("There are more than " + most + " releases below " + prefix
                        + " of bucket " + bucket + ": expected no more, because each is compared with what users get."
                        + " Name one with exactly(\"" + prefix + "NAME/\"), or keep fewer.");
            }
            token = Boolean.TRUE.equals(page.isTruncated()) ? page.nextContinuationToken() : null;
        } while (token != null);
        return found;
    }

    /** The prefix of the release that is meant by its prefix or its name; empty if it cannot be one of these. */
    Optional<String> named(String id) {
        String whole = id.endsWith(SLASH) ? id : id + SLASH;
        if (whole.equals(prefix)) {
            return Optional.of(whole);
        }
        String name = whole.startsWith(prefix) ? whole.substring(prefix.length()) : whole;
        return name.indexOf(SLASH) == name.length() - 1 && name.length() > 1
                ? Optional.of(prefix + name)
                : Optional.empty();
    }

    Wanted wanted(Pages pages, Span live, String release, @Nullable String after) {
        String from = after == null ? null : after.substring(live.prefix().length());
        return new ReleaseReader(live, new ReleaseCursor(pages, Span.prefix(bucket, release), from));
    }

    /** Whether a release has fewer objects than when the change was planned: what is gone from it must not be removed from what users get. */
    boolean hasShrunk(Version release, long keys) {
        return keys < planned(release);
    }

    private static long planned(Version release) {
        return Optional.ofNullable(release.facts().get(KEYS))
                .map(Long::parseLong)
                .orElse(1L);
    }

    String shrunk(Version release, Span live, long keys) {
        return "Release " + release.id() + " of bucket " + bucket + " has " + Telling.keys(keys) + " now: expected at"
                + " least the " + planned(release) + " of when the change was planned. Nothing was removed from " + live
                + ". Upload the release again, or choose another.";
    }
}
