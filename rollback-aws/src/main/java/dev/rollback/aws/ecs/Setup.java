package dev.rollback.aws.ecs;

import dev.rollback.target.Look;
import dev.rollback.target.Version;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;

/**
 * How a service is set up, as facts of what is captured of it: enough to rehearse on a service like it. Of environment variables the names; no values, commands,
 * options of logging or labels, which may hold secrets. The names of the facts are part of what a checkpoint keeps: change none.
 */
record Setup(Parts parts) {

    Version of(Seen seen, Look look) {
        Version version = deploys(parts.versions().current(seen, look), seen.configuration());
        return parts.definitions()
                .remembered(version.id(), look)
                .found()
                .map(definition -> tasks(version, definition))
                .orElse(version);
    }

    private static Version deploys(Version version, DeploymentConfiguration configuration) {
        Version more = with(version, "minimum healthy percent", configuration.minimumHealthyPercent());
        more = with(more, "maximum percent", configuration.maximumPercent());
        more = with(more, "bake minutes", configuration.bakeTimeInMinutes());
        more = more.fact("circuit breaker", breaker(configuration.deploymentCircuitBreaker()));
        DeploymentAlarms alarms = configuration.alarms();
        return alarms == null
                        || !Boolean.TRUE.equals(alarms.enable())
                        || alarms.alarmNames().isEmpty()
                ? more
                : more.fact("deployment alarms", String.join(" | ", alarms.alarmNames()));
    }

    private static String breaker(@Nullable DeploymentCircuitBreaker breaker) {
        if (breaker == null || !Boolean.TRUE.equals(breaker.enable())) {
            return "none";
        }
        return Boolean.TRUE.equals(breaker.rollback()) ? "rolls back" : "stops";
    }

    private static Version tasks(Version version, Definition definition) {
        Version more = with(version, "cpu", definition.task().cpu());
        more = with(more, "memory", definition.task().memory());
        more = with(more, "network mode", definition.task().networkModeAsString());
        more = with(more, "runs on", joined(definition.task().requiresCompatibilitiesAsStrings()));
        for (ContainerDefinition container : definition.containers()) {
            more = with(more, "essential." + container.name(), container.essential());
            more = with(more, "environment." + container.name(), environment(container));
        }
        return more;
    }

    private static @Nullable String environment(ContainerDefinition container) {
        return joined(container.environment().stream()
                .map(KeyValuePair::name)
                .filter(Objects::nonNull)
                .sorted()
                .toList());
    }

    private static @Nullable String joined(List<String> parts) {
        return parts.isEmpty() ? null : parts.stream().collect(Collectors.joining(" "));
    }

    private static Version with(Version version, String name, @Nullable Object value) {
        return value == null ? version : version.fact(name, value.toString());
    }
}
