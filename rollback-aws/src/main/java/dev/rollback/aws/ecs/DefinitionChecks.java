package dev.rollback.aws.ecs;

import dev.rollback.target.Finding;
import dev.rollback.target.Look;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.Service;

/** What speaks against deploying a definition: whether it is there, fits the service, and its images can be pulled. */
final class DefinitionChecks {

    private final Images images;

    DefinitionChecks(Images images) {
        this.images = images;
    }

    List<Finding> of(Goals.Goal goal, Seen seen, Look look) {
        Definition found = goal.found();
        if (found == null) {
            return List.of(unseen(goal));
        }
        List<Finding> findings = new ArrayList<>();
        copied(goal).ifPresent(findings::add);
        platform(found, seen).ifPresent(findings::add);
        ports(found, seen).forEach(findings::add);
        findings.addAll(Looks.tried(
                "IMAGES_UNKNOWN",
                "whether the images of " + goal.title() + " are still there",
                () -> images(goal, found, look)));
        return findings;
    }

    private static Finding unseen(Goals.Goal goal) {
        return goal.gone()
                ? Finding.hard(
                        "DEFINITION_GONE",
                        "Task definition " + goal.title() + " is gone, expected one that ECS can describe.",
                        "Choose another version, or register the definition again from its source.")
                : Looks.unknown(
                        "DEFINITION_UNKNOWN",
                        "what task definition " + goal.title() + " says",
                        "DescribeTaskDefinition is denied or not offered");
    }

    private static Optional<Finding> copied(Goals.Goal goal) {
        return goal.copyBecause().isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.note(
                        "REGISTERED_AGAIN",
                        goal.title()
                                + " will be registered again with its images pinned to the recorded digests, because "
                                + goal.copyBecause() + "."));
    }

    private static Optional<Finding> platform(Definition definition, Seen seen) {
        boolean fargate = usesFargate(seen.service());
        String family = String.valueOf(seen.service().platformFamily());
        String system = definition.task().runtimePlatform() == null
                ? ""
                : String.valueOf(definition.task().runtimePlatform().operatingSystemFamilyAsString());
        if (fargate && !definition.runsOn(Compatibility.FARGATE)) {
            return Optional.of(mismatch(
                    definition, "FARGATE", String.valueOf(definition.task().compatibilities())));
        }
        boolean known = seen.service().platformFamily() != null && !system.isEmpty();
        return known && isWindows(family) != isWindows(system)
                ? Optional.of(mismatch(definition, family, system))
                : Optional.empty();
    }

    private static boolean usesFargate(Service service) {
        return service.launchType() == LaunchType.FARGATE
                || service.capacityProviderStrategy().stream()
                        .map(CapacityProviderStrategyItem::capacityProvider)
                        .anyMatch(provider -> provider != null && provider.startsWith("FARGATE"));
    }

    private static boolean isWindows(String family) {
        return family.toUpperCase(Locale.ROOT).contains("WINDOWS");
    }

    private static Finding mismatch(Definition definition, String expected, String actual) {
        return Finding.hard(
                "PLATFORM",
                "Task definition " + definition.title() + " is for " + actual + ", expected " + expected
                        + " as the service is: ECS refuses it.",
                "Choose a version that fits, or change the service's platform first.");
    }

    private static Stream<Finding> ports(Definition definition, Seen seen) {
        return seen.service().loadBalancers().stream()
                .filter(balancer -> balancer.containerName() != null && !isServed(definition, balancer))
                .map(balancer -> Finding.hard(
                        "CONTAINER_MISSING",
                        "The load balancer sends to container " + balancer.containerName() + " port "
                                + balancer.containerPort() + ", expected it in " + definition.title()
                                + ", which has it not: ECS refuses it.",
                        "Change the service's load balancers first, or choose another version."));
    }

    private static boolean isServed(Definition definition, LoadBalancer balancer) {
        return definition
                .container(balancer.containerName())
                .filter(container -> hasPort(container, balancer.containerPort()))
                .isPresent();
    }

    private static boolean hasPort(ContainerDefinition container, Integer port) {
        return port == null
                || container.portMappings().isEmpty()
                || container.portMappings().stream()
                        .anyMatch(mapping ->
                                port.equals(mapping.containerPort()) || mapping.containerPortRange() != null);
    }

    private List<Finding> images(Goals.Goal goal, Definition found, Look look) {
        List<Finding> findings = new ArrayList<>();
        images.fates(found, goal.digests(), look).forEach(fate -> {
            image(fate).ifPresent(findings::add);
            movable(fate).ifPresent(findings::add);
        });
        return findings;
    }

    private static Optional<Finding> image(Images.Fate fate) {
        String named = "Image " + fate.image() + " of container " + fate.container();
        return switch (fate.state()) {
            case THERE -> Optional.empty();
            case GONE ->
                Optional.of(Finding.hard(
                        "IMAGE_GONE",
                        named + " is gone, expected one that can be pulled: " + fate.why() + ".",
                        "Push the image again, or choose another version."));
            case ARCHIVED ->
                Optional.of(Finding.hard(
                        "IMAGE_ARCHIVED",
                        named + " cannot be pulled: " + fate.why() + ", expected ACTIVE.",
                        "Restore it: `aws ecr update-image-storage-class --target-storage-class STANDARD`."));
            case UNVERIFIED ->
                Optional.of(Finding.warning(
                        "IMAGE_UNVERIFIED",
                        named + " could not be verified: " + fate.why() + ".",
                        "Make sure that it can still be pulled."));
        };
    }

    /** Without a recorded digest a tag may mean another image than it did. */
    private static Optional<Finding> movable(Images.Fate fate) {
        boolean movable = ImageRef.parse(fate.image()).isMovable() && !fate.isLost();
        return movable
                ? Optional.of(Finding.warning(
                        "IMAGE_BY_TAG",
                        "Which image container " + fate.container() + " ran is not recorded: " + fate.image()
                                + " is pulled as the tag stands now.",
                        "Make sure that the tag was not moved; pin images by digest."))
                : Optional.empty();
    }
}
