package dev.rollback.testkit.lambda;

import dev.rollback.testkit.cloudtrail.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;
import software.amazon.awssdk.services.lambda.model.CreateAliasRequest;
import software.amazon.awssdk.services.lambda.model.UpdateAliasRequest;

/**
 * What a caller asks of an alias; null is what the caller left out.
 *
 * @param functionName the function as the caller named it, which the trail repeats
 * @param weights null keeps the weights, an empty map clears them
 */
record AliasChange(
        String functionName,
        String alias,
        @Nullable String functionVersion,
        @Nullable Map<String, Double> weights,
        @Nullable String description,
        @Nullable String revisionId) {

    static AliasChange of(CreateAliasRequest request) {
        return new AliasChange(
                request.functionName(),
                request.name(),
                request.functionVersion(),
                weights(request.routingConfig()),
                request.description(),
                null);
    }

    static AliasChange of(UpdateAliasRequest request) {
        return new AliasChange(
                request.functionName(),
                request.name(),
                request.functionVersion(),
                weights(request.routingConfig()),
                request.description(),
                request.revisionId());
    }

    static AliasChange to(String functionName, String alias, String version, @Nullable Map<String, Double> weights) {
        return new AliasChange(functionName, alias, version, weights, null, null);
    }

    /** A routing configuration without weights in it clears them, as an empty map does. */
    private static @Nullable Map<String, Double> weights(@Nullable AliasRoutingConfiguration routing) {
        return routing == null ? null : routing.additionalVersionWeights();
    }

    JsonObject parameters() {
        JsonObject named = JsonObject.empty().with("functionName", functionName).with("name", alias);
        JsonObject pointed = with(named, "functionVersion", functionVersion);
        JsonObject described = with(pointed, "description", description);
        JsonObject locked = with(described, "revisionId", revisionId);
        return weights == null ? locked : locked.with("routingConfig", routing(weights));
    }

    static JsonObject routing(Map<String, Double> weights) {
        JsonObject shares = JsonObject.empty();
        for (Map.Entry<String, Double> share : weights.entrySet()) {
            shares = shares.with(share.getKey(), share.getValue());
        }
        return JsonObject.empty().with("additionalVersionWeights", shares);
    }

    private static JsonObject with(JsonObject json, String name, @Nullable String value) {
        return value == null ? json : json.with(name, value);
    }
}
