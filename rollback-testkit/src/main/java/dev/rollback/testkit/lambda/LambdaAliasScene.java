package dev.rollback.testkit.lambda;

import dev.rollback.testkit.account.UnderWay;
import dev.rollback.testkit.cloudtrail.TrailActor;
import dev.rollback.testkit.cloudtrail.TrailEvent;
import dev.rollback.testkit.lambda.AliasHistory.Move;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The scene of an alias: what it ran, oldest first, and what stands in the way.
 *
 * <pre>{@code
 * lambda.function("search-indexer").alias("live")
 *     .ran("6", ofDays(20))           // for 20 days before what follows
 *     .deployed("7", ofMinutes(20))   // 20 minutes ago, by the clock
 *     .unhealthy();                   // and its code is bad
 * }</pre>
 *
 * <p>The past leaves the trail that it would have left: CloudTrail names every move and who made it. Set the scene
 * before the first call of the SDK: each line settles the alias anew. The actors ({@code otherActorPoints}) and the
 * questions are for any time after. Not thread-safe.
 */
public final class LambdaAliasScene {
    private static final String NO_CONCURRENCY =
            "The requested provisioned concurrency exceeds the unreserved concurrency of the account.";

    private final SceneTools tools;
    private final LambdaFunctionScene functionScene;
    private final String name;
    private final AliasHistory history;
    private final List<TrailEvent> implied = new ArrayList<>();
    private boolean trailed = true;
    private TrailActor mover;
    private @Nullable String spokenOf;

    LambdaAliasScene(SceneTools tools, LambdaFunctionScene functionScene, String name) {
        this.tools = tools;
        this.functionScene = functionScene;
        this.name = name;
        this.history = new AliasHistory("Lambda alias " + tools.function().name() + ":" + name);
        this.mover = TrailActor.session(tools.functions().account(), "deployer", "pipeline");
    }

    /** Returns the scene of the alias' function. */
    public LambdaFunctionScene function() {
        return functionScene;
    }

    /** Says that a version served for a time, until what is said next, or until now. */
    public LambdaAliasScene ran(String version, Duration time) {
        history.lasted(version, time);
        return settle(version);
    }

    /** Says that a version was deployed that long ago, at once and wholly. */
    public LambdaAliasScene deployed(String version, Duration ago) {
        history.began(version, now(), ago);
        return settle(version);
    }

    /** Sends a share of the traffic to another version since just now, as a canary does. */
    public LambdaAliasScene weights(String version, double share) {
        return weights(version, share, Duration.ZERO);
    }

    /** Sends a share of the traffic to another version since that long ago; the alias goes on pointing where it did. */
    public LambdaAliasScene weights(String version, double share, Duration ago) {
        Map<String, Double> weights = new TreeMap<>();
        weights.put(version, share);
        history.weighted(weights, now(), ago);
        return settle(version);
    }

    private LambdaAliasScene settle(String version) {
        spokenOf = version;
        List<Move> moves = history.moves(now());
        for (Move move : moves) {
            tools.versions().usedAt(move.version(), move.at());
            move.weights().keySet().forEach(other -> tools.versions().usedAt(other, move.at()));
        }
        if (!moves.isEmpty()) {
            Move last = moves.get(moves.size() - 1);
            StoredAlias alias = tools.function().aliases().computeIfAbsent(name, this::created);
            alias.point(last.version(), last.weights(), alias.revisionId());
        }
        return tell(moves);
    }

    private StoredAlias created(String alias) {
        StoredAlias created = new StoredAlias(
                alias, tools.function().arn(alias), "$LATEST", tools.functions().newRevision());
        if (!trailed) {
            created.leaveNoTrail();
        }
        return created;
    }

    private LambdaAliasScene tell(List<Move> moves) {
        implied.forEach(tools.trail()::forget);
        implied.clear();
        boolean weighted = false;
        for (Move move : trailed ? moves : List.<Move>of()) {
            implied.add(event(move, weighted));
            weighted = !move.weights().isEmpty();
        }
        implied.forEach(tools.trail()::record);
        return this;
    }

    private TrailEvent event(Move move, boolean weightedBefore) {
        boolean weights = weightedBefore || !move.weights().isEmpty();
        AliasChange change =
                AliasChange.to(tools.function().name(), name, move.version(), weights ? move.weights() : null);
        StoredAlias answer = new StoredAlias(name, tools.function().arn(name), move.version(), alias().revisionId());
        answer.point(move.version(), move.weights(), alias().revisionId());
        String event = implied.isEmpty() ? AliasTrail.CREATE : AliasTrail.UPDATE;
        return AliasTrail.event(event, change, mover, move.at(), AliasTrail.answered(answer));
    }

    /** Says that the code of the version last spoken of is bad. */
    public LambdaAliasScene unhealthy() {
        if (spokenOf == null) {
            throw nothingSaid("unhealthy()");
        }
        functionScene.unhealthy(spokenOf);
        return this;
    }

    /** Gives the alias provisioned concurrency, allocated. */
    public LambdaAliasScene provisionedConcurrency(int executions) {
        alias();
        tools.function().provisions().put(name, new Provision(executions, now()));
        return this;
    }

    /** Lets the next allocation of provisioned concurrency fail, for a reason in the service's words. */
    public LambdaAliasScene provisioningFails(String reason) {
        Provision provision = tools.function().provisions().get(name);
        if (provision == null) {
            throw nothingSaid("provisioningFails(…)", "provisionedConcurrency(…)");
        }
        provision.fail(reason);
        return this;
    }

    /**
     * What a move of the alias began: provisioned concurrency that is being allocated, and the version it points to, where that is pending.
     *
     * @return empty if neither is
     */
    public Optional<UnderWay> underWay() {
        AliasUnderWay moving = new AliasUnderWay(tools.functions(), tools.function(), alias());
        return moving.isMoving() ? Optional.of(moving) : Optional.empty();
    }

    /**
     * The allocation of provisioned concurrency that is under way ends in failure: the account has no room for it.
     *
     * @return what does it; empty if none is
     */
    public Optional<Runnable> capacityIsShort() {
        return Optional.ofNullable(tools.function().provisions().get(name))
                .filter(provision -> provision.isMoving(now()))
                .map(provision -> () -> provision.failNow(NO_CONCURRENCY));
    }

    /** Deletes a version, as clean-up jobs do. */
    public LambdaAliasScene deleted(String version) {
        functionScene.deleted(version);
        return this;
    }

    /** Puts a version into a state; see {@link LambdaFunctionScene#state(String, String)}. */
    public LambdaAliasScene state(String version, String state) {
        functionScene.state(version, state);
        return this;
    }

    /** Puts a version into a state for a reason; see {@link LambdaFunctionScene#state(String, String, String)}. */
    public LambdaAliasScene state(String version, String state, String reasonCode) {
        functionScene.state(version, state, reasonCode);
        return this;
    }

    /** Lets an event source invoke the alias, so that it follows the alias' moves. */
    public LambdaAliasScene eventSource(String sourceArn) {
        tools.eventSources().add(alias().arn(), sourceArn, true, 10);
        return this;
    }

    /** Lets an event source invoke the unpublished version: no move of the alias reaches it. */
    public LambdaAliasScene eventSourceBypassing(String sourceArn) {
        functionScene.eventSource(sourceArn);
        return this;
    }

    /** Gives the alias a URL of its own. */
    public LambdaAliasScene url() {
        tools.function().surroundings().url(alias().arn(), functionScene.address(name), now());
        return this;
    }

    /** Sets the resource policy of the alias. */
    public LambdaAliasScene policy(String json) {
        tools.function().surroundings().policy(alias().name(), json);
        return this;
    }

    /** Describes the alias. */
    public LambdaAliasScene description(String text) {
        alias().describeAs(text);
        return this;
    }

    /** Lets CloudTrail know nothing of this alias, neither of its past nor of moves to come. */
    public LambdaAliasScene withoutTrail() {
        trailed = false;
        Optional.ofNullable(tools.function().aliases().get(name)).ifPresent(StoredAlias::leaveNoTrail);
        return tell(history.moves(now()));
    }

    /** Says that CodeDeploy moves the alias: CloudTrail names it as the mover of what is past. */
    public LambdaAliasScene codeDeployManaged() {
        mover = TrailActor.codeDeploy(tools.functions().account());
        return tell(history.moves(now()));
    }

    /** Says who moved the alias in the past. Default a session {@code pipeline} of a role {@code deployer}. */
    public LambdaAliasScene movedBy(TrailActor actor) {
        mover = actor;
        return tell(history.moves(now()));
    }

    /** Lets someone else, now, point the alias wholly at a version. */
    public LambdaAliasScene otherActorPoints(String version) {
        return act(version, new TreeMap<>(), someoneElse());
    }

    /** Lets someone else, now, send a share of the traffic to another version. */
    public LambdaAliasScene otherActorWeights(String version, double share) {
        return weigh(version, share, someoneElse());
    }

    /** Lets CodeDeploy, now, send a share of the traffic to another version, as its canary deployments do. */
    public LambdaAliasScene codeDeployWeights(String version, double share) {
        return weigh(version, share, TrailActor.codeDeploy(tools.functions().account()));
    }

    private LambdaAliasScene weigh(String version, double share, TrailActor actor) {
        tools.versions().named(version);
        Map<String, Double> weights = new TreeMap<>();
        weights.put(version, share);
        act(alias().version(), weights, actor);
        spokenOf = version;
        return this;
    }

    /** Lets every update of the alias be refused for a time from now, as while another operation is under way. */
    public LambdaAliasScene busyFor(Duration time) {
        alias().refuseUntil(now().plus(time));
        return this;
    }

    /** Lets CodeDeploy, now, point the alias wholly at a version. */
    public LambdaAliasScene codeDeployPoints(String version) {
        return act(
                version,
                new TreeMap<>(),
                TrailActor.codeDeploy(tools.functions().account()));
    }

    private LambdaAliasScene act(String version, Map<String, Double> weights, TrailActor actor) {
        tools.versions().named(version);
        spokenOf = version;
        tools.aliases().update(AliasChange.to(tools.function().name(), name, version, weights), actor);
        return this;
    }

    private TrailActor someoneElse() {
        return TrailActor.user(tools.functions().account(), "someone-else");
    }

    /** Returns the version that most of the traffic reaches now, which is not where the alias points while it moves. */
    public String servingVersion() {
        return alias().servingAt(now());
    }

    /** Returns the additional weights as GetAlias shows them now, those that Lambda adds for a while included. */
    public Map<String, Double> weights() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(alias().weightsAt(now())));
    }

    /** Returns the share of the traffic that each version gets now, from 0 to 1, the alias' own version first. */
    public Map<String, Double> traffic() {
        return Collections.unmodifiableMap(alias().trafficAt(now()));
    }

    /** Returns the share of the traffic, from 0 to 1, that versions get which are there, active and of good code. */
    public double healthyShare() {
        return traffic().entrySet().stream()
                .filter(share -> tools.function().isGood(share.getKey(), now()))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }

    /** Returns whether all traffic reaches good versions. */
    public boolean isHealthy() {
        return traffic().keySet().stream().allMatch(version -> tools.function().isGood(version, now()));
    }

    /** Returns the alias' revision id, which changes with every update. */
    public String revisionId() {
        return alias().revisionId();
    }

    private Instant now() {
        return tools.functions().now();
    }

    private StoredAlias alias() {
        StoredAlias alias = tools.function().aliases().get(name);
        if (alias == null) {
            throw nothingSaid("this");
        }
        return alias;
    }

    private IllegalStateException nothingSaid(String what) {
        return nothingSaid(what, "ran(…) or deployed(…)");
    }

    private IllegalStateException nothingSaid(String what, String first) {
        return new IllegalStateException(
                "The scene of Lambda alias " + tools.function().name() + ":" + name
                        + " was asked for " + what + " too early: expected " + first + " before, got nothing yet. Say "
                        + first + " first.");
    }
}
