package dev.rollback.aws.ecs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Secret;
import software.amazon.awssdk.services.ecs.model.ServiceRevision;

/** What differs between two versions, field by field. Of environment and secrets only the names are said, never a value. */
final class Difference {

    /** Fields of which the values are harmless and say something to people. */
    private static final Set<String> SHOWN = new LinkedHashSet<>(List.of(
            "cpu", "memory", "memoryReservation", "networkMode", "taskRoleArn", "executionRoleArn", "essential"));

    private static final Set<String> APART =
            new LinkedHashSet<>(List.of("name", "image", "environment", "secrets", "containerDefinitions"));

    private static final Set<String> IDENTITY = new LinkedHashSet<>(List.of(
            "taskDefinitionArn",
            "family",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "deleteRequestedAt",
            "containerDefinitions"));

    private static final Set<String> OF_DEFINITION = new LinkedHashSet<>(List.of(
            "serviceRevisionArn",
            "serviceArn",
            "clusterArn",
            "taskDefinition",
            "containerImages",
            "createdAt",
            "resolvedConfiguration",
            "guardDutyEnabled"));

    private Difference() {}

    /** Lines that say what a definition has otherwise than another. */
    static List<String> between(Definition from, Digests fromDigests, Definition to, Digests toDigests) {
        List<String> lines = new ArrayList<>(fields("task", from.task(), to.task(), IDENTITY));
        Set<String> names = new TreeSet<>();
        from.containers().forEach(container -> names.add(container.name()));
        to.containers().forEach(container -> names.add(container.name()));
        names.forEach(name -> lines.addAll(container(name, from, fromDigests, to, toDigests)));
        return lines;
    }

    private static List<String> container(
            String name, Definition from, Digests fromDigests, Definition to, Digests toDigests) {
        Optional<ContainerDefinition> before = from.container(name);
        Optional<ContainerDefinition> after = to.container(name);
        if (before.isEmpty() || after.isEmpty()) {
            return List.of("container " + name + (before.isEmpty() ? " comes back" : " goes"));
        }
        List<String> lines = new ArrayList<>();
        String old = image(before.get(), fromDigests);
        String wanted = image(after.get(), toDigests);
        if (!old.equals(wanted)) {
            lines.add("image of " + name + ": " + old + " -> " + wanted);
        }
        lines.addAll(container(name, before.get(), after.get()));
        return lines;
    }

    private static String image(ContainerDefinition container, Digests digests) {
        String named = String.valueOf(container.image());
        return digests.of(container)
                .filter(digest -> !named.contains(digest))
                .map(digest -> named + " (" + shortened(digest) + ")")
                .orElse(named);
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(digest.length(), "sha256:".length() + 12));
    }

    private static List<String> container(String name, ContainerDefinition before, ContainerDefinition after) {
        List<String> lines = new ArrayList<>(fields(name, before, after, APART));
        lines.addAll(names(name + " environment", environment(before), environment(after)));
        lines.addAll(names(name + " secrets", secrets(before), secrets(after)));
        return lines;
    }

    /** Names of environment variables that a version has otherwise than another. */
    static SortedSet<String> environmentNames(Definition from, Definition to) {
        SortedSet<String> differing = new TreeSet<>();
        for (ContainerDefinition container : to.containers()) {
            Map<String, String> before = from.container(container.name())
                    .map(Difference::environment)
                    .orElseGet(TreeMap::new);
            Map<String, String> after = environment(container);
            differing.addAll(differing(before, after));
        }
        return differing;
    }

    private static SortedMap<String, String> environment(ContainerDefinition container) {
        return byName(container.environment(), KeyValuePair::name, KeyValuePair::value);
    }

    private static SortedMap<String, String> secrets(ContainerDefinition container) {
        return byName(container.secrets(), Secret::name, Secret::valueFrom);
    }

    private static <T> SortedMap<String, String> byName(
            List<T> all, Function<T, String> name, Function<T, String> value) {
        SortedMap<String, String> byName = new TreeMap<>();
        all.forEach(one -> byName.put(String.valueOf(name.apply(one)), String.valueOf(value.apply(one))));
        return byName;
    }

    private static List<String> names(String what, Map<String, String> before, Map<String, String> after) {
        SortedSet<String> differing = differing(before, after);
        return differing.isEmpty() ? List.of() : List.of(what + ": " + String.join(", ", differing) + " differ");
    }

    private static SortedSet<String> differing(Map<String, String> before, Map<String, String> after) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        return names;
    }

    /** Lines that say what the service itself had otherwise: load balancers, network, platform. */
    static List<String> ofService(ServiceRevision from, ServiceRevision to) {
        return fields("service", from, to, OF_DEFINITION);
    }

    private static List<String> fields(String of, SdkPojo from, SdkPojo to, Set<String> without) {
        Map<String, String> before = Canonical.members(from, without);
        Map<String, String> after = Canonical.members(to, without);
        return differing(before, after).stream()
                .map(name -> of + " " + name
                        + (SHOWN.contains(name)
                                ? ": " + before.getOrDefault(name, "none") + " -> " + after.getOrDefault(name, "none")
                                : " differs"))
                .toList();
    }
}
