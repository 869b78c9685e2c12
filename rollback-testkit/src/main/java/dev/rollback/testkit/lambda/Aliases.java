package dev.rollback.testkit.lambda;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.cloudtrail.TrailActor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.LambdaException;

/** Creates, moves and deletes aliases by the service's rules, and leaves the trail that they leave. */
final class Aliases {
    private static final String NAMES = "(?!^[0-9]+$)([a-zA-Z0-9-_]+)";

    private final Functions functions;
    private final AliasTrail trail;

    Aliases(Functions functions, AliasTrail trail) {
        this.functions = functions;
        this.trail = trail;
    }

    StoredAlias create(AliasChange change, TrailActor actor) {
        return recorded(AliasTrail.CREATE, change, actor, () -> created(change));
    }

    StoredAlias update(AliasChange change, TrailActor actor) {
        return recorded(AliasTrail.UPDATE, change, actor, () -> updated(change));
    }

    void delete(String functionName, String alias, TrailActor actor) {
        AliasChange change = new AliasChange(functionName, alias, null, null, null, null);
        StoredFunction function = functions.get(functionName);
        StoredAlias gone = function.aliases().get(alias);
        if (gone != null) {
            recorded(AliasTrail.DELETE, change, actor, () -> gone);
            function.aliases().remove(alias);
            function.provisions().remove(alias);
        }
    }

    private StoredAlias recorded(String event, AliasChange change, TrailActor actor, Supplier<StoredAlias> call) {
        try {
            StoredAlias alias = call.get();
            if (alias.isRecorded()) {
                trail.record(AliasTrail.event(event, change, actor, functions.now(), AliasTrail.answered(alias)));
            }
            return alias;
        } catch (LambdaException refusal) {
            recordRefusal(event, change, actor, refusal);
            throw refusal;
        }
    }

    private void recordRefusal(String event, AliasChange change, TrailActor actor, LambdaException refusal) {
        StoredFunction function =
                functions.find(FunctionRef.of(change.functionName()).name());
        StoredAlias alias = function == null ? null : function.aliases().get(change.alias());
        if (alias == null || alias.isRecorded()) {
            trail.record(AliasTrail.event(event, change, actor, functions.now(), AliasTrail.refused(refusal)));
        }
    }

    private StoredAlias created(AliasChange change) {
        StoredFunction function = functions.get(change.functionName());
        if (!change.alias().matches(NAMES)) {
            throw LambdaErrors.malformed("name", change.alias(), NAMES);
        }
        if (function.aliases().containsKey(change.alias())) {
            throw LambdaErrors.conflict("Alias already exists: " + function.arn(change.alias()));
        }
        String version = requireNonNullElse(change.functionVersion(), "");
        Map<String, Double> weights = weights(change.weights(), new TreeMap<>());
        WeightRules.check(function, version, weights);
        StoredAlias alias =
                new StoredAlias(change.alias(), function.arn(change.alias()), version, functions.newRevision());
        alias.point(version, weights, alias.revisionId());
        describe(alias, change);
        function.aliases().put(alias.name(), alias);
        route(function, alias);
        return alias;
    }

    private StoredAlias updated(AliasChange change) {
        StoredFunction function = functions.get(change.functionName());
        StoredAlias alias = function.alias(change.alias());
        checkUnlocked(alias, change);
        String version = requireNonNullElse(change.functionVersion(), alias.version());
        Map<String, Double> weights = weights(change.weights(), alias.weights());
        WeightRules.check(function, version, weights);
        checkProvision(function, alias, version, weights);
        move(function, alias, version, weights);
        describe(alias, change);
        return alias;
    }

    private void checkUnlocked(StoredAlias alias, AliasChange change) {
        if (change.revisionId() != null && !change.revisionId().equals(alias.revisionId())) {
            throw LambdaErrors.stale();
        }
        if (alias.isBusy(functions.now())) {
            throw LambdaErrors.conflict("The operation cannot be performed at this time. An update is in progress for"
                    + " resource: " + alias.arn());
        }
    }

    private static SortedMap<String, Double> weights(
            @Nullable Map<String, Double> asked, SortedMap<String, Double> otherwise) {
        return asked == null ? otherwise : new TreeMap<>(asked);
    }

    private static void describe(StoredAlias alias, AliasChange change) {
        if (change.description() != null) {
            alias.describeAs(change.description());
        }
    }

    private static void checkProvision(
            StoredFunction function, StoredAlias alias, String version, Map<String, Double> weights) {
        if (!function.provisions().containsKey(alias.name())) {
            return;
        }
        if (!weights.isEmpty()) {
            throw LambdaErrors.invalid("Alias with weights can not be used with Provisioned Concurrency");
        }
        List<String> others = function.otherProvisionsOf(version, alias.name());
        if (!others.isEmpty()) {
            throw LambdaErrors.invalid(
                    "Alias can't be used for Provisioned Concurrency configuration on an already Provisioned version");
        }
    }

    /** With provisioned concurrency the traffic stays where it is until the next version has what was asked for. */
    private void move(StoredFunction function, StoredAlias alias, String version, Map<String, Double> weights) {
        Instant now = functions.now();
        String serving = alias.servingAt(now);
        boolean elsewhere = !alias.version().equals(version);
        Provision provision = function.provisions().get(alias.name());
        alias.point(version, weights, functions.newRevision());
        if (provision != null && elsewhere) {
            provision.move(now, functions.times().provisioning);
            if (!serving.equals(version)) {
                alias.keepOn(serving, provision.until());
            }
        }
        route(function, alias);
    }

    private void route(StoredFunction function, StoredAlias alias) {
        Instant now = functions.now();
        function.wake(alias.trafficAt(now).keySet(), now.plus(functions.times().creation));
        function.wake(List.of(alias.version()), now.plus(functions.times().creation));
    }
}
