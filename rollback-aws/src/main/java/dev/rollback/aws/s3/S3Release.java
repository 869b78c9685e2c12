package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * What users get of a bucket, below one prefix, brought to the content of a release kept below another: {@code live/} to {@code releases/v1.2.2/}. Everything
 * that differs is copied on top, what the release does not have is covered by a delete marker, and no version of data is ever deleted.
 *
 * <p><b>Versions.</b> Each folder of the release prefix is a release, and {@code exactly("releases/v1.2.2/")} or {@code exactly("v1.2.2")} names one. If objects
 * lie directly in the release prefix, it is the only release itself. Which one users get, and got before, is found by comparing content: the states of the live
 * prefix between bursts of writes to it with all releases. When a release was uploaded proves nothing; one that was never live is unproven. At most 100 releases
 * are compared.
 *
 * <p><b>Content</b> is compared by name, size and ETag, never by time. Where an ETag is no digest of the bytes, for uploads in parts and keys of KMS, checksums
 * are asked for before anything is copied. An object of the same bytes stays as it is, also where its headers or tags differ from the release's.
 *
 * <p><b>Rolling back</b> goes in the order of {@link S3Objects}: assets, then entry points, then the step serves; a grace later what the release does not have is
 * removed. Each key is written on condition that what was found is still on top. A release that has fewer objects than when the change was planned removes
 * nothing. Taking the change back puts each key back to what was found.
 *
 * <p>The bucket needs versioning, because without it what is overwritten is lost.
 *
 * <p>Immutable and thread-safe. Made by {@code AwsTargets.s3Release(bucket, releasePrefix, livePrefix)}.
 */
public final class S3Release implements Target {

    private final Parts parts;
    private final Releases releases;

    private S3Release(Parts parts) {
        this.parts = parts;
        this.releases = Objects.requireNonNull(parts.releases());
    }

    /**
     * The live prefix of a bucket and its releases.
     *
     * @param bucket name or ARN
     * @param releasePrefix the folder whose folders are releases, or one release; ends with a slash
     * @param livePrefix what users get; ends with a slash
     * @throws IllegalArgumentException when a name is malformed, the prefixes overlap, or one does not end with a slash
     */
    public static S3Release of(AwsScope scope, String bucket, String releasePrefix, String livePrefix) {
        Span live = Span.prefix(bucket, livePrefix);
        return new S3Release(new Parts(scope, live, Settings.DEFAULT, Releases.of(live, releasePrefix)));
    }

    private S3Release with(Settings settings) {
        return new S3Release(parts.with(settings));
    }

    /**
     * Removes what the release does not have so long after users get it. 10 minutes unless said otherwise; zero removes at once.
     *
     * @throws IllegalArgumentException when the time is negative or more than a day
     */
    public S3Release removeAfter(Duration grace) {
        return with(parts.settings().removeAfter(grace, parts.span()));
    }

    /**
     * Counts the grace from when a step has settled that makes caches let go, an invalidation, instead of from serving. While that step has not settled, nothing
     * is removed.
     *
     * @param step the name of the step in the plan, which has to come after this one
     * @throws IllegalArgumentException when the name is empty
     */
    public S3Release removeOnceInvalidated(String step) {
        return with(parts.settings().invalidatedBy(step, parts.span()));
    }

    /**
     * Copies keys of these patterns last, as {@link S3Objects#entryPoints} does; {@code *.html} and {@code *.htm} unless said otherwise.
     *
     * @throws IllegalArgumentException when a pattern is empty
     */
    public S3Release entryPoints(String... patterns) {
        return with(parts.settings().entryPoints(new EntryPoints(List.of(patterns))));
    }

    /**
     * Works on so many keys at once; 64 unless said otherwise.
     *
     * @throws IllegalArgumentException when it is not 1 to {@value Attempt#MOST_AT_ONCE}
     */
    public S3Release atOnce(int keys) {
        return with(parts.settings().atOnce(keys, parts.span()));
    }

    /**
     * Restores archived objects of the release first and waits for that: minutes to two days, by tier and class. Without it they are a finding.
     *
     * @param tier how fast and how dear; {@code Expedited} does not work for {@code DEEP_ARCHIVE}
     */
    public S3Release restoringArchived(Tier tier) {
        return with(parts.settings().restoring(Objects.requireNonNull(tier, "tier")));
    }

    @Override
    public TargetId id() {
        return parts.scope().target("s3-release", parts.span().title());
    }

    @Override
    public String name() {
        return parts.span().title();
    }

    /**
     * The release that users get, found by listing the live prefix and all releases; {@code live} if it is none of them, or not it alone.
     *
     * @throws TargetException of kind {@code MISSING} when the bucket is not there, {@code INVALID} when it is in another region or there are more than 100
     *     releases, {@code TRANSIENT} when the time did not suffice
     */
    @Override
    public Version current(Look look) {
        Instant now = parts.checkPlace(look);
        return new ReleaseHistory(parts, look).current(now);
    }

    /** What users got, the newest first, then the releases that they never got. */
    @Override
    public Stream<Version> history(Look look) {
        return new ReleaseHistory(parts, look).versions();
    }

    /** A release by its prefix, {@code releases/v1.2.2/}, or by its name, {@code v1.2.2}; empty if there is no object in it. */
    @Override
    public Optional<Version> version(String id, Look look) {
        return releases.named(id).flatMap(prefix -> new ReleaseHistory(parts, look).version(prefix));
    }

    /** That lifecycle rules delete objects of the release. */
    @Override
    public List<Finding> perils(Version version, Look look) {
        return new BucketChecks(parts, look).lifecycle(null);
    }

    @Override
    public Assessment check(Change change, Look look) {
        return new Check(parts, change, look).assess();
    }

    /** Whether the bucket is there and versioned; its keys are not listed again, because what was written since the preview is left alone when the run meets it. */
    @Override
    public List<Finding> recheck(Change change, Look look) {
        return new BucketChecks(parts, look).versioning();
    }

    /**
     * {@inheritDoc}
     *
     * @throws TargetException of a passing kind when S3 is away or there are no credentials; what was done by then is in the ledger
     */
    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        return new Reconciliation(parts, change, attempt).step();
    }

    /** Lists both prefixes and counts the keys at either end. */
    @Override
    public Located locate(Change change, Look look) {
        return new Locating(parts, change, look).locate();
    }

    /** Long enough for the grace of removals. */
    @Override
    public Duration patience() {
        return Target.super.patience().plus(parts.settings().removeAfter().multipliedBy(2));
    }
}
