package dev.rollback.examples;

import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.aws.s3.S3Objects;
import dev.rollback.target.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The objects of a bucket below a prefix.
 *
 * @param prefix what their keys begin with; empty for all of them
 * @param at the instant to bring them back to; null for what was before the last release
 */
record WantedSite(String bucket, String prefix, @Nullable Instant at) implements Wanted {

    /** An instant follows the last {@code @}, unless a slash does: that one belongs to the prefix. */
    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.{0,1024}?))?(?:@([^@/]*))?");

    static Optional<Wanted> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? of(matcher.group(1), matcher.group(2) == null ? "" : matcher.group(2), matcher.group(3))
                : Optional.empty();
    }

    private static Optional<Wanted> of(String bucket, String prefix, @Nullable String instant) {
        try {
            return Optional.of(new WantedSite(bucket, prefix, instant == null ? null : Instant.parse(instant)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** With a scheme, because a cluster and a service could be called like a bucket and a prefix. */
    @Override
    public String step() {
        return "s3://" + bucket + "/" + prefix;
    }

    @Override
    public Optional<VersionSelector> version() {
        return Optional.ofNullable(at).map(VersionSelector::asOf);
    }

    @Override
    public Target target(AwsTargets aws, Terms terms) {
        S3Objects objects = prefix.isEmpty() ? aws.s3Bucket(bucket) : aws.s3Prefix(bucket, prefix);
        return terms.removeAfter() == null ? objects : objects.removeAfter(terms.removeAfter());
    }

    @Override
    public String toString() {
        return Kind.S3.prefix() + bucket + "/" + prefix + (at == null ? "" : "@" + at);
    }
}
