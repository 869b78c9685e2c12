package dev.rollback.examples;

import dev.rollback.VersionSelector;
import dev.rollback.aws.AwsTargets;
import dev.rollback.target.Target;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A configuration profile of AppConfig in an environment, all three by name or id.
 *
 * @param number the version, or its label; null for the newest that is proven
 */
record WantedConfiguration(
        String application,
        String environment,
        String profile,
        @Nullable String number) implements Wanted {

    private static final Pattern FORM =
            Pattern.compile("([^/=\\s]{1,128})/([^/=\\s]{1,128})/([^/=\\s]{1,128})(?:=(\\S{1,1024}))?");

    static Optional<Wanted> read(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(
                        new WantedConfiguration(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)))
                : Optional.empty();
    }

    @Override
    public String step() {
        return application + "/" + environment + "/" + profile;
    }

    @Override
    public Optional<VersionSelector> version() {
        return Optional.ofNullable(number).map(VersionSelector::exactly);
    }

    @Override
    public Target target(AwsTargets aws, Terms terms) {
        return aws.appConfig(application, environment, profile);
    }

    @Override
    public String toString() {
        return Kind.APPCONFIG.prefix() + step() + (number == null ? "" : "=" + number);
    }
}
