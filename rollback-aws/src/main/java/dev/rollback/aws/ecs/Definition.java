package dev.rollback.aws.ecs;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/**
 * A task definition as the service knows it. Immutable.
 *
 * @param task the definition
 * @param tags its tags, which a copy has to carry again
 */
record Definition(TaskDefinition task, List<Tag> tags) {

    /** What a definition has of its own and a copy of it cannot have. */
    private static final Set<String> OWN = new LinkedHashSet<>(List.of(
            "taskDefinitionArn",
            "family",
            "revision",
            "status",
            "requiresAttributes",
            "compatibilities",
            "registeredAt",
            "registeredBy",
            "deregisteredAt",
            "deleteRequestedAt"));

    Definition {
        tags = List.copyOf(tags);
    }

    String arn() {
        return task.taskDefinitionArn();
    }

    /** The ARNs of the roles that its tasks start with, each once. No role is null, or empty where an emulator answers. */
    List<String> roles() {
        return Stream.of(Optional.ofNullable(task.executionRoleArn()), Optional.ofNullable(task.taskRoleArn()))
                .flatMap(Optional::stream)
                .filter(role -> !role.isBlank())
                .distinct()
                .toList();
    }

    /** For people: {@code family:revision}. */
    String title() {
        return shortName(arn());
    }

    /** The part of a task definition ARN that people use; anything else as it is. */
    static String shortName(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The family of a task definition ARN or {@code family:revision}. */
    static String family(String arn) {
        String name = shortName(arn);
        int colon = name.indexOf(':');
        return colon < 0 ? name : name.substring(0, colon);
    }

    /** The number in a task definition ARN or {@code family:revision}; -1 if there is none. */
    static int revision(String arn) {
        String name = shortName(arn);
        String number = name.substring(name.indexOf(':') + 1);
        return number.matches("\\d{1,9}") ? Integer.parseInt(number) : -1;
    }

    boolean isActive() {
        return task.status() == null || task.status() == TaskDefinitionStatus.ACTIVE;
    }

    List<ContainerDefinition> containers() {
        return task.containerDefinitions();
    }

    Optional<ContainerDefinition> container(String name) {
        return containers().stream().filter(c -> name.equals(c.name())).findFirst();
    }

    /** The container that people think of: the first essential one. */
    Optional<ContainerDefinition> main() {
        return containers().stream()
                .filter(c -> !Boolean.FALSE.equals(c.essential()))
                .findFirst();
    }

    boolean runsOn(Compatibility launchType) {
        List<Compatibility> can = task.compatibilities();
        return can.isEmpty() || can.contains(launchType);
    }

    /**
     * Key of what users get from it: everything but its number, with images by digest where the digest is known, so that a pinned copy equals
     * what it was copied from.
     */
    String content(Digests digests) {
        SortedMap<String, String> members = Canonical.members(task, OWN);
        members.put("containerDefinitions", Canonical.text(pinned(digests)));
        return "definition-" + Canonical.fingerprint(members.toString());
    }

    private List<ContainerDefinition> pinned(Digests digests) {
        List<ContainerDefinition> pinned = new ArrayList<>();
        for (ContainerDefinition container : containers()) {
            ContainerDefinition.Builder copy = container.toBuilder();
            digests.of(container)
                    .ifPresent(digest ->
                            copy.image(ImageRef.parse(container.image()).pinned(digest)));
            pinned.add(copy.build());
        }
        return pinned;
    }

    /** A request for a copy of it under the next number of its family, each image pinned to its digest where that is known. */
    RegisterTaskDefinitionRequest copy(Digests digests) {
        SortedMap<String, SdkField<?>> mine = new TreeMap<>();
        task.sdkFields().forEach(field -> mine.put(field.memberName(), field));
        RegisterTaskDefinitionRequest.Builder copy = RegisterTaskDefinitionRequest.builder();
        for (SdkField<?> field : RegisterTaskDefinitionRequest.builder().build().sdkFields()) {
            SdkField<?> source = mine.get(field.memberName());
            Object value = source == null ? null : source.getValueOrDefault(task);
            if (value != null && !value.equals(List.of())) {
                field.set(copy, value);
            }
        }
        List<Tag> own =
                tags.stream().filter(tag -> !tag.key().startsWith("aws:")).toList();
        return own.isEmpty()
                ? copy.containerDefinitions(pinned(digests)).build()
                : copy.containerDefinitions(pinned(digests)).tags(own).build();
    }
}
