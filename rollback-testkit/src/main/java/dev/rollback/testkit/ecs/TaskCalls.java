package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.account.Page;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerImage;
import software.amazon.awssdk.services.ecs.model.DescribeTasksRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTasksResponse;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;
import software.amazon.awssdk.services.ecs.model.ListTasksResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The calls that look at tasks. */
final class TaskCalls {
    private static final int MOST = 100;

    private final EcsWorld world;

    /** A task and the service that it belongs to. */
    private record Placed(ServiceModel service, FakeTask task) {}

    TaskCalls(EcsWorld world) {
        this.world = world;
    }

    ListTasksResponse list(ListTasksRequest request) {
        List<String> arns = placed(request.cluster(), request.serviceName()).stream()
                .filter(placed -> lists(placed, request))
                .map(this::arn)
                .toList();
        Page<String> page =
                Page.of(arns, request.nextToken(), Limits.page(request.maxResults(), MOST), EcsErrors::badToken);
        return ListTasksResponse.builder()
                .taskArns(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private List<Placed> placed(@Nullable String cluster, @Nullable String serviceName) {
        Map<String, ServiceModel> services = world.cluster(cluster);
        if (serviceName != null) {
            ServiceModel one = world.service(cluster, serviceName);
            services = Map.of(one.name(), one);
        }
        List<Placed> all = new ArrayList<>();
        services.values()
                .forEach(service -> service.fleet().tasks().forEach(task -> all.add(new Placed(service, task))));
        return all;
    }

    /** Without a desired status only the tasks that are to run are listed, pending ones with them. */
    private static boolean lists(Placed placed, ListTasksRequest request) {
        FakeTask task = placed.task();
        boolean wanted = requireNonNullElse(request.desiredStatus(), DesiredStatus.RUNNING) != DesiredStatus.STOPPED;
        String definition = task.owner().revision().taskDefinition();
        return task.isWanted() == wanted
                && (request.startedBy() == null
                        || request.startedBy().equals(task.launchedBy().id()))
                && (request.family() == null || definition.contains("/" + request.family() + ":"));
    }

    private String arn(Placed placed) {
        return world.account()
                .arn(
                        "ecs",
                        "task/" + placed.service().cluster() + "/"
                                + placed.task().id());
    }

    DescribeTasksResponse describe(DescribeTasksRequest request) {
        Limits.names(request.tasks(), MOST, "Tasks");
        Map<String, Placed> byId = new LinkedHashMap<>();
        placed(request.cluster(), null).forEach(placed -> byId.put(placed.task().id(), placed));
        List<Task> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (String task : request.tasks()) {
            Placed placed = byId.get(EcsWorld.name(task));
            if (placed == null) {
                failures.add(ServiceCalls.missing(task));
            } else {
                found.add(show(placed));
            }
        }
        return DescribeTasksResponse.builder().tasks(found).failures(failures).build();
    }

    private Task show(Placed placed) {
        FakeTask task = placed.task();
        ServiceModel service = placed.service();
        FakeTask.End end = task.end();
        return Task.builder()
                .taskArn(arn(placed))
                .clusterArn(service.settings().clusterArn())
                .taskDefinitionArn(task.launchedBy().revision().taskDefinition())
                .group("service:" + service.name())
                .startedBy(task.launchedBy().id())
                .launchType(service.spec().launchType())
                .desiredStatus(task.isWanted() ? "RUNNING" : "STOPPED")
                .lastStatus(task.phase().name())
                .healthStatus(HealthStatus.UNKNOWN)
                .createdAt(task.createdAt())
                .startedAt(task.startedAt())
                .stoppingAt(task.stoppingAt())
                .stoppedAt(task.stoppedAt())
                .stopCode(end == null ? null : end.code())
                .stoppedReason(end == null ? null : end.reason())
                .containers(containers(placed))
                .build();
    }

    private List<Container> containers(Placed placed) {
        FakeTask task = placed.task();
        return task.launchedBy().revision().containerImages().stream()
                .map(image -> container(image, task, arn(placed)))
                .toList();
    }

    private static Container container(ContainerImage image, FakeTask task, String taskArn) {
        FakeTask.End end = task.end();
        return Container.builder()
                .name(image.containerName())
                .taskArn(taskArn)
                .image(image.image())
                .imageDigest(task.startedAt() == null ? null : image.imageDigest())
                .lastStatus(task.phase().name())
                .exitCode(end == null ? null : end.exitCode())
                .reason(end == null ? null : end.containerReason())
                .healthStatus(HealthStatus.UNKNOWN)
                .build();
    }
}
