package dev.rollback.aws.s3;

import dev.rollback.aws.s3.KeyCopy.Found;
import dev.rollback.aws.s3.KeyCopy.Source;
import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetException.Kind;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.Grant;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectOwnership;
import software.amazon.awssdk.services.s3.model.Tier;

/**
 * Copies one version onto a key: a look at the source, because a copy drops its class, encryption, redirect, lock and grants, and one CopyObject on
 * condition that what was found is still on top. For one call of the target; its methods may be used by all threads of {@link Attempt#forEach}.
 */
final class Copier {

    private static final long LARGEST_COPY = 5L * 1024 * 1024 * 1024;

    /** How long a restored copy is kept readable: longer than any run. */
    private static final int RESTORED_DAYS = 2;

    private final S3Calls calls;
    private final Attempt attempt;
    private final Optional<Tier> restoring;
    private final PartCopier parts;
    private @Nullable Boolean grantsCount;

    /**
     * A copier for one call.
     *
     * @param restoring how archived versions are restored first; empty when they are not
     */
    Copier(S3Calls calls, Attempt attempt, Optional<Tier> restoring) {
        this.calls = calls;
        this.attempt = attempt;
        this.restoring = restoring;
        this.parts = new PartCopier(calls, attempt);
    }

    /**
     * Copies.
     *
     * @throws TargetException when a call failed in a way that says nothing of the key; the same again is harmless
     */
    Brought copy(KeyCopy wanted) {
        HeadObjectResponse source;
        try {
            source = calls.head(attempt, wanted.source().key(), wanted.source().versionId());
        } catch (TargetException e) {
            if (e.kind() == Kind.MISSING) {
                return Brought.unreadable("version " + wanted.source().versionId() + " is gone");
            }
            return answered(wanted, e);
        }
        try {
            Optional<Brought> notReady = notReady(wanted.source(), source);
            return notReady.isPresent() ? notReady.get() : copy(wanted, source);
        } catch (TargetException e) {
            return answered(wanted, e);
        }
    }

    private Brought copy(KeyCopy wanted, HeadObjectResponse source) {
        if (KeyCopy.sameTag(wanted.source().etag(), wanted.found().etag()) && isServed(wanted, source)) {
            return Brought.already(String.valueOf(wanted.found().versionId()));
        }
        if (mayBeSame(wanted, source) && hasSameBytes(wanted, source)) {
            return Brought.already(String.valueOf(wanted.found().versionId()));
        }
        List<Grant> grants = grantsCount()
                ? calls.grants(attempt, wanted.source().key(), wanted.source().versionId())
                : List.of();
        CopyRequests requests =
                new CopyRequests(calls.bucket(), wanted, readable(wanted, source), grants, attempt.now());
        if (source.contentLength() > LARGEST_COPY) {
            Optional<Brought> before = completedBefore(wanted);
            return before.isPresent() ? before.get() : parts.copy(wanted, source, requests);
        }
        String versionId = calls.copy(attempt, requests.copy()).versionId();
        return Brought.written(versionId == null ? "" : versionId);
    }

    /** An upload that is not open any more was completed, unless somebody aborted it; the answer was lost. */
    private Optional<Brought> completedBefore(KeyCopy wanted) {
        if (!parts.isOver(wanted.key())) {
            return Optional.empty();
        }
        HeadObjectResponse top = calls.head(attempt, wanted.key(), null);
        return isSame(wanted, top) ? Optional.of(Brought.already(String.valueOf(top.versionId()))) : Optional.empty();
    }

    /** Aborts uploads that were begun and not completed; answers what stays open, in words. */
    List<String> abandon() {
        return parts.abandon();
    }

    /** What comes from an archive goes where what it replaces is kept, or in S3's standard class, so that users can read it. */
    private HeadObjectResponse readable(KeyCopy wanted, HeadObjectResponse source) {
        if (!Archived.isArchive(source.storageClassAsString())) {
            return source;
        }
        String replaced = wanted.found().isLive()
                ? calls.head(attempt, wanted.key(), null).storageClassAsString()
                : null;
        return source.toBuilder()
                .storageClass(Archived.isArchive(replaced) ? null : replaced)
                .build();
    }

    /** Whether users get the very same already, of a version that was stored later; then nothing needs to be written. */
    private boolean isServed(KeyCopy wanted, HeadObjectResponse source) {
        HeadObjectResponse top = calls.head(attempt, wanted.key(), null);
        return Objects.equals(top.versionId(), wanted.found().versionId()) && Likeness.isServedAlike(source, top);
    }

    /** Whether what is on top may hold the bytes of another key though its tag is another: put together of parts, or encrypted with a key of KMS. */
    private static boolean mayBeSame(KeyCopy wanted, HeadObjectResponse source) {
        Found found = wanted.found();
        String etag = found.etag();
        boolean tagsTell = etag != null
                && KeyCopy.isDigest(etag)
                && KeyCopy.isDigest(wanted.source().etag())
                && source.ssekmsKeyId() == null;
        return etag != null && !tagsTell && found.size() == wanted.source().size();
    }

    private boolean hasSameBytes(KeyCopy wanted, HeadObjectResponse source) {
        HeadObjectResponse top = calls.headWithChecksum(attempt, wanted.key(), null);
        return Objects.equals(top.versionId(), wanted.found().versionId())
                && Likeness.isServedAlike(source, top)
                && Checksums.same(
                        calls.headWithChecksum(
                                attempt, wanted.source().key(), wanted.source().versionId()),
                        top);
    }

    /** Whether objects have grants of their own; asked once a call. */
    private synchronized boolean grantsCount() {
        Boolean known = grantsCount;
        if (known == null) {
            known = calls.ownership(attempt)
                    .filter(ownership -> ownership == ObjectOwnership.BUCKET_OWNER_ENFORCED)
                    .isEmpty();
            grantsCount = known;
        }
        return known;
    }

    private Optional<Brought> notReady(Source wanted, HeadObjectResponse source) {
        if (!Archived.isArchived(source) || Archived.isRestored(source)) {
            return Optional.empty();
        }
        if (Archived.isRestoring(source)) {
            return Optional.of(Brought.restoring(Archived.where(source)));
        }
        if (restoring.isEmpty()) {
            return Optional.of(Brought.unreadable("version " + wanted.versionId() + " is archived in "
                    + Archived.where(source) + ": expected one that can be read. Allow restoringArchived(tier)."));
        }
        restore(wanted, restoring.get());
        return Optional.of(Brought.restoring(Archived.where(source)));
    }

    private void restore(Source wanted, Tier tier) {
        try {
            calls.restore(attempt, wanted.key(), wanted.versionId(), tier, RESTORED_DAYS);
        } catch (TargetException e) {
            if (!SdkErrors.hasCode(e, "RestoreAlreadyInProgress")) {
                throw e;
            }
        }
    }

    /** What S3 refused, in terms of the key. */
    private Brought answered(KeyCopy wanted, TargetException refusal) {
        if (SdkErrors.hasCode(refusal, "PreconditionFailed")
                || (wanted.found().isLive() && SdkErrors.hasCode(refusal, "NoSuchKey"))) {
            return afterDoubt(wanted, refusal);
        }
        if (SdkErrors.hasCode(refusal, "NoSuchKey", "NoSuchVersion")) {
            return Brought.unreadable("version " + wanted.source().versionId() + " is gone");
        }
        if (SdkErrors.hasCode(refusal, "InvalidObjectState")) {
            return Brought.unreadable("version " + wanted.source().versionId() + " is archived");
        }
        boolean byKey =
                SdkErrors.code(refusal).filter(code -> code.startsWith("KMS.")).isPresent();
        if (byKey
                || (refusal.kind() == Kind.INVALID && !SdkErrors.words(refusal).isEmpty())) {
            return Brought.unreadable("version " + wanted.source().versionId() + ": " + SdkErrors.words(refusal));
        }
        throw refusal;
    }

    /** Something else is on top by now: our own copy whose answer was lost, or somebody else's doing. */
    private Brought afterDoubt(KeyCopy wanted, TargetException refusal) {
        HeadObjectResponse top;
        try {
            top = calls.head(attempt, wanted.key(), null);
        } catch (TargetException e) {
            if (e.kind() == Kind.MISSING) {
                return gone(wanted, refusal);
            }
            throw e;
        }
        return isSame(wanted, top)
                ? Brought.already(top.versionId() == null ? "" : top.versionId())
                : Brought.conflict("somebody wrote version " + top.versionId() + " at " + top.lastModified());
    }

    /** Nothing is on top. For a source on the same key a 404 may also mean that the version to copy is gone. */
    private Brought gone(KeyCopy wanted, TargetException refusal) {
        return SdkErrors.hasCode(refusal, "NoSuchKey") && !wanted.found().isLive()
                ? Brought.unreadable("version " + wanted.source().versionId() + " is gone")
                : Brought.conflict("somebody deleted it");
    }

    /** Whether what is on top holds what is wanted: our own copy, or one that somebody made of the same. */
    boolean isSame(KeyCopy wanted, HeadObjectResponse top) {
        if (KeyCopy.sameTag(wanted.source().etag(), top.eTag())) {
            return true;
        }
        return top.contentLength() == wanted.source().size()
                && Checksums.same(
                        calls.headWithChecksum(
                                attempt, wanted.source().key(), wanted.source().versionId()),
                        calls.headWithChecksum(attempt, wanted.key(), null));
    }

    /** The condition on what was found, for a request that has these two members. */
    static @Nullable String ifMatch(Found found) {
        return found.etag();
    }

    static @Nullable String ifNoneMatch(Found found) {
        return found.isLive() ? null : "*";
    }
}
