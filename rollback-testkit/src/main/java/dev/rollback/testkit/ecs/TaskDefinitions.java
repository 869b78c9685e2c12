package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.FakeAccount;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** All revisions of all families, whether a service ever used them or not. */
final class TaskDefinitions {
    private static final Pattern REVISION = Pattern.compile("\\d{1,9}");

    private final FakeAccount account;
    private final Map<String, NavigableMap<Integer, Registered>> families = new TreeMap<>();

    record Registered(TaskDefinition definition, List<Tag> tags) {
        boolean isActive() {
            return definition.status() == TaskDefinitionStatus.ACTIVE;
        }
    }

    TaskDefinitions(FakeAccount account) {
        this.account = account;
    }

    Registered register(RegisterTaskDefinitionRequest request, Instant at) {
        NavigableMap<Integer, Registered> revisions = revisions(request.family());
        return register(request, revisions.isEmpty() ? 1 : revisions.lastKey() + 1, at);
    }

    Registered register(RegisterTaskDefinitionRequest request, int revision, Instant at) {
        Registered registered = new Registered(definition(request, revision, at), request.tags());
        revisions(request.family()).put(revision, registered);
        return registered;
    }

    private NavigableMap<Integer, Registered> revisions(String family) {
        return families.computeIfAbsent(family, name -> new TreeMap<>());
    }

    private TaskDefinition definition(RegisterTaskDefinitionRequest request, int revision, Instant at) {
        return content(request)
                .taskDefinitionArn(account.arn("ecs", "task-definition/" + request.family() + ":" + revision))
                .revision(revision)
                .status(TaskDefinitionStatus.ACTIVE)
                .compatibilities(request.requiresCompatibilities())
                .registeredAt(at)
                .registeredBy("arn:aws:iam::" + account.id() + ":root")
                .build();
    }

    private static TaskDefinition.Builder content(RegisterTaskDefinitionRequest request) {
        return TaskDefinition.builder()
                .family(request.family())
                .containerDefinitions(request.containerDefinitions())
                .taskRoleArn(request.taskRoleArn())
                .executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkMode())
                .volumes(request.volumes())
                .placementConstraints(request.placementConstraints())
                .requiresCompatibilities(request.requiresCompatibilities())
                .cpu(request.cpu())
                .memory(request.memory())
                .pidMode(request.pidMode())
                .ipcMode(request.ipcMode())
                .proxyConfiguration(request.proxyConfiguration())
                .inferenceAccelerators(request.inferenceAccelerators())
                .ephemeralStorage(request.ephemeralStorage())
                .runtimePlatform(request.runtimePlatform())
                .enableFaultInjection(request.enableFaultInjection());
    }

    /** Finds by ARN or {@code family:revision}; a bare family means its newest active revision. */
    Optional<Registered> find(String name) {
        String plain = name.substring(name.lastIndexOf('/') + 1);
        int colon = plain.indexOf(':');
        return colon < 0 ? newestActive(plain) : revision(plain.substring(0, colon), plain.substring(colon + 1));
    }

    private Optional<Registered> newestActive(String family) {
        return Optional.ofNullable(families.get(family))
                .flatMap(revisions -> revisions.descendingMap().values().stream()
                        .filter(Registered::isActive)
                        .findFirst());
    }

    private Optional<Registered> revision(String family, String revision) {
        return REVISION.matcher(revision).matches()
                ? Optional.ofNullable(families.get(family)).map(all -> all.get(Integer.valueOf(revision)))
                : Optional.empty();
    }

    Registered deregister(Registered registered, Instant at) {
        TaskDefinition inactive = registered.definition().toBuilder()
                .status(TaskDefinitionStatus.INACTIVE)
                .deregisteredAt(at)
                .build();
        Registered gone = new Registered(inactive, registered.tags());
        revisions(inactive.family()).put(inactive.revision(), gone);
        return gone;
    }

    /**
     * Lists ARNs by family and revision.
     *
     * @param family a whole family's name, though AWS calls it a prefix; null for all
     */
    List<String> list(@Nullable String family, TaskDefinitionStatus status, boolean descending) {
        List<String> arns = new ArrayList<>();
        families.forEach((name, revisions) -> revisions.values().stream()
                .map(Registered::definition)
                .filter(definition -> family == null || family.equals(name))
                .filter(definition -> definition.status() == status)
                .forEach(definition -> arns.add(definition.taskDefinitionArn())));
        if (descending) {
            Collections.reverse(arns);
        }
        return arns;
    }
}
