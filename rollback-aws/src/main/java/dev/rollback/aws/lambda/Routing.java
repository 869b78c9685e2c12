package dev.rollback.aws.lambda;

import dev.rollback.target.TargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where an alias sends its traffic.
 *
 * @param version the version it points to, which gets what the weights leave
 * @param weights shares of additional versions, 0 to 1; Lambda allows one
 */
record Routing(String version, SortedMap<String, Double> weights) {

    private static final String LATEST = "$LATEST";

    Routing {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    }

    static Routing to(String version) {
        return new Routing(version, new TreeMap<>());
    }

    static Routing of(String version, Map<String, Double> weights) {
        return new Routing(version, new TreeMap<>(weights));
    }

    /** Reads what {@link #id()} wrote; empty if it is neither that, a version number nor {@code $LATEST}. */
    static Optional<Routing> parse(String id) {
        String[] parts = id.split("\\+");
        SortedMap<String, Double> weights = new TreeMap<>();
        for (String share : List.of(parts).subList(1, parts.length)) {
            if (!share.matches("\\d+@\\d(\\.\\d+)?(E-\\d+)?")) {
                return Optional.empty();
            }
            int at = share.indexOf('@');
            weights.put(share.substring(0, at), Double.valueOf(share.substring(at + 1)));
        }
        return parts[0].matches("\\d+|\\$LATEST") ? Optional.of(new Routing(parts[0], weights)) : Optional.empty();
    }

    static Routing parsed(String id) {
        return parse(id)
                .orElseThrow(() -> TargetException.invalid("\"" + id
                        + "\" names no version of a Lambda function: expected a number such as 41. Take one from"
                        + " aws lambda list-versions-by-function."));
    }

    /** {@code 41}, or with weights {@code 41+42@0.1}. */
    String id() {
        return version
                + weights.entrySet().stream()
                        .map(share -> "+" + share.getKey() + "@" + share.getValue())
                        .collect(Collectors.joining());
    }

    /** Whether all of its traffic goes to one version, now and without anything under way. */
    boolean isPlain() {
        return weights.isEmpty();
    }

    boolean isPublished() {
        return !versions().contains(LATEST);
    }

    /** All versions that it names, the one it points to first. */
    List<String> versions() {
        List<String> versions = new ArrayList<>();
        versions.add(version);
        weights.keySet().stream().filter(other -> !other.equals(version)).forEach(versions::add);
        return versions;
    }

    /** The share of traffic of a version, 0 to 1. */
    double shareOf(String number) {
        double given = weights.getOrDefault(number, 0.0);
        double rest =
                1 - weights.values().stream().mapToDouble(Double::doubleValue).sum();
        return number.equals(version) ? given + rest : given;
    }

    /** Of its versions the one with the most traffic, other than the given. */
    Optional<String> mainBeside(String number) {
        return versions().stream()
                .filter(other -> !other.equals(number))
                .max((one, other) -> Double.compare(shareOf(one), shareOf(other)));
    }

    /** {@code version 41}, or {@code 90 % to 41, 10 % to 42}. */
    @Override
    public String toString() {
        return isPlain()
                ? "version " + version
                : versions().stream()
                        .filter(number -> shareOf(number) > 0)
                        .map(number -> percent(shareOf(number)) + " % to " + number)
                        .collect(Collectors.joining(", "));
    }

    static String percent(double share) {
        double percent = Math.round(share * 10_000) / 100.0;
        return percent == Math.rint(percent) ? String.valueOf((long) percent) : String.valueOf(percent);
    }
}
