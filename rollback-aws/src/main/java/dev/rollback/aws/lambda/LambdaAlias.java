package dev.rollback.aws.lambda;

import dev.rollback.aws.sdk.AwsScope;
import dev.rollback.aws.sdk.Looked;
import dev.rollback.target.Assessment;
import dev.rollback.target.Attempt;
import dev.rollback.target.Change;
import dev.rollback.target.Gradual;
import dev.rollback.target.Look;
import dev.rollback.target.PastChange;
import dev.rollback.target.Progress;
import dev.rollback.target.TargetException;
import dev.rollback.target.TargetId;
import dev.rollback.target.Tenure;
import dev.rollback.target.Version;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An alias of a Lambda function, rolled back by pointing it to an earlier version.
 *
 * <p><b>Versions.</b> The id is the number of the published version, or with weights {@code 41+42@0.1} (the alias points to 41, and 42 gets a
 * tenth). The content is the digests of code and configuration, so a release published again is the same. Lambda keeps no history of aliases:
 * CloudTrail tells it for 90 days, 5 to 15 minutes late; beyond that there is only the order of numbers, marked {@code UNPROVEN}. A version
 * that the alias was moved back from is {@code SUSPECT}.
 *
 * <p><b>Moving.</b> One UpdateAlias with the revision id that was read, so that nobody's move is overwritten, and with the weights always sent,
 * because weights left out are kept. A share of the traffic points the alias to the wanted version and leaves the rest to the bad one by weight.
 * Lambda refuses shares while the alias has provisioned concurrency. With provisioned concurrency Lambda keeps the traffic on the old version, by
 * weights of its own, until the new one is provisioned; that is waited for and not taken for drift. Where provisioning fails after the traffic
 * has moved, the version is served on demand, and the step settles and says so.
 *
 * <p><b>Not rolled back</b>, because Lambda does not version it: event source mappings, function URLs, reserved concurrency, resource policies.
 *
 * <p>Immutable and thread-safe. Made by {@code AwsTargets.lambdaAlias(function, alias)}.
 */
public final class LambdaAlias implements Gradual {

    /** Fact of a version: the number that the alias points to. */
    public static final String VERSION = "version";

    /** Fact of a version: how the traffic is shared; missing when one version gets it all. */
    public static final String WEIGHTS = "weights";

    /** Fact of the current version: the alias' revision id. */
    public static final String REVISION = "revision";

    /** Fact of the current version: state of its provisioned concurrency; missing when it has none or it could not be seen. */
    public static final String PROVISIONED = "provisioned concurrency";

    private final AwsScope scope;
    private final AliasName name;
    private final LambdaCalls calls;

    /**
     * An alias; asks nobody yet.
     *
     * @param function name or ARN of the function, without a version
     * @param alias name of the alias
     * @throws IllegalArgumentException when a name is malformed
     */
    public LambdaAlias(AwsScope scope, String function, String alias) {
        this.scope = scope;
        this.name = AliasName.of(function, alias);
        this.calls = new LambdaCalls(scope, name);
    }

    @Override
    public TargetId id() {
        return scope.target("lambda-alias", name.title());
    }

    @Override
    public String name() {
        return name.title();
    }

    @Override
    public Version current(Look look) {
        AliasState now = calls.alias(look);
        Version version = new Versions(calls, look).of(now.routing(), Tenure.unknown("GetAlias"));
        Version revised = now.revision().isEmpty() ? version : version.fact(REVISION, now.revision());
        return Looked.at(look, () -> calls.provisioned(look))
                .answer()
                .flatMap(found -> found)
                .map(provisioned -> revised.fact(PROVISIONED, provisioned.toString()))
                .orElse(revised);
    }

    @Override
    public Stream<Version> history(Look look) {
        return AliasHistory.of(calls, new TrailMoves(scope, name, look), look);
    }

    @Override
    public Optional<Version> versionAt(Instant at, Look look) {
        try (Stream<Version> history = AliasHistory.withMixtures(calls, new TrailMoves(scope, name, look), look)) {
            return history.filter(version -> version.tenure().covers(at)).findFirst();
        }
    }

    /** The moves that CloudTrail shows, with who made them: up to 90 days, as a rule 15 minutes after the call. */
    @Override
    public Stream<PastChange> changes(Look look) {
        return MoveChanges.of(new TrailMoves(scope, name, look), new Versions(calls, look));
    }

    /**
     * The version of that number, or with weights as {@code 41+42@0.1}. {@code $LATEST} is answered, too, and refused by {@link #check}.
     *
     * @return empty if there is no such version
     */
    @Override
    public Optional<Version> version(String id, Look look) {
        Versions versions = new Versions(calls, look);
        return Routing.parse(id)
                .filter(routing -> routing.versions().stream().allMatch(versions::isThere))
                .map(routing -> versions.of(routing, Tenure.unknown("named by its number, so it was not looked up")));
    }

    @Override
    public Assessment check(Change change, Look look) {
        return new AliasChecks(calls, name, scope, look).assess(change);
    }

    /**
     * {@inheritDoc}
     *
     * @throws TargetException of kind {@code CONFLICT} when the alias is being changed all the time; its live state is read again then
     */
    @Override
    public Progress reconcile(Change change, Attempt attempt) {
        Goal goal = Goal.of(change, attempt.weight());
        return new Convergence(calls, name, goal, attempt).step();
    }
}
