package dev.rollback.testkit.ecs;

import static java.util.Objects.requireNonNullElse;

import dev.rollback.testkit.ecs.TaskDefinitions.Registered;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/**
 * What happened to a service before the rehearsal begins, told in advance and played once through the same rules that
 * hold afterwards: so a failed deployment of the past leaves the very history that ECS would show.
 */
final class Story {
    private static final int DESIRED = 2;

    private final EcsWorld world;
    private final String cluster;
    private final String name;
    private final Instant end;
    private final ServiceTraits traits = new ServiceTraits();
    private final DeploymentConfiguration.Builder deployment = DeploymentConfiguration.builder();
    private final List<Consumer<CreateServiceRequest.Builder>> settings = new ArrayList<>();
    private final Map<String, Consumer<RegisterTaskDefinitionRequest.Builder>> definitions = new LinkedHashMap<>();
    private final Deque<Chapter> chapters = new ArrayDeque<>();
    private final List<Consumer<ServiceModel>> epilogue = new ArrayList<>();
    private final Map<String, String> images = new LinkedHashMap<>();
    private final Map<String, String> sidecars = new LinkedHashMap<>();
    private String container = "app";
    private @Nullable String family;
    private @Nullable String image;
    private boolean told;

    Story(EcsWorld world, String cluster, String name) {
        this.world = world;
        this.cluster = cluster;
        this.name = name;
        this.end = world.account().now();
        settings.add(s -> s.launchType(LaunchType.FARGATE).desiredCount(DESIRED));
    }

    ServiceTraits traits() {
        return traits;
    }

    DeploymentConfiguration.Builder deployment() {
        return deployment;
    }

    void set(Consumer<CreateServiceRequest.Builder> setting) {
        settings.add(setting);
    }

    void family(String other) {
        family = other;
    }

    void image(String repository) {
        image = repository;
    }

    /** The container whose image is another in each version. */
    void container(String main) {
        container = main;
    }

    /** A container beside it, whose image is the same in every version. */
    void sidecar(String beside, String theirImage) {
        sidecars.put(beside, theirImage);
    }

    /** The image of one version, where it is not called as the version is. */
    void image(String version, String whole) {
        images.put(version, whole);
    }

    void define(String version, Consumer<RegisterTaskDefinitionRequest.Builder> change) {
        definitions.merge(version, change, Consumer::andThen);
    }

    void add(Chapter chapter) {
        chapters.add(chapter);
    }

    @Nullable
    Chapter latest() {
        return chapters.peekLast();
    }

    /** Adds what happens to the service at the end of its story. */
    void finallyDo(Consumer<ServiceModel> act) {
        epilogue.add(act);
    }

    /** Tells whether there is something to play that was not played yet. */
    boolean isUntold() {
        return !told && !(chapters.isEmpty() && epilogue.isEmpty());
    }

    boolean isTold() {
        return told;
    }

    String taskDefinition(String version) {
        return requireNonNullElse(family, name) + ":" + version;
    }

    /** The image of a version; its tag is the version. */
    String imageOf(String version) {
        String here = world.account().id() + ".dkr.ecr." + world.account().region() + ".amazonaws.com/" + name;
        return images.getOrDefault(version, requireNonNullElse(image, here) + ":" + version);
    }

    void play() {
        told = true;
        ServiceModel service = chapters.isEmpty() ? existing() : unfold();
        service.agenda().advance(end);
        epilogue.forEach(act -> act.accept(service));
    }

    /** What others do to a service may be said before CreateService has made it. */
    private ServiceModel existing() {
        if (!world.hasCluster(cluster) || world.find(cluster, name).isEmpty()) {
            throw new IllegalStateException("Something happens to the ECS service " + cluster + "/" + name
                    + " of the scene, but it never ran: expected ran, deployed or deploying before the first look."
                    + " Say what ran, as in ran(\"41\", ofDays(30)).");
        }
        return world.service(cluster, name);
    }

    private ServiceModel unfold() {
        world.openCluster(cluster);
        Deque<Instant> starts = starts();
        Iterator<Chapter> rest = chapters.iterator();
        ServiceModel service = open(rest.next(), starts.remove());
        while (rest.hasNext()) {
            next(service, rest.next(), starts.remove());
        }
        return service;
    }

    private Deque<Instant> starts() {
        Deque<Instant> starts = new ArrayDeque<>();
        Instant next = end;
        for (var backwards = chapters.descendingIterator(); backwards.hasNext(); ) {
            Chapter chapter = backwards.next();
            Instant start = chapter.start(next, end);
            if (start.isAfter(next)) {
                throw new IllegalStateException("The story of the ECS service " + cluster + "/" + name
                        + " deploys " + chapter.version() + " at " + start + ": expected a time before the next"
                        + " deployment, at " + next + ". Tell the deployments in the order of time.");
            }
            next = start;
            starts.addFirst(start);
        }
        return starts;
    }

    private ServiceModel open(Chapter chapter, Instant at) {
        CreateServiceRequest.Builder request = CreateServiceRequest.builder()
                .cluster(cluster)
                .serviceName(name)
                .taskDefinition(register(chapter, at))
                .deploymentConfiguration(deployment.build());
        settings.forEach(setting -> setting.accept(request));
        return new ServiceChanges(world).create(request.build(), at, traits);
    }

    private void next(ServiceModel service, Chapter chapter, Instant at) {
        service.agenda().advance(at);
        deploy(service, register(chapter, at));
    }

    static void deploy(ServiceModel service, String taskDefinitionArn) {
        service.deployer()
                .deploy(service.spec().toBuilder()
                        .taskDefinition(taskDefinitionArn)
                        .build());
    }

    private String register(Chapter chapter, Instant at) {
        String arn = register(chapter.version(), at);
        world.images().mark(imageOf(chapter.version()), chapter.quality());
        return arn;
    }

    /** Registers the definition of a version where it is missing, and pushes its image. */
    String register(String version, Instant at) {
        Registered registered = world.definitions()
                .find(taskDefinition(version))
                .orElseGet(() -> world.definitions().register(definition(version), revision(version), at));
        return registered.definition().taskDefinitionArn();
    }

    private RegisterTaskDefinitionRequest definition(String version) {
        world.images().ensurePushed(imageOf(version));
        RegisterTaskDefinitionRequest.Builder request = RegisterTaskDefinitionRequest.builder()
                .family(requireNonNullElse(family, name))
                .networkMode(NetworkMode.AWSVPC)
                .requiresCompatibilities(Compatibility.FARGATE)
                .cpu("256")
                .memory("512")
                .containerDefinitions(containers(version));
        definitions.getOrDefault(version, unchanged -> {}).accept(request);
        return request.build();
    }

    private List<ContainerDefinition> containers(String version) {
        List<ContainerDefinition> all = new ArrayList<>();
        all.add(container(container, imageOf(version)));
        sidecars.forEach((beside, theirImage) -> all.add(container(beside, theirImage)));
        return all;
    }

    private static ContainerDefinition container(String called, String from) {
        return ContainerDefinition.builder()
                .name(called)
                .image(from)
                .essential(true)
                .build();
    }

    private int revision(String version) {
        if (!version.matches("[1-9]\\d{0,8}")) {
            throw new IllegalArgumentException(
                    "The version '" + version + "' of the ECS service " + cluster + "/" + name
                            + " is not a revision: expected the number of a task definition's revision, such as 42."
                            + " Name the versions of an ECS service by revision.");
        }
        return Integer.parseInt(version);
    }
}
