package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Page;
import dev.rollback.testkit.ecs.TaskDefinitions.Registered;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The calls on task definitions. */
final class TaskDefinitionCalls {
    private static final int PAGE = 100;

    private final EcsWorld world;

    TaskDefinitionCalls(EcsWorld world) {
        this.world = world;
    }

    RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request) {
        if (request.family() == null || request.family().isEmpty()) {
            throw EcsErrors.client("Family should not be null or empty.");
        }
        if (request.containerDefinitions().isEmpty()) {
            throw EcsErrors.client("Container list cannot be empty.");
        }
        if (request.tags().stream().anyMatch(tag -> tag.key().startsWith("aws:"))) {
            throw EcsErrors.invalid("Tag keys that start with aws: are reserved.");
        }
        Registered registered =
                world.definitions().register(request, world.account().now());
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(registered.definition())
                .tags(registered.tags())
                .build();
    }

    DescribeTaskDefinitionResponse describe(DescribeTaskDefinitionRequest request) {
        Registered found = find(request.taskDefinition());
        boolean withTags = request.include().contains(TaskDefinitionField.TAGS);
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(found.definition())
                .tags(withTags ? found.tags() : null)
                .build();
    }

    private Registered find(String name) {
        Optional<Registered> found = world.definitions().find(name);
        return found.orElseThrow(() -> EcsErrors.client("Unable to describe task definition."));
    }

    ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
        List<String> arns = world.definitions()
                .list(
                        request.familyPrefix(),
                        requireNonNullElse(request.status(), TaskDefinitionStatus.ACTIVE),
                        request.sort() == SortOrder.DESC);
        Page<String> page =
                Page.of(arns, request.nextToken(), Limits.page(request.maxResults(), PAGE), EcsErrors::badToken);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeregisterTaskDefinitionResponse deregister(DeregisterTaskDefinitionRequest request) {
        String name = EcsWorld.name(request.taskDefinition());
        if (name.indexOf(':') < 0) {
            throw EcsErrors.client("Invalid revision number. Number must be positive.");
        }
        Registered gone = world.definitions()
                .deregister(find(request.taskDefinition()), world.account().now());
        return DeregisterTaskDefinitionResponse.builder()
                .taskDefinition(gone.definition())
                .build();
    }
}
