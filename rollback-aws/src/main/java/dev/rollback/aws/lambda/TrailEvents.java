package dev.rollback.aws.lambda;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.protocols.jsoncore.JsonNode;
import software.amazon.awssdk.services.cloudtrail.model.Event;

/** Reads what CloudTrail keeps of calls that moved the alias. */
final class TrailEvents {

    private final AliasName name;

    TrailEvents(AliasName name) {
        this.name = name;
    }

    /** The move that an event tells of; empty for other aliases, refused calls, and events that say nothing of versions. */
    Optional<Move> move(Event event) {
        if (event.cloudTrailEvent() == null || event.eventTime() == null) {
            return Optional.empty();
        }
        try {
            return move(event, JsonNode.parser().parse(event.cloudTrailEvent()));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Move> move(Event event, JsonNode body) {
        JsonNode asked = member(body, "requestParameters");
        if (!isOurs(asked) || !text(body, "errorCode").isEmpty()) {
            return Optional.empty();
        }
        JsonNode answered = member(body, "responseElements");
        String version = text(answered, "functionVersion");
        JsonNode telling = version.isEmpty() ? asked : answered;
        String number = text(telling, "functionVersion");
        return number.isEmpty()
                ? Optional.empty()
                : Optional.of(new Move(
                        event.eventTime(),
                        new Routing(number, weights(telling)),
                        event.eventName().startsWith("CreateAlias"),
                        mover(body)));
    }

    private boolean isOurs(@org.jspecify.annotations.Nullable JsonNode asked) {
        return text(asked, "name").equals(name.alias()) && name.isFunction(text(asked, "functionName"));
    }

    private static SortedMap<String, Double> weights(@org.jspecify.annotations.Nullable JsonNode alias) {
        SortedMap<String, Double> weights = new TreeMap<>();
        JsonNode shares = member(member(alias, "routingConfig"), "additionalVersionWeights");
        if (shares != null && shares.isObject()) {
            for (Map.Entry<String, JsonNode> share : shares.asObject().entrySet()) {
                weights.put(share.getKey(), Double.valueOf(share.getValue().asNumber()));
            }
        }
        return weights;
    }

    /** A service that acts for somebody gives its own name; a person or a tool has an ARN. */
    private static String mover(JsonNode body) {
        JsonNode identity = member(body, "userIdentity");
        String service = text(identity, "invokedBy");
        String source = text(body, "sourceIPAddress");
        if (service.isEmpty() && source.endsWith(".amazonaws.com")) {
            return source;
        }
        return service.isEmpty() ? text(identity, "arn") : service;
    }

    private static @Nullable JsonNode member(@Nullable JsonNode node, String field) {
        return node == null || !node.isObject() ? null : node.asObject().get(field);
    }

    private static String text(@Nullable JsonNode node, String field) {
        JsonNode value = member(node, field);
        return value == null || !value.isString() ? "" : value.asString();
    }
}
