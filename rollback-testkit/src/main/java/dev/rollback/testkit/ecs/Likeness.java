package dev.rollback.testkit.ecs;

import dev.rollback.testkit.account.Known;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentControllerType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;

/** Makes a service as the facts of one of its versions have it. The names of the facts are those that the target for ECS services writes. */
final class Likeness {
    private static final String IMAGE = "image.";

    /** What is in the place of a value that nobody kept. */
    private static final String NOT_KEPT = "not-kept";

    private final Known known;
    private final EcsWorld world;

    Likeness(Known known, EcsWorld world) {
        this.known = known;
        this.world = world;
    }

    void of(FakeEcsService service) {
        String definition = known.version().id();
        String title = definition.substring(definition.lastIndexOf('/') + 1);
        int colon = title.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("A world cannot be made like " + known.target() + " at version \""
                    + definition + "\": expected the ARN of a task definition, which ends in family:revision. Take the"
                    + " version as the target gives it.");
        }
        String revision = title.substring(colon + 1);
        service.family(title.substring(0, colon));
        containers(service.story(), revision);
        service.definition(revision, this::define);
        settings(service);
        service.deployed(revision, known.served(world.account().now()));
    }

    // its containers

    private void containers(Story story, String revision) {
        SortedMap<String, String> images = new TreeMap<>();
        known.version().facts().forEach((key, value) -> {
            if (key.startsWith(IMAGE)) {
                images.put(key.substring(IMAGE.length()), value);
            }
        });
        if (images.isEmpty()) {
            known.assume("its containers are not known: one, called app, with an image of the service's name");
        } else {
            Map.Entry<String, String> main = main(images);
            story.container(main.getKey());
            story.image(repository(main.getValue()));
            story.image(revision, main.getValue());
            images.forEach((name, image) -> push(story, main.getKey(), name, image));
        }
    }

    /** The one whose image is tagged with the label of the version; else the first by name. */
    private Map.Entry<String, String> main(SortedMap<String, String> images) {
        List<Map.Entry<String, String>> all = List.copyOf(images.entrySet());
        return all.stream()
                .filter(entry -> entry.getValue().endsWith(":" + known.version().label()))
                .findFirst()
                .orElse(all.get(0));
    }

    private static String repository(String image) {
        int end = image.indexOf('@');
        int colon = image.lastIndexOf(':');
        int tag = colon > image.lastIndexOf('/') ? colon : image.length();
        return image.substring(0, end < 0 ? tag : end);
    }

    private void push(Story story, String main, String name, String image) {
        if (!name.equals(main)) {
            story.sidecar(name, image);
        }
        known.fact("digest." + name)
                .ifPresentOrElse(
                        digest -> world.images().ensurePushed(image, digest),
                        () -> known.assume("the digest of container " + name
                                + " is not known: that of an image that is called " + image));
    }

    // its definition

    private void define(RegisterTaskDefinitionRequest.Builder definition) {
        known.fact("cpu").ifPresent(definition::cpu);
        known.fact("memory").ifPresent(definition::memory);
        known.fact("network mode").ifPresent(definition::networkMode);
        known.fact("runs on")
                .ifPresent(types -> definition.requiresCompatibilitiesWithStrings(List.of(types.split(" ", -1))));
        RegisterTaskDefinitionRequest sofar = definition.build();
        definition.containerDefinitions(
                sofar.containerDefinitions().stream().map(this::with).toList());
    }

    private ContainerDefinition with(ContainerDefinition container) {
        ContainerDefinition.Builder same = container.toBuilder();
        known.fact("essential." + container.name()).map(Boolean::valueOf).ifPresent(same::essential);
        known.fact("environment." + container.name()).ifPresent(names -> same.environment(environment(names)));
        return same.build();
    }

    private static List<KeyValuePair> environment(String names) {
        return List.of(names.split(" ", -1)).stream()
                .map(name -> KeyValuePair.builder().name(name).value(NOT_KEPT).build())
                .toList();
    }

    // how it deploys

    private void settings(FakeEcsService service) {
        known.number("desired")
                .ifPresentOrElse(service::desired, () -> known.assume("its desired count is not known: 2"));
        known.fact("controller")
                .map(DeploymentControllerType::fromValue)
                .filter(type -> type != DeploymentControllerType.ECS)
                .ifPresent(service::controller);
        service.story().deployment().applyMutation(deployment -> {
            known.number("minimum healthy percent").ifPresent(deployment::minimumHealthyPercent);
            known.number("maximum percent").ifPresent(deployment::maximumPercent);
            known.number("bake minutes").ifPresent(deployment::bakeTimeInMinutes);
            known.fact("strategy")
                    .map(DeploymentStrategy::fromValue)
                    .filter(strategy -> strategy != DeploymentStrategy.ROLLING)
                    .ifPresent(deployment::strategy);
        });
        breaker(service);
        known.fact("deployment alarms").ifPresent(names -> service.alarms(names.split(" \\| ", -1)));
        rest();
    }

    private void breaker(FakeEcsService service) {
        String breaker = known.fact("circuit breaker").orElse("");
        if (breaker.equals("rolls back")) {
            service.circuitBreaker();
        } else if (breaker.equals("stops")) {
            service.circuitBreakerWithoutRollback();
        }
    }

    private void rest() {
        boolean told = known.fact("circuit breaker").isPresent();
        known.assume(
                told
                        ? "the values of environment variables, commands, load balancers and what else its task"
                                + " definition says are not known: none"
                        : "how it deploys, the size of its tasks and what else its task definition says are not known:"
                                + " a rolling update on Fargate without a circuit breaker, alarms or a load balancer");
    }
}
