package dev.rollback.testkit.lambda;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.lambda.model.AliasConfiguration;
import software.amazon.awssdk.services.lambda.model.AliasRoutingConfiguration;

/** An alias: where it points, and where its traffic goes while provisioned concurrency moves. */
final class StoredAlias {
    /** Lambda keeps all traffic on the version that has provisioned concurrency until the next one has it. */
    private record Transition(String from, Instant until) {}

    private final String name;
    private final String arn;
    private String version;
    private SortedMap<String, Double> weights = new TreeMap<>();
    private String description = "";
    private String revisionId;
    private boolean recorded = true;
    private Instant busyUntil = Instant.MIN;
    private @Nullable Transition transition;

    StoredAlias(String name, String arn, String version, String revisionId) {
        this.name = name;
        this.arn = arn;
        this.version = version;
        this.revisionId = revisionId;
    }

    String name() {
        return name;
    }

    String arn() {
        return arn;
    }

    String version() {
        return version;
    }

    String revisionId() {
        return revisionId;
    }

    String description() {
        return description;
    }

    /** Returns the weights as last set, without those that Lambda adds for a while. */
    SortedMap<String, Double> weights() {
        return weights;
    }

    void point(String toVersion, Map<String, Double> withWeights, String newRevisionId) {
        if (!toVersion.equals(version)) {
            transition = null;
        }
        version = toVersion;
        weights = new TreeMap<>(withWeights);
        revisionId = newRevisionId;
    }

    void describeAs(String text) {
        description = text;
    }

    void keepOn(String from, Instant until) {
        transition = new Transition(from, until);
    }

    /** Keeps the traffic where Lambda keeps it until then instead. */
    void keepUntil(Instant until) {
        if (transition != null) {
            transition = new Transition(transition.from(), until);
        }
    }

    /** Ends what Lambda does with the traffic for the sake of provisioned concurrency. */
    void letGo() {
        transition = null;
    }

    void refuseUntil(Instant time) {
        busyUntil = time;
    }

    boolean isBusy(Instant now) {
        return now.isBefore(busyUntil);
    }

    void leaveNoTrail() {
        recorded = false;
    }

    boolean isRecorded() {
        return recorded;
    }

    Map<String, Double> weightsAt(Instant now) {
        if (transition == null || !now.isBefore(transition.until())) {
            return weights;
        }
        return new TreeMap<>(Map.of(transition.from(), 1.0));
    }

    /** Returns the share of traffic of each version, primary first, none of zero. */
    Map<String, Double> trafficAt(Instant now) {
        Map<String, Double> additional = weightsAt(now);
        double primary = 1.0
                - additional.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> shares = new LinkedHashMap<>();
        shares.put(version, primary);
        shares.putAll(additional);
        shares.values().removeIf(share -> share <= 0.0);
        return shares;
    }

    /** Returns the version that most of the traffic goes to. */
    String servingAt(Instant now) {
        Map.Entry<String, Double> most = null;
        for (Map.Entry<String, Double> share : trafficAt(now).entrySet()) {
            most = most == null || share.getValue() > most.getValue() ? share : most;
        }
        return requireNonNull(most, "shares sum up to one").getKey();
    }

    boolean uses(String number, Instant now) {
        return version.equals(number)
                || weights.containsKey(number)
                || weightsAt(now).containsKey(number);
    }

    AliasConfiguration describe(Instant now) {
        Map<String, Double> shown = weightsAt(now);
        return AliasConfiguration.builder()
                .aliasArn(arn)
                .name(name)
                .functionVersion(version)
                .description(description)
                .revisionId(revisionId)
                .routingConfig(shown.isEmpty() ? null : routing(shown))
                .build();
    }

    private static AliasRoutingConfiguration routing(Map<String, Double> weights) {
        return AliasRoutingConfiguration.builder()
                .additionalVersionWeights(weights)
                .build();
    }
}
