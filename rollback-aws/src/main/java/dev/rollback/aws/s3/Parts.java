package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Look;
import dev.rollback.target.TargetException;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What all the work on one target shares. Immutable, but for what it foresees.
 *
 * @param scope where it is
 * @param span which keys
 * @param settings how it goes about it
 * @param calls how it calls S3
 * @param foreseen how much the last preview found to do
 * @param releases where the wanted content comes from; null if from earlier versions of the same keys
 */
record Parts(
        AwsScope scope,
        Span span,
        Settings settings,
        S3Calls calls,
        Foreseen foreseen,
        @Nullable Releases releases) {

    Parts(AwsScope scope, Span span, Settings settings) {
        this(scope, span, settings, null);
    }

    Parts(AwsScope scope, Span span, Settings settings, @Nullable Releases releases) {
        this(scope, span, settings, new S3Calls(scope, span.bucket()), new Foreseen(), releases);
    }

    Parts with(Settings other) {
        return new Parts(scope, span, other, calls, new Foreseen(), releases);
    }

    /**
     * Makes sure that the bucket is there, and in this region.
     *
     * @return what time it is there
     * @throws TargetException of kind {@code MISSING} when it is not there, of kind {@code INVALID} when it is elsewhere
     */
    Instant checkPlace(Look look) {
        Whereabouts found = whereabouts(look);
        String region = found.region().orElse(scope.region());
        if (!region.equals(scope.region())) {
            throw TargetException.invalid("Bucket " + span.bucket() + " is in " + region + " and this target in "
                    + scope.region() + ": expected one region. Write aws.in(\"" + region + "\") for it.");
        }
        return found.now();
    }

    private Whereabouts whereabouts(Look look) {
        try {
            return calls.whereabouts(look);
        } catch (TargetException e) {
            if (e.kind() == TargetException.Kind.MISSING) {
                throw TargetException.of(
                        TargetException.Kind.MISSING,
                        "Bucket " + span.bucket() + " was not found from " + scope.region()
                                + ": expected a bucket of that name. Check the name and the account.",
                        e);
            }
            throw e;
        }
    }

    Pages pages(Look look) {
        return (prefix, from, most) -> calls.versions(look, prefix, from, most);
    }

    /** What is wanted of each key for a version, from the place on that a listing has reached. */
    Wanted wanted(Version version, ManifestReader.Place place, Look look) {
        if (releases != null) {
            return releases.wanted(pages(look), span, version.id(), place.after());
        }
        if (version.id().startsWith(Manifest.ID)) {
            return manifest(version).read(span, place);
        }
        return Instants.parse(version.id()).map(Wanted::at).orElseGet(() -> Wanted.version(version.id()));
    }

    /** The time that a version is named by; empty if it is named otherwise. */
    static Optional<Instant> instant(Version version) {
        return Instants.parse(version.id());
    }

    private Manifest manifest(Version version) {
        Manifest manifest = settings.manifest();
        if (manifest == null) {
            throw TargetException.invalid(version.id() + " of " + span
                    + " is a captured state, and this target was given none: expected its manifest. Name it with"
                    + " manifest(…).");
        }
        return manifest;
    }

    /**
     * Makes sure that a manifest is the one that the version was named by.
     *
     * @throws TargetException of kind {@code INVALID} when it is another
     */
    void checkManifest(Version version) {
        if (version.id().startsWith(Manifest.ID)) {
            String atHand = manifest(version).id();
            if (!atHand.equals(version.id())) {
                throw TargetException.invalid(manifest(version) + " of " + span + " is " + atHand + ": expected "
                        + version.id() + ". Give the unchanged text, or plan the change again.");
            }
        }
    }

    /** The objects, as policies name them. */
    String objectsArn() {
        return objectsArn(span.prefix() + (span.exact() ? "" : "*"));
    }

    String objectsArn(String keys) {
        return bucketArn() + "/" + keys;
    }

    String bucketArn() {
        return "arn:" + scope.partition() + ":s3:::" + span.bucket();
    }
}
