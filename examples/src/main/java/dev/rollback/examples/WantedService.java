package dev.rollback.examples;

import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An ECS service.
 *
 * @param definition revision, {@code family:revision} or ARN; null for the newest that is proven
 */
record WantedService(
        String cluster, String service, @Nullable String definition) implements Wanted {

    private static final Pattern FORM = Pattern.compile(
            "([\\w-]{1,255})/([\\w-]{1,255})(?:=((?:[\\w-]{1,255}:)?\\d{1,9}|arn:aws[a-z-]*:ecs:\\S+))?");

    static Optional<Wanted> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new WantedService(matcher.group(1), matcher.group(2), matcher.group(3)))
                : Optional.empty();
    }

    @Override
    public String step() {
        return cluster + "/" + service;
    }

    @Override
    public Optional<VersionSelector> version() {
        return Optional.ofNullable(definition).map(VersionSelector::exactly);
    }

    @Override
    public Target target(AwsTargets aws, Terms terms) {
        return aws.ecsService(cluster, service);
    }

    @Override
    public String toString() {
        return Kind.ECS.prefix() + step() + (definition == null ? "" : "=" + definition);
    }
}
