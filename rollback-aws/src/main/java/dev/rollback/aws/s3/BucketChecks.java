package dev.rollback.aws.s3;

import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.DefaultRetention;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.GetBucketVersioningResponse;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.LifecycleRuleFilter;
import software.amazon.awssdk.services.s3.model.MFADeleteStatus;
import software.amazon.awssdk.services.s3.model.NoncurrentVersionExpiration;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/** What the settings of a bucket say of a change: versioning, lifecycle, Object Lock. */
final class BucketChecks {

    private final Parts parts;
    private final Look look;
    private final String bucket;

    BucketChecks(Parts parts, Look look) {
        this.parts = parts;
        this.look = look;
        this.bucket = parts.span().bucket();
    }

    List<Finding> versioning() {
        return Looked.at(look, () -> parts.calls().versioning(look))
                .findings("VERSIONING", "the versioning of bucket " + bucket, this::versioning);
    }

    private List<Finding> versioning(GetBucketVersioningResponse answer) {
        if (answer.status() == BucketVersioningStatus.SUSPENDED) {
            return List.of(Finding.hard(
                    "VERSIONING_SUSPENDED",
                    "Versioning of bucket " + bucket
                            + " is suspended: expected Enabled. What is written now overwrites the"
                            + " null version of its key, and that is gone then.",
                    "Turn versioning on, and preview again."));
        }
        if (answer.status() != BucketVersioningStatus.ENABLED) {
            return List.of(Finding.hard(
                    "VERSIONING_OFF",
                    "Bucket " + bucket + " has no versioning: expected Enabled. Nothing earlier is kept.",
                    "Deploy the earlier release again, and turn versioning on for the next time."));
        }
        return answer.mfaDelete() == MFADeleteStatus.ENABLED
                ? List.of(Finding.note(
                        "MFA_DELETE",
                        "Bucket " + bucket + " asks for a device to delete versions. None is deleted: copies and delete"
                                + " markers need no device."))
                : List.of();
    }

    List<Finding> lock() {
        return Looked.at(look, () -> parts.calls().lock(look))
                .findings(
                        "OBJECT_LOCK",
                        "the Object Lock of bucket " + bucket,
                        found -> found.map(this::locked).map(List::of).orElse(List.of()));
    }

    private Finding locked(ObjectLockConfiguration lock) {
        DefaultRetention retention = lock.rule() == null ? null : lock.rule().defaultRetention();
        String kept = retention == null ? "no default retention" : "a default retention of " + span(retention);
        return Finding.note(
                "OBJECT_LOCK",
                "Bucket " + bucket + " has Object Lock with " + kept
                        + ": nothing locked is in the way, because versions are put on top and none is deleted; what is"
                        + " written now is locked as any new version is.");
    }

    private static String span(DefaultRetention retention) {
        String time = retention.days() == null ? retention.years() + " years" : retention.days() + " days";
        return time + " (" + retention.modeAsString() + ")";
    }

    /** What lifecycle rules may have taken already, and what they will take. */
    List<Finding> lifecycle(@Nullable Instant wanted) {
        return Looked.at(look, () -> parts.calls().lifecycle(look))
                .findings(
                        "LIFECYCLE",
                        "the lifecycle rules of bucket " + bucket,
                        rules -> rules.stream()
                                .filter(rule -> rule.status() == ExpirationStatus.ENABLED && touches(rule))
                                .flatMap(rule -> rule(rule, wanted).stream())
                                .toList());
    }

    private List<Finding> rule(LifecycleRule rule, @Nullable Instant wanted) {
        List<Finding> findings = new ArrayList<>();
        NoncurrentVersionExpiration noncurrent = rule.noncurrentVersionExpiration();
        if (noncurrent != null && noncurrent.noncurrentDays() != null) {
            findings.add(retained(rule, noncurrent, wanted));
        }
        if (rule.expiration() != null
                && (rule.expiration().days() != null || rule.expiration().date() != null)) {
            findings.add(Finding.warning(
                    "LIFECYCLE_EXPIRES",
                    name(rule) + " removes current objects"
                            + (rule.expiration().days() == null
                                    ? ""
                                    : " " + rule.expiration().days() + " days after they were stored")
                            + "; what is brought back counts as stored now.",
                    "Suspend the rule if what is brought back shall stay."));
        }
        return findings;
    }

    private Finding retained(LifecycleRule rule, NoncurrentVersionExpiration expiration, @Nullable Instant wanted) {
        int days = expiration.noncurrentDays();
        Instant retained = look.now().minus(Duration.ofDays(days));
        String what = name(rule) + " deletes versions " + days + " days after they were replaced";
        if (wanted == null || !wanted.isBefore(retained)) {
            return Finding.warning(
                    "NONCURRENT_EXPIRES",
                    what + ": what is replaced now can be brought back for that long.",
                    "Suspend the rule until nobody needs the way back.");
        }
        String text = what + ", and " + wanted + " is before " + Instants.whole(retained)
                + ": versions that were on top then may be gone, and their keys would look as if they had not existed.";
        String remedy = "Take a later time, or a captured manifest, or deploy the earlier release again.";
        return isCertain(rule, expiration)
                ? Finding.hard("BEFORE_RETAINED_HISTORY", text, remedy)
                : Finding.soft(
                        "MAYBE_BEFORE_RETAINED_HISTORY", text, remedy + " Override if nothing of this was touched.");
    }

    /** Whether a rule deletes all that is old, and not only what is tagged, of some size, or beyond the newest few. */
    private static boolean isCertain(LifecycleRule rule, NoncurrentVersionExpiration expiration) {
        LifecycleRuleFilter filter = rule.filter();
        boolean whole = filter == null
                || (filter.tag() == null
                        && filter.and() == null
                        && filter.objectSizeGreaterThan() == null
                        && filter.objectSizeLessThan() == null);
        return whole && expiration.newerNoncurrentVersions() == null;
    }

    private boolean touches(LifecycleRule rule) {
        String prefix = prefix(rule);
        return prefix.startsWith(parts.span().prefix()) || parts.span().prefix().startsWith(prefix);
    }

    @SuppressWarnings("deprecation") // rules of the first kind have their prefix there
    private static String prefix(LifecycleRule rule) {
        LifecycleRuleFilter filter = rule.filter();
        Optional<String> ofFilter = Optional.ofNullable(filter)
                .map(some -> some.and() == null ? some.prefix() : some.and().prefix());
        return ofFilter.or(() -> Optional.ofNullable(rule.prefix())).orElse("");
    }

    private String name(LifecycleRule rule) {
        return "Lifecycle rule " + (rule.id() == null ? "without a name" : rule.id()) + " of bucket " + bucket;
    }
}
