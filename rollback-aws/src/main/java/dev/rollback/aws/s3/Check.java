package dev.rollback.aws.s3;

import dev.rollback.target.Assessment;
import dev.rollback.target.Change;
import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.s3.model.Tier;

/** What speaks against a change, how it would be made and how long it takes: from the bucket's settings and one pass over its listing. */
final class Check {

    private final Parts parts;
    private final Change change;
    private final Look look;

    /** Whether objects may be locked, so that locks are read and set again. */
    private boolean locking;

    Check(Parts parts, Change change, Look look) {
        this.parts = parts;
        this.change = change;
        this.look = look;
    }

    Assessment assess() {
        return change.takesBack().isPresent() ? takingBack() : assessChange();
    }

    /** The ledger tells what has to be put back, and it is not at hand in a look. */
    private Assessment takingBack() {
        return permissions(Assessment.expecting(Duration.ofMinutes(1), Duration.ofMinutes(1))
                        .path("put each key of " + parts.span()
                                + " back to what the ledger says was found, where it was not written since"))
                .build();
    }

    private Assessment assessChange() {
        Instant wanted = Parts.instant(change.to()).orElse(null);
        BucketChecks bucket = new BucketChecks(parts, look);
        List<Finding> findings = new ArrayList<>(bucket.versioning());
        if (wanted != null && wanted.isAfter(look.now())) {
            findings.add(future(wanted));
        }
        if (findings.stream().anyMatch(finding -> finding.level() == Finding.Level.HARD)) {
            return permissions(
                            Assessment.expecting(Duration.ZERO, Duration.ZERO).findings(findings))
                    .build();
        }
        findings.addAll(bucket.lifecycle(wanted));
        List<Finding> lock = bucket.lock();
        findings.addAll(lock);
        locking = !lock.isEmpty();
        parts.checkManifest(change.to());
        Survey survey = Survey.of(parts, change.to(), look);
        if (parts.releases() != null) {
            findings.addAll(new ReleaseChecks(parts, change.to(), survey).findings());
        }
        return assess(findings, survey);
    }

    private Finding future(Instant wanted) {
        return Finding.hard(
                "INSTANT_IN_FUTURE",
                wanted + " for " + parts.span() + " is after now, " + look.now() + ".",
                "Give a time before the bad release.");
    }

    private Assessment assess(List<Finding> findings, Survey survey) {
        KeyUse keys = new KeyUse(parts, look);
        findings.addAll(keys.findings(survey.sources.items()));
        findings.addAll(new SurveyChecks(parts, survey).findings(keys.tiered()));
        Estimate estimate = new Estimate(parts, survey);
        Assessment.Builder assessment =
                Assessment.expecting(estimate.serving(), estimate.settled()).findings(findings);
        path(assessment, survey);
        losses(assessment, survey.total);
        parts.foreseen()
                .remember(new Foreseen.Amount(
                        change.to().id(),
                        survey.total.copies() + survey.total.compares(),
                        survey.total.removals(),
                        survey.entries.first()));
        return permissions(assessment).build();
    }

    private void path(Assessment.Builder assessment, Survey survey) {
        Settings settings = parts.settings();
        Tally total = survey.total;
        assessment.path("put " + parts.span() + " on top as at " + change.to().title() + ": " + total
                + (survey.stoppedAt().isPresent() ? " (of those that there was time to list)" : ""));
        survey.folders.lines().forEach(assessment::path);
        if (!survey.archived.isEmpty() && settings.restoring() != null) {
            assessment.path("RestoreObject of archived versions first (" + settings.restoring() + ")");
        }
        String source = parts.releases() == null ? "the earlier version" : "the release's object";
        assessment.path("CopyObject of " + source + " of each, " + settings.atOnce()
                + " at once, refused where somebody writes the key first"
                + (survey.large.isEmpty() ? "" : "; in parts for " + survey.large + " of more than 5 GB"));
        if (!survey.entryPoints.isEmpty()) {
            assessment.path("then " + survey.entryPoints + " that users enter by");
        }
        if (total.removals() > 0) {
            assessment.path("DeleteObjects without versions, so that delete markers cover "
                    + Telling.keys(total.removals()) + ", " + grace());
        }
        assessment.path("list again and compare");
    }

    private String grace() {
        String step = parts.settings().invalidatedBy();
        Duration grace = parts.settings().removeAfter();
        String from = step == null ? "all else is in place" : "step " + step + " has settled";
        return grace.isZero() ? "once " + from : Instants.text(grace) + " after " + from;
    }

    private void losses(Assessment.Builder assessment, Tally total) {
        if (total.leftBehind() > 0) {
            assessment.loses("Left behind as noncurrent versions: " + Tally.bytes(total.leftBehind()) + ", "
                    + Estimate.dollars(total.leftBehind())
                    + " a month at 0.023 USD a GB (S3 Standard), until a lifecycle rule or somebody deletes them.");
        }
        if (total.copyBytes() > 0) {
            assessment.loses("Stored once more, as copies on top: " + Tally.bytes(total.copyBytes()) + ", "
                    + Estimate.dollars(total.copyBytes()) + " a month.");
        }
        assessment.loses(
                "Not versioned, and left as they are: policy, lifecycle, CORS and website configuration of bucket "
                        + parts.span().bucket()
                        + "; tags and ACLs that were changed without a new version; what browsers and CDNs"
                        + " hold, which an invalidation after this step takes care of.");
    }

    private static void releasePermissions(Assessment.Builder assessment, String objects) {
        assessment.reads("s3:GetObjectVersion", objects);
        for (String action : List.of("GetObject", "GetObjectVersionTagging", "GetObjectVersionAcl")) {
            assessment.writes("s3:" + action, objects);
        }
    }

    private Assessment.Builder permissions(Assessment.Builder assessment) {
        String bucket = parts.bucketArn();
        String objects = parts.objectsArn();
        for (String action : List.of(
                "ListBucket",
                "GetBucketVersioning",
                "ListBucketVersions",
                "GetLifecycleConfiguration",
                "GetBucketObjectLockConfiguration",
                "GetBucketOwnershipControls")) {
            assessment.reads("s3:" + action, bucket);
        }
        assessment.reads("s3:GetObjectVersion", objects);
        if (parts.releases() != null) {
            releasePermissions(assessment, parts.objectsArn(parts.releases().prefix() + "*"));
        }
        for (String action : List.of(
                "GetObject",
                "GetObjectVersionTagging",
                "GetObjectVersionAcl",
                "PutObject",
                "PutObjectTagging",
                "PutObjectAcl",
                "DeleteObject",
                "AbortMultipartUpload",
                "ListMultipartUploadParts")) {
            assessment.writes("s3:" + action, objects);
        }
        assessment.writes("s3:ListBucketMultipartUploads", bucket);
        if (locking) {
            for (String action :
                    List.of("GetObjectRetention", "GetObjectLegalHold", "PutObjectRetention", "PutObjectLegalHold")) {
                assessment.writes("s3:" + action, objects);
            }
        }
        Tier tier = parts.settings().restoring();
        if (tier != null) {
            assessment.writes("s3:RestoreObject", objects);
        }
        return assessment
                .reads("kms:DescribeKey", "*")
                .writes("kms:Decrypt", "*")
                .writes("kms:GenerateDataKey", "*");
    }
}
