package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.SdkErrors;
import dev.rollback.target.Attempt;
import dev.rollback.target.FailureKind;
import dev.rollback.target.Memo;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for the batches, one a call, then watches them. What was asked for is known by its reference, which a repeated call finds again, so that a crash or a
 * lost answer invalidates nothing twice.
 */
final class Submission {

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration WHILE_IN_PROGRESS = Duration.ofSeconds(5);
    private static final Duration WHILE_FULL = Duration.ofSeconds(15);
    private static final String COMPLETED = "completed";

    private final CloudFrontCalls calls;
    private final DistributionName name;
    private final List<Batch> batches;
    private final Attempt attempt;

    Submission(CloudFrontCalls calls, DistributionName name, List<Batch> batches, Attempt attempt) {
        this.calls = calls;
        this.name = name;
        this.batches = batches;
        this.attempt = attempt;
    }

    /** What comes of the batches that were all accepted. */
    interface Accepted {
        Progress then(Submission submission);
    }

    Progress step(Accepted accepted) {
        for (Batch batch : batches) {
            if (id(batch).isEmpty()) {
                return submit(batch);
            }
        }
        return accepted.then(this);
    }

    private String id(Batch batch) {
        return attempt.memo().get(key(batch)).orElse("");
    }

    private static String key(Batch batch) {
        return String.valueOf(batch.number());
    }

    private String reference(Batch batch) {
        return attempt.changeId() + "-" + batch.number();
    }

    private Progress submit(Batch batch) {
        try {
            String id = calls.invalidate(attempt, batch, reference(batch));
            return submitted(batch, attempt.memo().with(key(batch), id));
        } catch (TargetException e) {
            if (SdkErrors.hasCode(e, "TooManyInvalidationsInProgress")) {
                return full(batch);
            }
            if (SdkErrors.hasCode(e, "InvalidationBatchAlreadyExists")) {
                return other(batch);
            }
            throw e;
        }
    }

    private Progress submitted(Batch batch, Memo memo) {
        if (batch.number() < batches.size()) {
            String why = "CloudFront has accepted part " + batch.number() + " of " + whole();
            return Progress.pending(why, share(batch.number()), memo, SOON);
        }
        return Progress.serving(acceptedAll(), memo, SOON);
    }

    private String acceptedAll() {
        return "CloudFront has accepted " + whole() + ": its edge locations drop their copies";
    }

    private String whole() {
        int paths = batches.stream().mapToInt(batch -> batch.paths().size()).sum();
        String parts = batches.size() == 1 ? "" : ", in " + batches.size() + " parts";
        return "the invalidation of " + Texts.count(paths, "path") + " on " + name + parts;
    }

    private double share(int done) {
        return (double) done / batches.size();
    }

    private Progress full(Batch batch) {
        String why = "waits for room beside the invalidations in progress on " + name + ": CloudFront carries out "
                + Texts.count(Coverage.MOST_INDIVIDUAL, "path") + " and " + Coverage.MOST_WILDCARDS
                + " wildcards at once (TooManyInvalidationsInProgress)";
        return Progress.pending(why, share(batch.number() - 1), attempt.memo(), WHILE_FULL);
    }

    private Progress other(Batch batch) {
        return Progress.failed(
                FailureKind.ENVIRONMENT,
                "CloudFront already has an invalidation of " + name + " with the reference " + reference(batch)
                        + ", and for other paths: expected those of this plan, " + Texts.some(batch.paths())
                        + ". The paths of the plan have changed since the run began. Invalidate what is missing in a run of"
                        + " its own.");
    }

    /** Settled once every edge location has carried out all of them. */
    Progress watch() {
        int completed = attempt.memo().get(COMPLETED).map(Integer::parseInt).orElse(0);
        while (completed < batches.size() && calls.isCompleted(attempt, id(batches.get(completed)))) {
            completed++;
        }
        if (completed == batches.size()) {
            return Progress.done("CloudFront has completed " + whole())
                    .fact(Invalidation.COMPLETED, attempt.now().toString())
                    .fact(Invalidation.INVALIDATIONS, ids());
        }
        return Progress.serving(acceptedAll(), remembering(completed), WHILE_IN_PROGRESS);
    }

    /** A memo that stays as it was makes no entry in the journal and no line on the screen. */
    private Memo remembering(int completed) {
        return completed == 0 ? attempt.memo() : attempt.memo().with(COMPLETED, String.valueOf(completed));
    }

    /** Settled although edge locations still drop their copies. */
    Progress leave() {
        return Progress.done(acceptedAll() + "; that is not waited for").fact(Invalidation.INVALIDATIONS, ids());
    }

    private String ids() {
        List<String> ids = new ArrayList<>();
        batches.forEach(batch -> ids.add(id(batch)));
        return String.join(" ", ids);
    }
}
