package dev.rollback.aws.cloudfront;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.target.Action;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Look;
import dev.rollback.target.Progress;
import java.util.Collection;
import java.util.List;

/**
 * Makes the edge locations of a CloudFront distribution drop their copies of some paths, so that viewers get what the origin has now:
 * {@code .run("cdn", aws.invalidation("E1234567890ABC", "/index.html", "/assets/*"))}.
 *
 * <p><b>Paths</b> begin with a slash, are case-sensitive, and end with {@code *} where they stand for all that begins so. Characters that are not ASCII or not
 * safe are encoded here; what is encoded already stays as it is. Paths that another one covers are left out. Beyond 3,000 paths, and beyond 15 with a
 * wildcard, their folders are invalidated instead, which the preview says.
 *
 * <p><b>Carried out</b> as one or more invalidations whose caller reference is the id of the step's change and a number: a repeated call finds the
 * invalidation it made. While CloudFront has no room beside invalidations of others, it waits. It <em>serves</em> once all are accepted, so that the steps
 * after it start, and is <em>settled</em> once all are complete. An invalidation cannot be cancelled and needs no undo: for a plan that brings the origin
 * forward again, give the step {@code undo(…)} with an invalidation of the same paths.
 *
 * <p><b>Facts</b> for later steps: {@link #COMPLETED} and {@link #INVALIDATIONS}.
 *
 * <p>CloudFront is no service of a region: it is called where its partition has it, whatever region the targets are in. Immutable and thread-safe. Made
 * by {@code AwsTargets.invalidation(distribution, paths…)}. Source: CloudFront Developer Guide, "Invalidate files".
 */
public final class Invalidation implements Action {

    /** Fact: when all was first seen to be complete, as {@link java.time.Instant#parse} reads it. CloudFront itself tells no such time. */
    public static final String COMPLETED = "completed";

    /** Fact: the ids of the invalidations, with blanks between them. */
    public static final String INVALIDATIONS = "invalidations";

    private final AwsScope scope;
    private final DistributionName name;
    private final CloudFrontCalls calls;
    private final Coverage coverage;
    private final Submission.Accepted accepted;

    /**
     * An invalidation; asks nobody yet.
     *
     * @param distribution id or ARN of the distribution
     * @param paths the paths as viewers ask for them, after the domain name
     * @throws IllegalArgumentException when the distribution or a path is malformed, or there is no path
     */
    public Invalidation(AwsScope scope, String distribution, Collection<String> paths) {
        this(scope, DistributionName.of(distribution), coverage(distribution, paths), Submission::watch);
    }

    private Invalidation(AwsScope scope, DistributionName name, Coverage coverage, Submission.Accepted accepted) {
        this.scope = scope;
        this.name = name;
        this.calls = new CloudFrontCalls(scope, name);
        this.coverage = coverage;
        this.accepted = accepted;
    }

    private static Coverage coverage(String distribution, Collection<String> paths) {
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("An invalidation of " + distribution
                    + " names no path: expected at least one. Write /* for all there is.");
        }
        List<String> encoded = paths.stream().map(InvalidationPath::encoded).toList();
        return Coverage.of(encoded);
    }

    /**
     * The same, settled as soon as CloudFront has accepted it: nobody waits, the run may end, and there is no fact {@link #COMPLETED}. Edge locations need
     * a minute or two more, as a rule.
     */
    public Invalidation settledWhenAccepted() {
        return new Invalidation(scope, name, coverage, Submission::leave);
    }

    @Override
    public String describe() {
        return "invalidate " + Texts.some(coverage.all()) + " on " + name;
    }

    @Override
    public Assessment check(Look look) {
        return new InvalidationChecks(scope, name, calls, coverage).assess(look);
    }

    @Override
    public Progress reconcile(Attempt attempt) {
        return new Submission(calls, name, Batch.of(coverage), attempt).step(accepted);
    }
}
