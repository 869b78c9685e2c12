package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import dev.rollback.target.PastChange;
import dev.rollback.target.Progress;
import dev.rollback.target.Target;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * All objects of a versioned bucket, those below a prefix, or one object, rolled back by putting earlier versions on top. No version of data is ever deleted:
 * what is brought back is copied, also where only a delete marker lies on it, and what did not exist is covered by a marker.
 *
 * <p><b>Versions.</b> A state of a bucket or prefix is named by a time ({@code asOf(instant)}, {@code exactly("2026-11-20T08:39:59Z")}, whole seconds, what was
 * stored in that second counts in) or by a captured {@link #manifest}. {@code previous()} is the state before the last burst of writes; how long it had been
 * unchanged is its evidence, and a state that a burst of older content rolled away from is {@code SUSPECT}. A version of one object is its version id.
 *
 * <p><b>Rolling back.</b> The keys are listed once in a preview, once to apply and once to compare, in memory that does not grow with their number. Only what
 * differs is written, each key on condition that what was found is still on top: a key that somebody else writes meanwhile is left to them and named. Assets come
 * first, then entry points (by default {@code *.html} and {@code *.htm}), then the step serves; what the wanted state does not have is removed a grace
 * later, so that pages in caches find what they refer to. Everything done is in the ledger of the step, and taking the change back puts each key back to what was
 * found.
 *
 * <p><b>Not rolled back</b>, because S3 keeps no versions of it: bucket policy, lifecycle, CORS and website configuration, tags and ACLs that were changed
 * without a new version; nor what caches and CDNs hold.
 *
 * <p>A prefix is taken literally: {@code assets} takes {@code assets-old/a.js} as well, {@code assets/} does not.
 *
 * <p>Immutable and thread-safe. Made by {@code AwsTargets.s3Bucket(bucket)}, {@code s3Prefix(bucket, prefix)} and {@code s3Object(bucket, key)}.
 */
public final class S3Objects implements Target {

    private final Parts parts;

    /** Where a manifest is read from, as often as it is needed. */
    @FunctionalInterface
    public interface ManifestSource {
        /** Opens it at its beginning; closed by whoever asked. */
        InputStream open() throws IOException;
    }

    private S3Objects(Parts parts) {
        this.parts = parts;
    }

    /**
     * All objects of a bucket.
     *
     * @param bucket name or ARN
     * @throws IllegalArgumentException when it is malformed, or a directory bucket, which keeps no versions
     */
    public static S3Objects bucket(AwsScope scope, String bucket) {
        return new S3Objects(new Parts(scope, Span.bucket(bucket), Settings.DEFAULT));
    }

    /**
     * The objects whose keys begin with a prefix.
     *
     * @throws IllegalArgumentException when a name is malformed or empty, or the bucket a directory bucket
     */
    public static S3Objects prefix(AwsScope scope, String bucket, String prefix) {
        return new S3Objects(new Parts(scope, Span.prefix(bucket, prefix), Settings.DEFAULT));
    }

    /**
     * One object.
     *
     * @throws IllegalArgumentException when a name is malformed or empty, or the bucket a directory bucket
     */
    public static S3Objects object(AwsScope scope, String bucket, String key) {
        return new S3Objects(new Parts(scope, Span.object(bucket, key), Settings.DEFAULT));
    }

    private S3Objects with(Settings settings) {
        return new S3Objects(parts.with(settings));
    }

    /**
     * Removes what is not wanted any more so long after users get the wanted state. 10 minutes unless said otherwise; zero removes at once.
     *
     * @throws IllegalArgumentException when the time is negative or more than a day
     */
    public S3Objects removeAfter(Duration grace) {
        return with(parts.settings().removeAfter(grace, parts.span()));
    }

    /**
     * Counts the grace from when a step has settled that makes caches let go, an invalidation, instead of from serving. While that step has not settled, nothing
     * is removed.
     *
     * @param step the name of the step in the plan, which has to come after this one
     * @throws IllegalArgumentException when the name is empty
     */
    public S3Objects removeOnceInvalidated(String step) {
        return with(parts.settings().invalidatedBy(step, parts.span()));
    }

    /**
     * Copies keys of these patterns last, when all that they refer to is in place; {@code *.html} and {@code *.htm} unless said otherwise. {@code *} stands for
     * any letters. A pattern is held against what follows the last slash of a key, or against the whole key if it has a slash itself. None at all: no order.
     *
     * @throws IllegalArgumentException when a pattern is empty
     */
    public S3Objects entryPoints(String... patterns) {
        return with(parts.settings().entryPoints(new EntryPoints(List.of(patterns))));
    }

    /**
     * Works on so many keys at once; 64 unless said otherwise. The engine goes slower by itself when S3 asks for it.
     *
     * @throws IllegalArgumentException when it is not 1 to {@value Attempt#MOST_AT_ONCE}
     */
    public S3Objects atOnce(int keys) {
        return with(parts.settings().atOnce(keys, parts.span()));
    }

    /**
     * Restores archived versions first and waits for that: minutes to two days, by tier and class. Without it, archived versions are a finding.
     *
     * @param tier how fast and how dear; {@code Expedited} does not work for {@code DEEP_ARCHIVE}
     */
    public S3Objects restoringArchived(Tier tier) {
        return with(parts.settings().restoring(Objects.requireNonNull(tier, "tier")));
    }

    /** Knows a captured state: {@code exactly("manifest")} goes to it, as does {@code exactly("manifest:<sha256 of its text>")}. */
    public S3Objects manifest(Path file) {
        return with(parts.settings().manifest(Manifest.in(file)));
    }

    /**
     * Knows a captured state that is kept elsewhere.
     *
     * @param name for messages
     */
    public S3Objects manifest(String name, ManifestSource source) {
        return with(parts.settings().manifest(new Manifest(name, source)));
    }

    /**
     * An action that captures the state at its beginning into a file, for example before a deployment: {@code plan.run("capture", site.capture(file))}. Writes the
     * file and nothing else; it is there once it is whole. The step's fact {@code manifest} is the id of the version.
     */
    public Action capture(Path file) {
        return new ManifestCapture(parts, file);
    }

    @Override
    public TargetId id() {
        return parts.scope().target(parts.span().kind(), parts.span().title());
    }

    @Override
    public String name() {
        return parts.span().title();
    }

    /** Of a bucket or prefix: that it is there and in this region; it is not listed. Of an object: its version. */
    @Override
    public Version current(Look look) {
        Instant now = parts.checkPlace(look);
        return parts.span().exact() ? new ObjectHistory(parts, look).current(now) : Live.at(now);
    }

    @Override
    public Stream<Version> history(Look look) {
        return parts.span().exact()
                ? new ObjectHistory(parts, look).versions()
                : new BurstHistory(parts, look).versions();
    }

    /** Of a bucket or prefix: that time, unseen. */
    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        return parts.span().exact()
                ? Target.super.versionAt(at, look).or(() -> new ObjectHistory(parts, look).at(at))
                : Optional.of(named(at));
    }

    private static Version named(Instant at) {
        String id = Instants.whole(at).toString();
        return Version.of(id, id, Tenure.unknown("named by its time, so it was not looked up"));
    }

    /** Of a bucket or prefix: the present second by S3's clock; what is stored from the next one on comes after it. Of an object: its version. */
    @Override
    public Version capture(Look look) {
        Version now = current(look);
        return Live.lookedAt(now)
                .filter(at -> !parts.span().exact())
                .map(S3Objects::named)
                .orElse(now);
    }

    /** That lifecycle rules delete versions that were replaced. */
    @Override
    public List<Finding> perils(Version version, Look look) {
        return new BucketChecks(parts, look).lifecycle(null);
    }

    /** Of a bucket or prefix a second: S3 tells times in whole ones. An object has versions. */
    @Override
    public Duration grain() {
        return parts.span().exact() ? Duration.ZERO : Duration.ofSeconds(1);
    }

    /** A time, a captured state, or of an object a version id. */
    @Override
    public Optional<Version> version(String id, Look look) {
        Manifest manifest = parts.settings().manifest();
        if (manifest != null && (id.equals(Manifest.AT_HAND) || id.startsWith(Manifest.ID))) {
            Version captured = manifest.version(parts.span());
            return Optional.of(captured)
                    .filter(version ->
                            id.equals(Manifest.AT_HAND) || version.id().equals(id));
        }
        Optional<Instant> at = Instants.parse(id);
        return at.isPresent()
                ? versionAt(at.get(), look)
                : parts.span().exact()
                        ? Target.super.version(id, look).or(() -> new ObjectHistory(parts, look).named(id))
                        : Optional.empty();
    }

    /** Of a bucket or prefix: each burst of writes as one. Lists all entries once; what lifecycle rules removed since is not among them. */
    @Override
    public Stream<PastChange> changes(Look look) {
        return parts.span().exact()
                ? Target.super.changes(look)
                : Stream.of(look).flatMap(one -> new BurstHistory(parts, one).changes().stream());
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

    /** Lists the keys and counts those at either end. */
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
